import { MAX_TEMPLATE_BYTES, MAX_TEMPLATE_RESOURCES } from '../../model/azure/limits.ts';
import { COLLECTOR_TYPES } from '../../model/azure/resource-types.ts';
import type { Inventory, UnreadModule, Wanted } from '../../model/inventory.ts';
import { contain } from '../../util/crash.ts';
import { formatPath, type Location } from '../../util/location.ts';
import { nearest } from '../../util/nearest.ts';
import { LimitError } from '../../value/limit-error.ts';
import { remember } from '../../value/remember.ts';
import { isBeyondBound } from '../../value/value.ts';
import { inventoryOf, REGISTRIES } from '../azure/decode/inventory.ts';
import { type ExpandInput, type Expansion, expandTemplate } from './expand/expand.ts';
import { parameterDefinition } from './expand/parameter-definition.ts';
import { relevanceOf } from './expand/relevance.ts';
import { at, templateHash } from './expand/sections.ts';
import type { Diagnostic } from './expand/template-instance.ts';
import { declaredNames } from './given-values.ts';
import { GROUP_EXPORT, isGroupExport } from './group-export.ts';

/** What one template with one set of values holds of targets and their settings. */
export interface TemplateInventory extends Inventory {
  readonly file: string;
  readonly basis: 'defaults' | 'parameters';
  /** The parameter file, if the values come from one. */
  readonly parameters?: string;
  /** Hashes of the templates that this one nests. */
  readonly nestedHashes: readonly string[];
  /** Files that were read as its linked templates. */
  readonly linkedFiles: readonly string[];
  /** What is to be said with whatever does not pass in it. */
  readonly remark?: string;
  readonly hash?: string;
  readonly problems: readonly InventoryProblem[];
}

/** A notice (`error: false`), or a reason why something may be missing from the inventory. */
export interface InventoryProblem {
  readonly error: boolean;
  readonly code: string;
  readonly message: string;
  readonly location: Location;
  /** Of `internal-error`: see `Crash`. */
  readonly stack?: string;
}

/** Never throws: a bound that is reached, and a bug that is come upon, are problems of this template. */
export function templateInventory(
  input: ExpandInput,
  label: Pick<TemplateInventory, 'basis' | 'parameters'>,
  wanted?: Wanted,
): TemplateInventory {
  const { file, deploymentKey } = input;
  const hash = templateHash(input.template);
  const base = { ...label, file, deploymentKey, ...(hash !== undefined && { hash }) };
  const unread = (problem: Omit<InventoryProblem, 'error' | 'location'>): TemplateInventory => ({
    ...base,
    targets: [],
    settings: [],
    modules: [],
    nestedHashes: [],
    linkedFiles: [],
    problems: [{ error: true, ...problem, location: { file } }],
  });
  return contain(() => {
    try {
      return { ...base, ...contentOf(input, label.parameters, wanted) };
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      return unread({ code: error.code, message: error.message });
    }
  }, unread);
}

/** Nested templates without any of these are not expanded; of a collector that is no setting, no part is read yet. */
const relevanceFor = remember((wanted: Wanted) =>
  relevanceOf([...wanted.types, ...COLLECTOR_TYPES].map((type) => type.toLowerCase())),
);

function contentOf(
  input: ExpandInput,
  parameters: string | undefined,
  wanted: Wanted = REGISTRIES,
): Omit<TemplateInventory, 'file' | 'deploymentKey' | 'basis' | 'parameters' | 'hash'> {
  const expansion = expandTemplate({ ...input, relevance: relevanceFor(wanted) });
  const inventory = inventoryOf(expansion.resources, expansion.modules.map(toUnread), wanted);
  return {
    ...inventory,
    ...nestedOf(input.file, expansion),
    ...(isGroupExport(input.template) && { remark: GROUP_EXPORT }),
    problems: [
      ...unusedValues(input),
      ...missingValues(input, parameters),
      ...expansion.diagnostics.map(toProblem),
      ...boundProblems(inventory),
      ...beyondAzure(input, expansion),
    ],
  };
}

function toUnread({ resource, link, parameters, allKnown }: Expansion['modules'][number]): UnreadModule {
  const { name, deployed, origin } = resource;
  return { name, deployed, origin, link, parameters, allKnown };
}

