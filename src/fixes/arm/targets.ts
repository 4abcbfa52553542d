import type { Finding } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { targetName } from '../../messages/target-name.ts';
import type { Target } from '../../model/target.ts';
import type { TemplateResult } from '../../sources/arm/mark-gating.ts';
import type { TemplateRun } from '../../sources/arm/template-request.ts';
import { escapeInvisible } from '../../util/escape.ts';
import { formatPath, type Path, parsePath } from '../../util/location.ts';
import { truncate } from '../../util/truncate.ts';
import type { ParameterFileValue } from './fix-plan.ts';
import type { LintedTemplates } from './linted-templates.ts';
import type { TemplateJson } from './print-json.ts';
import { jsonAt } from './resource-context.ts';

/** A registry as it is written once, with the findings of every set of values that it fails with. */
export interface FixTarget {
  readonly file: string;
  readonly path: Path;
  readonly key: string;
  readonly findings: readonly Finding[];
  readonly registries: readonly Target[];
  /** Templates of the run that it comes from: its own file, or one that links to it. */
  readonly templates: readonly string[];
  /** Parameter files of those templates. */
  readonly parameterFiles: readonly string[];
}

/** What stays the same of a place when its file is edited: in Bicep other declarations, of which there may be more, say where it is. */
function keyOfPlace(file: string, path: string, { sourceOf }: Pick<TemplateRun, 'sourceOf'>): string {
  const source = sourceOf(file);
  const steps = source === undefined ? undefined : parsePath(path);
  const declaration = steps && source?.declarationAt(steps);
  return declaration === undefined
    ? `${file}\n${path}`
    : `${file}\n${declaration}\n${formatPath((steps ?? []).slice(RESOURCE_DEPTH))}`;
}

/** `resources` and the key of one. */
const RESOURCE_DEPTH = 2;

export function targetKey({ location }: Pick<Finding, 'location'>, run: Pick<TemplateRun, 'sourceOf'>): string {
  return keyOfPlace(location.file, location.path ?? '', run);
}

/** The targets of templates, with the diagnostic settings that these templates attach to them. */
export type TargetsIn = (inventories: readonly TemplateResult[]) => readonly {
  readonly inventory: TemplateResult;
  readonly target: Target;
}[];

/** Where registries fail the rule of this ref, in the order of the findings. Results that do not count are left alone. */
export function failingTargets(
  ref: string,
  { findings, run }: Pick<LintedTemplates, 'findings' | 'run'>,
  targetsIn: TargetsIn,
): readonly FixTarget[] {
  const failing = findings.filter(
    (finding) => finding.ref === ref && finding.outcome === 'fail' && finding.affectsExitCode,
  );
  const groups = new Map<string, Finding[]>();
  for (const finding of failing) {
    const key = targetKey(finding, run);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const registries = registriesByKey(
    targetsIn(run.inventories.filter(({ affectsExitCode }) => affectsExitCode)),
    new Set(groups.keys()),
    run,
  );
  return [...groups].map(([key, list]) => {
    const { file, path = '' } = (list[0] as Finding).location;
    const sets = new Set(list.map(({ target }) => target.parameters));
    const found = (registries.get(key) ?? []).filter(({ parameters }) => sets.has(parameters));
    const templates = [...new Set(found.map(({ template }) => template))];
    return {
      file,
      path: parsePath(path) ?? [],
      key,
      findings: list,
      registries: found.map(({ registry }) => registry),
      templates,
      parameterFiles: parameterFilesOf(run, templates),
    };
  });
}

interface DeclaredRegistry {
  readonly registry: Target;
  readonly parameters: string | undefined;
  readonly template: string;
}

function registriesByKey(
  registries: ReturnType<TargetsIn>,
  wanted: ReadonlySet<string>,
  run: TemplateRun,
): ReadonlyMap<string, readonly DeclaredRegistry[]> {
  const found = new Map<string, DeclaredRegistry[]>();
  for (const { inventory, target: registry } of registries) {
    const key = keyOfPlace(registry.origin.file ?? '', formatPath(registry.origin.path ?? []), run);
    if (!wanted.has(key)) continue;
    const seen = { registry, parameters: inventory.parameters, template: inventory.file };
    found.set(key, [...(found.get(key) ?? []), seen]);
  }
  return found;
}

function parameterFilesOf({ inventories }: TemplateRun, templates: readonly string[]): readonly string[] {
  const files = inventories.flatMap(({ file, parameters }) =>
    templates.includes(file) && parameters !== undefined ? [parameters] : [],
  );
  return [...new Set(files)].sort();
}

/** The values of parameter files that decide failures of a place. */
export interface DecidingFileValues {
  readonly values: readonly ParameterFileValue[];
  /** Every finding of the place has one. */
  readonly decideAll: boolean;
}

export function parameterFileValues(
  place: FixTarget,
  jsonOfFile: (file: string) => TemplateJson | undefined,
): DecidingFileValues {
  const values: ParameterFileValue[] = [];
  let decideAll = place.findings.length > 0;
  for (const { reasons, location, target } of place.findings) {
    const own = reasons.flatMap(({ id, location: at }): ParameterFileValue[] => {
      if (at === undefined || at.file === location.file || at.file !== target.parameters) return [];
      const path = parsePath(at.path ?? '') ?? [];
      const json = jsonOfFile(at.file);
      const value = json === undefined ? undefined : jsonAt(json, path);
      return value === undefined ? [] : [{ file: at.file, path, value, reason: id }];
    });
    decideAll &&= own.length > 0;
    values.push(...own);
  }
  return { values, decideAll };
}

const MAX_SHOWN_NAME = 100;
const MAX_SHOWN_NAMES = 3;

/** The registries of a place by name, as a line has room for them; names that cannot be known are whole expressions. */
export function shortName({ findings }: FixTarget): string {
  const names = [...new Set(findings.map(({ target }) => targetName(target)))];
  const list = names
    .slice(0, MAX_SHOWN_NAMES)
    .map((name) => truncate(escapeInvisible(name), MAX_SHOWN_NAME))
    .join(', ');
  const count = names.length - MAX_SHOWN_NAMES;
  return count > 0 ? message('list.more', { list, count }) : list;
}

/** How many registries a place makes, loops and sets of values included, as results count them. */
export function registryCount({ findings }: Pick<FixTarget, 'findings'>): number {
  return new Set(findings.map(({ target }) => target.id)).size;
}
