import { message, nameMessage } from '../../messages/message.ts';
import { MAX_TEMPLATE_BYTES, MAX_TEMPLATE_RESOURCES } from '../../model/azure/limits.ts';
import { COLLECTOR_TYPES, typePattern } from '../../model/azure/resource-types.ts';
import { TEMPLATE_SPEC_TYPE } from '../../model/azure/template-spec.ts';
import type { Inventory, UnreadModule, Wanted } from '../../model/inventory.ts';
import { containCrash } from '../../util/crash.ts';
import type { ErrorCode } from '../../util/error-codes.ts';
import { formatPath, type Location } from '../../util/location.ts';
import { nearest } from '../../util/nearest.ts';
import { isBicepName } from '../../util/paths.ts';
import { LimitError } from '../../value/limit-error.ts';
import { memoize } from '../../value/memoize.ts';
import { reachedLimit } from '../../value/value.ts';
import { inventoryOf, REGISTRIES } from '../azure/decode/inventory-of-resources.ts';
import { declaredNames } from './check-set-flags.ts';
import { notInDeployment } from './elsewhere.ts';
import { type ExpandInput, type Expansion, expandTemplate } from './expand/expand-template.ts';
import { isJsonObject, property, templateHash } from './expand/json-access.ts';
import { parameterDefinition } from './expand/parameter-definition.ts';
import { type Relevance, relevanceOf } from './expand/relevance.ts';
import type { Diagnostic } from './expand/template-instance.ts';
import { groupExportRemark, isGroupExport } from './group-export.ts';
import type { JsonValue } from './json/json-value.ts';
import { NOT_RESTORED } from './module-remarks.ts';

/** What one template with one set of values holds of targets and their settings. */
export interface TemplateInventory extends Inventory {
  readonly file: string;
  readonly basis: 'defaults' | 'parameters';
  /** The parameter file, if the values come from one. */
  readonly parameters?: string;
  /** Hashes of the templates that this one nests. */
  readonly nestedHashes: readonly string[];
  /** Files of its linked templates. */
  readonly linkedFiles: readonly string[];
  /** Of Bicep: every other file that the template or its values were made of. */
  readonly readFiles?: readonly string[];
  /** A remark for findings that do not pass. */
  readonly remark?: string;
  readonly hash?: string;
  readonly problems: readonly InventoryProblem[];
}

/** A notice (`error: false`), or a reason why something may be missing from the inventory. */
export type InventoryProblem = ProblemText &
  ({ readonly error: true; readonly code: ErrorCode } | { readonly error: false; readonly code: string });

interface ProblemText {
  readonly message: string;
  readonly location: Location;
  /** Of `internal-error`: see `Crash`. */
  readonly stack?: string;
}

/** Never throws: a limit that is reached, or an internal error, is a problem of this template. */
export function templateInventory(
  input: ExpandInput,
  label: Pick<TemplateInventory, 'basis' | 'parameters'>,
  wanted?: Wanted,
): TemplateInventory {
  const { file, deploymentKey } = input;
  const hash = templateHash(input.template);
  const base = { ...label, file, deploymentKey, ...(hash !== undefined && { hash }) };
  const unread = (problem: Omit<ProblemText, 'location'> & { readonly code: ErrorCode }): TemplateInventory => ({
    ...base,
    targets: [],
    settings: [],
    collectionRules: [],
    associations: [],
    modules: [],
    elsewhere: notInDeployment,
    nestedHashes: [],
    linkedFiles: [],
    problems: [{ error: true, ...problem, location: { file } }],
  });
  return containCrash(() => {
    try {
      return { ...base, ...inventoryContent(input, label.parameters, wanted) };
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      return unread({ code: error.code, message: error.message });
    }
  }, unread);
}

