import { LimitError } from '../../model/limit-error.ts';
import { formatPath, type Location } from '../../model/location.ts';
import type { Inventory, UnreadModule } from '../../model/registry.ts';
import { isBeyondBound } from '../../model/value.ts';
import { nearest } from '../../nearest.ts';
import { inventoryOf } from '../azure/inventory.ts';
import { type ExpandInput, type Expansion, expandTemplate } from './expand/expand.ts';
import { at, isJsonObject } from './expand/sections.ts';
import type { Diagnostic } from './expand/template-instance.ts';
import { templateHash } from './read.ts';

/** What one template with one set of values holds of registries and their settings. */
export interface TemplateInventory extends Inventory {
  readonly file: string;
  readonly basis: 'defaults' | 'parameters';
  /** The parameter file, if the values come from one. */
  readonly parameters?: string;
  /** Hashes of the templates that this one nests. */
  readonly nestedHashes: readonly string[];
  readonly hash?: string;
  readonly secrets: ReadonlySet<string>;
  readonly problems: readonly InventoryProblem[];
}

/** A notice (`error: false`), or a reason why something may be missing from the inventory. */
export interface InventoryProblem {
  readonly error: boolean;
  readonly code: string;
  readonly message: string;
  readonly location: Location;
}

export function templateInventory(
  input: ExpandInput,
  label: Pick<TemplateInventory, 'basis' | 'parameters'>,
): TemplateInventory {
  const common = { ...label, file: input.file, deploymentKey: input.deploymentKey };
  const hash = templateHash(input.template);
  const base = { ...common, ...(hash !== undefined && { hash }) };
  try {
    const expansion = expandTemplate(input);
    const inventory = inventoryOf(expansion.resources, expansion.modules.map(toUnread));
    return {
      ...base,
      ...inventory,
      nestedHashes: nestedHashesOf(expansion),
      secrets: expansion.secrets,
      problems: [
        ...unusedValues(input),
        ...expansion.diagnostics.map(toProblem),
        ...boundProblems(inventory),
        ...beyondAzure(input, expansion),
      ],
    };
  } catch (error) {
    const limit = boundReached(error);
    const problem = { error: true, ...limit, location: { file: input.file } };
    return {
      ...base,
      registries: [],
      settings: [],
      modules: [],
      nestedHashes: [],
      secrets: new Set(),
      problems: [problem],
    };
  }
}

/** A bound of the tool makes a template unreadable. */
function boundReached(error: unknown): { code: string; message: string } {
  if (error instanceof LimitError) return { code: error.code, message: error.message };
  throw error;
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
function boundProblems({ registries }: Pick<Inventory, 'registries'>): InventoryProblem[] {
  return registries
    .filter(({ id }) => isBeyondBound(id))
    .map(({ origin: { file = '', path = [] } }) => {
      const message = 'the id of the registry is too large to be evaluated';
      return { error: true, code: 'limit', message, location: { file, path: formatPath(path) } };
    });
}

/** Azure's bounds for one template; here more is read, and said. */
const MOST_RESOURCES = 800;
const LARGEST_TEMPLATE = 4 * 1024 * 1024;

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
    ...(own > MOST_RESOURCES
      ? [warning('resource-count', `the template has ${own} resources; Azure takes ${MOST_RESOURCES}`)]
      : []),
    ...(size > LARGEST_TEMPLATE
      ? [warning('template-size', `the template has ${size} bytes; Azure takes ${LARGEST_TEMPLATE}`)]
      : []),
  ];
}

function nestedHashesOf({ resources }: Expansion): readonly string[] {
  return resources.flatMap((resource) => {
    const nested = resource.nested?.();
    const hash = nested?.kind === 'template' ? templateHash(nested.instance.template) : undefined;
    return hash === undefined ? [] : [hash];
  });
}

function didYouMean(name: string | undefined): string {
  return name === undefined ? '' : `; did you mean '${name}'?`;
}

/** Values for parameters that the template does not have: Azure refuses them; here they are only said. */
function unusedValues({ file, template, values }: ExpandInput): InventoryProblem[] {
  const section = at(template, 'parameters');
  const names = new Set(Object.keys(isJsonObject(section) ? section : {}).map((name) => name.toLowerCase()));
  return [...values].flatMap(([name, supplied]) => {
    if (names.has(name) || name === '$schema' || name === 'contentversion') return [];
    const location = { file: supplied.file ?? file };
    return [
      {
        error: false,
        code: 'unused-value',
        message: `${file} has no parameter '${name}'${didYouMean(nearest(name, names))}`,
        location,
      },
    ];
  });
}
