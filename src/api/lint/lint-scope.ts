import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Finding, RunError } from '../../engine/finding.ts';
import { placeKey, placeOf } from '../../engine/known/finding-place.ts';
import { isUnread, type ReadTemplate, type RunScope, templateScope } from '../../engine/known/run-scope.ts';
import type { TemplateResult } from '../../sources/arm/mark-gating.ts';
import type { TemplateRun } from '../../sources/arm/template-request.ts';
import { isInside } from '../../util/paths.ts';
import type { TemplatesRequest } from '../requests.ts';
import type { EvaluationSettings } from './evaluate-templates.ts';
import type { InputSelections } from './input-selections.ts';

/** What a run over templates ended with. */
interface LintedRun {
  readonly run: TemplateRun;
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
}

/** What a run over templates would have found again; `baselines` are absolute files, whose entries may be of files that are gone. */
export function lintScope(
  request: TemplatesRequest,
  { run: { inventories }, findings, errors }: LintedRun,
  { activeOf, nameOf }: EvaluationSettings,
  { rootOf }: Pick<InputSelections, 'rootOf'>,
  baselines: readonly string[],
): RunScope {
  const { cwd, parameters = [], defaults, given } = request;
  const broken = errors.map(({ location }) => location?.file);
  // An error without a file may have kept anything from being found.
  if (broken.includes(undefined)) return () => false;
  const templates = new Map<string, ReadTemplate>();
  for (const inventory of inventories) {
    const name = nameOf(inventory.file);
    const rules = activeOf(inventory.file).map(({ rule }) => rule.name);
    templates.set(name, joined(templates.get(name), inventory, rules, nameOf));
  }
  const inputs = [resolve(cwd, 'template.json'), ...inventories.map(({ file }) => resolve(cwd, file)), ...baselines];
  const roots = new Set([...inputs.map(rootOf), ...baselines.map(dirname)]);
  return templateScope({
    templates,
    rules: new Set([...templates.values()].flatMap(({ rules }) => [...rules])),
    broken: new Set(broken.flatMap((file) => (file === undefined ? [] : [nameOf(file)]))),
    unread: new Set(findings.filter(isUnread).map((finding) => placeKey(placeOf(finding, nameOf)))),
    choosesValues: parameters.length > 0 || defaults === 'skip' || given !== undefined,
    isReached: reachedIds(request),
    exists: (name) => [...roots].some((root) => mayExist(root, name)),
  });
}

/** Names come from a baseline or earlier results: out of the root nothing is looked for, and nothing is said to be gone. */
function mayExist(root: string, name: string): boolean {
  const absolute = join(root, name);
  return !isInside(root, absolute) || existsSync(absolute);
}

/** A template with one more set of values. */
function joined(
  before: ReadTemplate | undefined,
  { parameters, file, linkedFiles, modules }: TemplateResult,
  rules: readonly string[],
  nameOf: EvaluationSettings['nameOf'],
): ReadTemplate {
  return {
    rules: new Set(rules),
    values: new Set([...(before?.values ?? []), parameters === undefined ? '' : nameOf(parameters, file)]),
    linked: new Set([...(before?.linked ?? []), ...linkedFiles.map((linked) => nameOf(linked))]),
    hasUnreadModules: before?.hasUnreadModules === true || modules.length > 0,
  };
}

/** Values of a request lead to other ids than those of another run: only what is deployed where it says is found again. */
function reachedIds({
  set = [],
  location,
  cloud,
  subscription,
  resourceGroup,
}: TemplatesRequest): (id: string) => boolean {
  if (set.length > 0 || location !== undefined || cloud !== undefined) return () => false;
  const parts = [
    ...(subscription === undefined ? [] : [`/subscriptions/${subscription}/`]),
    ...(resourceGroup === undefined ? [] : [`/resourcegroups/${resourceGroup}/`]),
  ].map((part) => part.toLowerCase());
  return (id) => parts.every((part) => id.toLowerCase().includes(part));
}