/** Nested templates without any of these are not expanded. */
const relevanceFor = memoize((wanted: Wanted): { readonly own: Relevance; readonly all: Relevance } => {
  if (wanted.children === true || wanted.types.includes('*')) return { own: everything, all: everything };
  const own = [...wanted.types, ...COLLECTOR_TYPES];
  return { own: relevanceTo(own), all: relevanceTo([...own, ...wanted.related, ...wanted.referenced]) };
});

/** Whatever stands in a template may be read. */
const everything: Relevance = () => undefined;

function relevanceTo(types: readonly string[]): Relevance {
  return relevanceOf(types.map((type) => type.toLowerCase()));
}

/** What rules ask of other resources matters only beside those that the rules are for. */
function relevanceIn(template: JsonValue, wanted: Wanted): Relevance {
  const { own, all } = relevanceFor(wanted);
  return isJsonObject(template) && own(template) !== undefined ? own : all;
}

function inventoryContent(
  input: ExpandInput,
  parameters: string | undefined,
  wanted: Wanted = REGISTRIES,
): Omit<TemplateInventory, 'file' | 'deploymentKey' | 'basis' | 'parameters' | 'hash'> {
  const expansion = expandTemplate({ ...input, relevance: relevanceIn(input.template, wanted) });
  const inventory = inventoryOf(
    expansion.resources,
    [...expansion.modules.map(toUnread), ...partsNotSeen(input)],
    wanted,
  );
  return {
    ...inventory,
    elsewhere: notInDeployment,
    ...nestedOf(input.file, expansion),
    ...(isGroupExport(input.template) && { remark: groupExportRemark() }),
    problems: [
      ...unusedValues(input),
      ...missingValues(input, parameters),
      ...expansion.diagnostics.map(toProblem),
      ...expansion.modules.flatMap(unrestoredModule),
      ...boundProblems(inventory),
      ...azureLimitProblems(input, expansion),
    ],
  };
}

function toUnread({ resource, link, parameters, allKnown }: Expansion['modules'][number]): UnreadModule {
  const { name, deployed, origin } = resource;
  return { name, deployed, origin, link, parameters, allKnown };
}

/** What errors of syntax hide may be anything. */
function partsNotSeen({ partlyRead = [] }: ExpandInput): readonly UnreadModule[] {
  return partlyRead.map((location) => {
    const { file, line = 1 } = location;
    const name = nameMessage('cause.syntax-errors', { place: file });
    const text = message('cause.syntax-errors', { place: `${file}:${line}` });
    const cause = { kind: 'notRead', name, text, location } as const;
    return { cause, name: text, link: text, deployed: true, parameters: [], allKnown: false, origin: { file } };
  });
}

/** How Bicep refers to modules in registries and to template specs. */
const REGISTRY_LINK = new RegExp(`^(?:br|ts)[:/]|/${typePattern(TEMPLATE_SPEC_TYPE)}/`, 'i');

/** A module that only has to be fetched (in Bicep, the reader says it where the module is named); whether it concerns a registry is said where that is evaluated. */
function unrestoredModule({ resource: { origin }, link }: Expansion['modules'][number]): InventoryProblem[] {
  const { file = '', path = [] } = origin;
  if (isBicepName(file) || !REGISTRY_LINK.test(link)) return [];
  const location = { file, path: formatPath(path) };
  return [{ error: false, code: NOT_RESTORED, message: message('note.not-restored', { module: link }), location }];
}

function toProblem(diagnostic: Diagnostic): InventoryProblem {
  const { code, message: text, file, path, isUnrelated } = diagnostic;
  const said = { message: text, location: { file, path: formatPath(path) } };
  return diagnostic.level === 'error' && isUnrelated !== true
    ? { error: true, code: diagnostic.code, ...said }
    : { error: false, code, ...said };
}

/** Reports registries whose id exceeded a limit; they are evaluated with an unknown name. */
function boundProblems({ targets }: Pick<Inventory, 'targets'>): InventoryProblem[] {
  return targets
    .filter(({ id }) => reachedLimit(id))
    .map(({ origin: { file = '', path = [] } }) => {
      return {
        error: true,
        code: 'limit',
        message: message('error.id-too-large'),
        location: { file, path: formatPath(path) },
      };
    });
}