function toProblem({ level, code, message, file, path, isElsewhere }: Diagnostic): InventoryProblem {
  return {
    error: level === 'error' && isElsewhere !== true,
    code,
    message,
    location: { file, path: formatPath(path) },
  };
}

/** A registry whose id grew beyond a bound is judged as unknown by name; that a bound was reached is said besides. */
function boundProblems({ targets }: Pick<Inventory, 'targets'>): InventoryProblem[] {
  return targets
    .filter(({ id }) => isBeyondBound(id))
    .map(({ origin: { file = '', path = [] } }) => {
      const message = 'the id of the registry is too large to be evaluated';
      return { error: true, code: 'limit', message, location: { file, path: formatPath(path) } };
    });
}

/** Of what is beyond Azure's bounds for one template: it is read, and said. */
function beyondAzure({ file, size = 0 }: ExpandInput, { resources, root }: Expansion): InventoryProblem[] {
  const own = resources.filter(
    ({ existing, origin }) => !existing && origin.file === file && (origin.path?.length ?? 0) === root.path.length + 2,
  ).length;
  const warning = (code: string, message: string): InventoryProblem => ({
    error: false,
    code,
    message,
    location: { file },
  });
  return [
    ...(own > MAX_TEMPLATE_RESOURCES
      ? [warning('resource-count', `the template has ${own} resources; Azure takes ${MAX_TEMPLATE_RESOURCES}`)]
      : []),
    ...(size > MAX_TEMPLATE_BYTES
      ? [warning('template-size', `the template has ${size} bytes; Azure takes ${MAX_TEMPLATE_BYTES}`)]
      : []),
  ];
}

function nestedOf(file: string, { nested }: Expansion): Pick<TemplateInventory, 'nestedHashes' | 'linkedFiles'> {
  const linkedFiles = new Set(nested.map((one) => one.file));
  linkedFiles.delete(file);
  return { nestedHashes: [...new Set(nested.flatMap(({ hashes }) => hashes))], linkedFiles: [...linkedFiles] };
}

function didYouMean(name: string | undefined): string {
  return name === undefined ? '' : `; did you mean '${name}'?`;
}

/** Values for parameters that the template does not have: Azure refuses them; here they are only said. */
function unusedValues({ file, template, values }: ExpandInput): InventoryProblem[] {
  const declared = declaredNames(template);
  const names = new Set(declared.map((name) => name.toLowerCase()));
  return [...values].flatMap(([name, supplied]) => {
    // A flag is for every template of the run; one that none of them has a use for is wrong usage.
    if (names.has(name) || supplied.fromFlag) return [];
    const location = { file: supplied.file ?? file };
    const written = supplied.name ?? name;
    return [
      {
        error: false,
        code: 'unused-value',
        message: `${file} has no parameter '${written}'${didYouMean(nearest(written, declared))}`,
        location,
      },
    ];
  });
}

/** The code of the note that a parameter file lacks a value. */
export const MISSING_VALUE = 'missing-value';

/** Required parameters that a parameter file has no value for: Azure asks for it or refuses the deployment. */
function missingValues({ file, template, values }: ExpandInput, parameterFile: string | undefined): InventoryProblem[] {
  if (parameterFile === undefined) return [];
  const section = at(template, 'parameters');
  const missing = declaredNames(template).filter((name) => {
    const { defaultValue, nullable } = parameterDefinition(name, at(section, name) ?? null, template);
    return defaultValue === undefined && !nullable && !values.has(name.toLowerCase());
  });
  if (missing.length === 0) return [];
  const names = `parameter${missing.length === 1 ? '' : 's'} ${listed(missing.map((name) => `'${name}'`))}`;
  const message = `gives no value for the required ${names} of ${file}: a deployment with this file alone fails`;
  return [{ error: false, code: MISSING_VALUE, message, location: { file: parameterFile } }];
}

const MAX_LISTED_NAMES = 10;

function listed(names: readonly string[]): string {
  const more = names.length - MAX_LISTED_NAMES;
  return more > 0 ? `${names.slice(0, MAX_LISTED_NAMES).join(', ')} and ${more} more` : names.join(', ');
}
