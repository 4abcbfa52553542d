import { dirname, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { logs } from '../rules/Azure.ACR.Logs.ts';
import { logsValid } from '../rules/Azure.ACR.LogsValid.ts';
import { metrics } from '../rules/Azure.ACR.Metrics.ts';
import { documentReader } from '../src/api/fix/documents.ts';
import { lintOverlay } from '../src/api/fix/fix-templates.ts';
import { fixableRules } from '../src/api/fix/fixable-rules.ts';
import { targetsIn } from '../src/api/lint/evaluate-templates.ts';
import type { ActiveRule } from '../src/engine/evaluate-rules.ts';
import type { Rule } from '../src/engine/rule.ts';
import { wantedBy } from '../src/engine/wanted.ts';
import type { JsonChange } from '../src/fixes/arm/json-edits.ts';
import { jsonEntryAt, jsonOf } from '../src/fixes/arm/json-text.ts';
import type { LintedTemplates } from '../src/fixes/arm/linted-templates.ts';
import {
  type EditableFile,
  type FixSession,
  type FixSessionInput,
  type PlannedFix,
  planSession,
} from '../src/fixes/arm/session.ts';
import { failingTargets } from '../src/fixes/arm/targets.ts';
import { defaultFixOptions, FIX_NEEDS, type FixOptions } from '../src/fixes/fix-options.ts';
import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { expandTemplate } from '../src/sources/arm/expand/expand-template.ts';
import { expandedJson } from '../src/sources/arm/expanded-json.ts';
import type { JsonValue } from '../src/sources/arm/json/json-value.ts';
import type { TemplateRequest } from '../src/sources/arm/template-request.ts';
import { discover } from '../src/sources/discover/discover.ts';
import { pairParameterFiles } from '../src/sources/discover/pair-parameter-files.ts';
import { isJsonName } from '../src/util/paths.ts';

/**
 * `npm run check:fixes -- FOLDER`: plans a fix for every registry of a folder that fails, with a destination and without
 * one, and holds the result against the properties of a fix. Ends with 1 when one is broken. Nothing is written.
 */

const MAX_SIZE = 200 * 1024 * 1024;
const WORKSPACE =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/log-audit';

/** The input of a fix of a set of files, which are named relative to `cwd`. */
export interface FixCase {
  readonly request: Omit<TemplateRequest, 'overlay'>;
  readonly settings: FixOptions;
  readonly newParameters: boolean;
  /** Default: false. */
  readonly destinationParameters?: boolean | undefined;
  readonly force: boolean;
  /** The rules that run; each that there are fixes for is fixed. */
  readonly rules: readonly Rule[];
  readonly read: (file: string) => EditableFile | undefined;
  /** Files that are not on disk. */
  readonly overlay?: ReadonlyMap<string, Uint8Array>;
}

export interface CheckedFixes {
  readonly fixes: readonly PlannedFix[];
  readonly texts: ReadonlyMap<string, string>;
  readonly violations: readonly string[];
}

/** Plans fixes and says which properties they break. */
export function checkFixes(fixCase: FixCase): CheckedFixes {
  const input = sessionOf(fixCase, new Map());
  const session = planSession(input);
  const overlay = new Map([...session.texts].map(([file, text]) => [file, text] as const));
  return {
    fixes: session.fixes,
    texts: session.texts,
    violations: [...violatedClaims(fixCase, session, overlay), ...violatedEdits(fixCase, session)],
  };
}

/** What a session plans with, where files have changed. */
export function sessionOf(fixCase: FixCase, changed: ReadonlyMap<string, string> = new Map()): FixSessionInput {
  const { request, settings, newParameters, destinationParameters = false, force, rules } = fixCase;
  const active = rules.map((rule): ActiveRule => ({ rule, level: 'error', options: {} }));
  const read = (file: string): EditableFile | undefined => {
    const document = fixCase.read(file);
    const text = changed.get(file);
    return document === undefined || text === undefined
      ? document
      : { ...document, text, bytes: document.encode(text) };
  };
  const relint = (overlay: ReadonlyMap<string, Uint8Array>): LintedTemplates => {
    const now = new Map([...(fixCase.overlay ?? [])]);
    for (const file of changed.keys()) {
      const document = read(file);
      if (document !== undefined) now.set(document.absolute, document.bytes);
    }
    return lintOverlay(
      { ...request, overlay: new Map([...now, ...overlay]) },
      { activeOf: () => active, nameOf: (file) => file },
    );
  };
  const before = relint(new Map());
  return {
    before,
    rules: fixableRules(rules),
    targetsIn,
    settingsOf: () => settings,
    newParameters,
    destinationParameters,
    force,
    neighbours: () => [],
    bicepNeighbours: () => [],
    read,
    relint,
  };
}

/** What is reported as fixed passes; there are no new findings; a second fix changes nothing. */
function violatedClaims(
  fixCase: FixCase,
  { fixes: outcomes, texts }: FixSession,
  changed: ReadonlyMap<string, string>,
): readonly string[] {
  if (texts.size === 0) return [];
  const before = sessionOf(fixCase, new Map()).before;
  const again = sessionOf(fixCase, changed);
  const keyOf = ({ rule, target }: Pick<PlannedFix, 'rule' | 'target'>): string => `${rule.name} ${target.key}`;
  const fixed = outcomes.filter(({ plan }) => plan.kind === 'edit').map(keyOf);
  const stillFailing = new Set(
    again.rules.flatMap((rule) =>
      failingTargets(rule.ref, again.before, targetsIn).map((target) => keyOf({ rule, target })),
    ),
  );
  // That another rule cannot tell is no harm: a destination may be a parameter now.
  const [first] = fixCase.rules;
  const bad = ({ findings }: LintedTemplates): readonly string[] =>
    findings
      .filter(
        ({ rule, outcome }) => ['fail', 'error'].includes(outcome) || (outcome === 'unknown' && rule === first?.name),
      )
      .map(
        ({ rule, location, target }) =>
          `${rule}: ${location.file}: ${location.path} ${target.id} ${target.parameters ?? ''}`,
      );
  const known = new Set(bad(before));
  const second = planSession(again).fixes.filter(({ plan }) => plan.kind === 'edit');
  return [
    ...fixed.filter((key) => stillFailing.has(key)).map((key) => `${key}: was claimed to be fixed and fails`),
    ...bad(again.before)
      .filter((finding) => !known.has(finding))
      .map((finding) => `${finding}: was fine before`),
    ...newRefusals(refusedByAzure(again.before), refusedByAzure(before)),
    ...(again.before.errors.length > before.errors.length ? ['there are more errors'] : []),
    ...second.map((fix) => `${keyOf(fix)}: a second fix changes it again`),
  ];
}

function newRefusals(now: readonly string[], before: readonly string[]): readonly string[] {
  return now.filter((text) => !before.includes(text));
}

/** What Azure would refuse, in all registries of a run. */
function refusedByAzure({ refusals }: LintedTemplates): readonly string[] {
  return refusals.flatMap(({ location, target, reasons }) =>
    reasons.map(({ message }) => `${location.file} ${target.parameters ?? ''}: ${location.path}: ${message}`),
  );
}

/** Texts differ only by what was inserted, and expansions only by the setting. */
function violatedEdits({ read }: FixCase, { fixes: outcomes, texts }: FixSession): readonly string[] {
  return [...texts].flatMap(([file, after]) => {
    const before = read(file)?.text ?? '';
    const own = outcomes.filter(({ plan }) => plan.kind === 'edit' && plan.files.some((one) => one.file === file));
    const onlyNew = own.every(({ plan }) => plan.kind === 'edit' && plan.isNew === true);
    const changes = own.flatMap(({ plan }) => (plan.kind === 'edit' ? plan.files.flatMap((one) => one.changes) : []));
    return [
      ...(onlyNew && !isSubsequence(before, after) ? [`${file}: something of the text is gone`] : []),
      ...(before.includes('\n') &&
      removedLines(before, after) >
        maxRemovedLines(
          before,
          changes.filter((change) => change.kind !== 'setting'),
        )
        ? [`${file}: more lines are changed than were to be`]
        : []),
      ...(lineEnds(before) === lineEnds(after) ? [] : [`${file}: the line ends are others`]),
      ...expansionDifferences(file, before, after),
    ];
  });
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (let i = 0; i < whole.length && at < part.length; i++) if (whole[i] === part[at]) at++;
  return at === part.length;
}

/** The lines of the values that are replaced or taken out, and one for each comma that is put in or taken out. */
function maxRemovedLines(before: string, changes: readonly JsonChange[]): number {
  const lines = changes.map((change): number => {
    const old = change.kind === 'append' ? undefined : jsonEntryAt(before, change.path)?.value;
    const lines = old === undefined ? 1 : before.slice(old.start, old.end).split('\n').length;
    return change.kind === 'remove' ? lines + 1 : lines;
  });
  return lines.reduce((sum, count) => sum + count, 0);
}

function removedLines(before: string, after: string): number {
  const kept = new Map<string, number>();
  for (const line of after.split('\n')) kept.set(line, (kept.get(line) ?? 0) + 1);
  return before.split('\n').filter((line) => {
    const left = kept.get(line) ?? 0;
    kept.set(line, left - 1);
    return left <= 0;
  }).length;
}

/** Which line ends occur, and whether the text ends with one. */
function lineEnds(text: string): string {
  const carriage = /\r\n/.test(text) ? 'CRLF ' : '';
  const feed = /(^|[^\r])\n/.test(text) ? 'LF ' : '';
  return `${carriage}${feed}${text.endsWith('\n') ? 'at the end' : ''}`;
}

type PrintedResource = Readonly<Record<string, unknown>>;

function expansionDifferences(file: string, before: string, after: string): readonly string[] {
  const old = expansion(file, before);
  const now = expansion(file, after);
  if (old === undefined || now === undefined) return [];
  const rest = new Map(old);
  const wrong: string[] = [];
  for (const [key, resource] of now) {
    const was = rest.get(key);
    rest.delete(key);
    const isSetting = /diagnosticsettings$/i.test(String(resource.type));
    if (isSetting || (was !== undefined && isDeepStrictEqual(comparable(was), comparable(resource)))) continue;
    wrong.push(`${file}: ${key} is expanded to something else`);
  }
  return [...wrong, ...[...rest.keys()].map((key) => `${file}: ${key} is not expanded any more`)];
}

/** Additional parameters of a deployment are for the setting. */
function comparable(resource: PrintedResource): PrintedResource {
  const { origin: _, properties, ...rest } = resource;
  const { parameters: __, ...others } = (properties ?? {}) as PrintedResource;
  return /deployments$/i.test(String(resource.type)) ? { ...rest, properties: others } : { ...rest, properties };
}

function expansion(file: string, text: string): ReadonlyMap<string, PrintedResource> | undefined {
  const template = jsonOf(text) as JsonValue | undefined;
  const isTemplate = typeof template === 'object' && template !== null && 'resources' in template;
  if (!isTemplate) return undefined;
  const expanded = expandTemplate({ file, template, values: new Map(), target: {}, deploymentKey: file });
  const { resources } = expandedJson(expanded, []);
  return new Map(
    (resources as readonly PrintedResource[]).map((resource) => {
      const { path } = resource.origin as { readonly path: string };
      return [`${path}#${JSON.stringify(resource.copyIndex ?? '')}`, resource];
    }),
  );
}

/** Every template of a folder on its own, with the parameter files that were found. */
function checkFolder(
  folder: string,
  {
    rules,
    settings,
    force,
    destinationParameters,
  }: Pick<FixCase, 'rules' | 'settings' | 'force' | 'destinationParameters'>,
): void {
  const found = discover({ cwd: folder, paths: ['.'], gitignore: false, maxSize: MAX_SIZE });
  const templates = found.templates.filter(({ file }) => isJsonName(file));
  const parameterFiles = found.parameterFiles.filter(({ file }) => isJsonName(file));
  const counts = new Map<string, number>();
  const add = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const template of templates) {
    const request = {
      cwd: folder,
      rootOf: () => folder,
      maxSize: MAX_SIZE,
      named: [],
      flags: new Map(),
      explore: false,
      wanted: wantedBy([{ targets: [REGISTRY_TYPE], needs: FIX_NEEDS }]),
    };
    const near = parameterFiles.filter(({ absolute }) => dirname(absolute) === dirname(template.absolute));
    const checked = checkFixes({
      request: {
        ...request,
        defaults: 'auto',
        pairing: pairParameterFiles({ cwd: folder, templates: [template], seen: near }),
        deploymentOf: () => ({ target: {} }),
      },
      settings,
      newParameters: true,
      destinationParameters,
      force,
      rules,
      read: documentReader(folder),
    });
    for (const { rule, target: place, plan } of checked.fixes) {
      const said = (what: string): string => (rules.length > 1 ? `${rule.name}: ${what}` : what);
      if (plan.kind === 'edit') add(said(plan.newParameter === undefined ? 'fixed' : 'fixed with a new parameter'));
      else add(said(plan.kind === 'generated' ? 'made by Bicep' : `refused: ${plan.reason}`));
      if (plan.kind === 'refusal') console.log(`${place.file}: ${said(plan.reason)}`);
    }
    for (const text of checked.violations) {
      console.log(`BROKEN ${text}`);
      add('properties broken');
    }
  }
  for (const [what, count] of [...counts].sort()) console.log(`  ${count} ${what}`);
  if (counts.has('properties broken') || counts.size === 0) process.exitCode = 1;
}

function main(folder: string | undefined): void {
  if (folder === undefined) {
    console.error('usage: npm run check:fixes -- FOLDER');
    process.exitCode = 2;
    return;
  }
  const given = { ...defaultFixOptions, destination: { workspaceId: WORKSPACE } };
  const all = [logs, logsValid, metrics];
  for (const [title, rules, settings, force, destinationParameters] of [
    ['with a destination', [logs], given, false],
    ['without a destination', [logs], defaultFixOptions, false],
    ['with a destination, JSON made by Bicep too', [logs], given, true],
    ['with a destination as the default of a parameter, JSON made by Bicep too', [logs], given, true, true],
    ['every rule that there are fixes for', all, given, false],
    ['every rule that there are fixes for, JSON made by Bicep too', all, given, true],
  ] as const) {
    console.log(`${title}:`);
    checkFolder(resolve(folder), { rules, settings, force, destinationParameters: destinationParameters === true });
  }
}

if (import.meta.filename === process.argv[1]) main(process.argv[2]);