/** Of what is beyond Azure's bounds for one template: it is read, and said. */
function azureLimitProblems({ file, size = 0 }: ExpandInput, { resources, root }: Expansion): InventoryProblem[] {
  const own = resources.filter(
    ({ existing, origin }) => !existing && origin.file === file && (origin.path?.length ?? 0) === root.path.length + 2,
  ).length;
  const warning = (code: string, text: string): InventoryProblem => ({
    error: false,
    code,
    message: text,
    location: { file },
  });
  return [
    ...(own > MAX_TEMPLATE_RESOURCES
      ? [warning('resource-count', message('note.resource-count', { count: own, max: MAX_TEMPLATE_RESOURCES }))]
      : []),
    ...(size > MAX_TEMPLATE_BYTES
      ? [warning('template-size', message('note.template-size', { bytes: size, max: MAX_TEMPLATE_BYTES }))]
      : []),
  ];
}

function nestedOf(file: string, { nested }: Expansion): Pick<TemplateInventory, 'nestedHashes' | 'linkedFiles'> {
  const linkedFiles = new Set(nested.map((one) => one.file));
  linkedFiles.delete(file);
  return { nestedHashes: [...new Set(nested.flatMap(({ hashes }) => hashes))], linkedFiles: [...linkedFiles] };
}

function unusedText(template: string, parameter: string, close: string | undefined): string {
  return close === undefined
    ? message('note.unused-value', { template, parameter })
    : message('note.unused-value-close', { template, parameter, close });
}

/** JSON that was compiled from Bicep as it was before an edit. */
export const OUTDATED_JSON = 'outdated-json';

/** The code of the note that a template does not have a parameter which is given a value. */
export const UNUSED_VALUE = 'unused-value';

/** Values for undeclared parameters: Azure rejects them; here they are only a note. */
function unusedValues({ file, template, values }: ExpandInput): InventoryProblem[] {
  const declared = declaredNames(template);
  const names = new Set(declared.map((name) => name.toLowerCase()));
  return [...values].flatMap(([name, supplied]) => {
    // A flag applies to every template of the run; one that no template uses is a usage error.
    if (names.has(name) || supplied.fromFlag) return [];
    const location = { file: supplied.file ?? file };
    const written = supplied.name ?? name;
    return [
      {
        error: false,
        code: UNUSED_VALUE,
        message: unusedText(file, written, nearest(written, declared)),
        location,
      },
    ];
  });
}

/** The code of the note that a parameter file lacks a value. */
export const MISSING_VALUE = 'missing-value';

/** Required parameters without a value in the parameter file: Azure prompts for it or rejects the deployment. */
function missingValues({ file, template, values }: ExpandInput, parameterFile: string | undefined): InventoryProblem[] {
  if (parameterFile === undefined) return [];
  const section = property(template, 'parameters');
  const missing = declaredNames(template).filter((name) => {
    const { defaultValue, nullable } = parameterDefinition(name, property(section, name) ?? null, template);
    return defaultValue === undefined && !nullable && !values.has(name.toLowerCase());
  });
  if (missing.length === 0) return [];
  const names = listNames(missing.map((name) => `'${name}'`));
  const text = message(missing.length === 1 ? 'note.missing-value' : 'note.missing-values', { names, template: file });
  return [{ error: false, code: MISSING_VALUE, message: text, location: { file: parameterFile } }];
}

const MAX_LISTED_NAMES = 10;

function listNames(names: readonly string[]): string {
  const more = names.length - MAX_LISTED_NAMES;
  const list = names.slice(0, MAX_LISTED_NAMES).join(', ');
  return more > 0 ? message('list.more', { list, count: more }) : list;
}
