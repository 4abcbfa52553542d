import { join, mayCover, type SettingIndex } from '../model/join.ts';
import { formatPath, type Location } from '../model/location.ts';
import type { Inventory, Registry } from '../model/registry.ts';
import type { Origin } from '../model/resource.ts';
import { expressionText, isFault, isUnknown, keyOf, symbolsOf, type Value } from '../model/value.ts';
import type { Work } from './cases.ts';
import { failingCases } from './explore.ts';
import type { Basis, Finding, Level, Note, Reason, RunError } from './finding.ts';
import { fingerprint } from './fingerprint.ts';
import { messageOf, type Rule } from './rule.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A rule as a run has configured it. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly level: Level;
  readonly options: Readonly<Record<string, string>>;
}

/** An inventory with what results need besides: what its values rest on, and what must not be shown. */
export interface JudgedInventory extends Inventory {
  readonly basis: Basis;
  /** False when its results are shown but do not count for the exit code; the note says why. */
  readonly counted: boolean;
  readonly notCountedBecause?: string;
  readonly secrets: ReadonlySet<string>;
  /** The same registries for all listed values of the parameters, and the values they have here. */
  readonly exploration?: { readonly inventory: Inventory; readonly actual: ReadonlyMap<string, Value> };
}

export interface Judged {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
}

/** How many settings may be looked at for one inventory, over all cases. The first case of a registry is always looked at. */
const MOST_WORK = 300_000;

/** Runs every rule on every registry of an inventory. A rule that crashes gives an `error` finding and the others go on. */
export function judge(inventory: JudgedInventory, index: SettingIndex, rules: readonly ActiveRule[]): Judged {
  const findings: Finding[] = [];
  const errors: RunError[] = [];
  const work: Work = { left: MOST_WORK };
  for (const registry of join(inventory, index)) {
    for (const active of rules) {
      const { verdict, crash } = safely(active, registry, work);
      const finding = findingOf(active, registry, verdict, inventory, index);
      findings.push(finding);
      if (crash !== undefined) errors.push({ code: 'rule-crash', message: crash, location: finding.location });
    }
  }
  return { findings, errors };
}

function defaultsOf(rule: Rule): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(rule.options).map(([name, values]) => [name, values[0] ?? '']));
}

function safely({ rule, options }: ActiveRule, registry: Registry, work: Work): { verdict: Verdict; crash?: string } {
  try {
    return { verdict: verdictOf(rule, registry, { ...defaultsOf(rule), ...options }, work) };
  } catch (error) {
    const crash = `rule ${rule.name} crashed: ${(error as Error).message}`;
    return { verdict: { outcome: 'error', message: crash, reasons: [], dependsOn: [], coverage: [] }, crash };
  }
}

function findingOf(
  active: ActiveRule,
  registry: Registry,
  verdict: Verdict,
  inventory: JudgedInventory,
  index: SettingIndex,
): Finding {
  const { rule, level } = active;
  const show = (text: string): string => redact(text, inventory.secrets);
  const textOf = (value: Value): string => {
    if (isFault(value)) return '(cannot be evaluated)';
    return registry.secret ? '(secure)' : show(typeof value === 'string' ? value : expressionText(value));
  };
  const reasons = verdict.reasons.map(
    ({ id, values, category, origin }): Reason => ({
      id,
      message: show(messageOf(rule, id, values)),
      ...(category !== undefined && { category }),
      ...(origin !== undefined && { location: locationOf(origin) }),
    }),
  );
  const id = textOf(registry.id);
  const file = registry.origin.file ?? '';
  return {
    rule: rule.name,
    ref: rule.ref,
    level,
    outcome: verdict.outcome,
    target: {
      type: registry.type,
      name: textOf(registry.name),
      id,
      ...(inventory.parameters !== undefined && { parameters: inventory.parameters }),
    },
    basis: inventory.basis,
    counted: inventory.counted,
    message: show(verdict.message),
    reasons,
    dependsOn: verdict.dependsOn.map((cause) => ({ ...cause, name: show(cause.name) })),
    coverage: verdict.coverage.map((row) => ({ ...row, setting: show(row.setting) })),
    notes: [...notesOf(registry, verdict, inventory, index), ...explorationNotes(active, registry, inventory, index)],
    location: locationOf(registry.origin),
    fingerprint: fingerprint([
      rule.ref,
      file,
      inventory.parameters ?? '',
      id.toLowerCase(),
      ...reasons.map((reason) => reason.id),
    ]),
    suppression: null,
  };
}

function locationOf({ file = '', path = [] }: Origin): Location {
  return { file, path: formatPath(path) };
}

const SHORTEST_PART = 4;

/** Takes the texts of secure parameters out of what is shown. */
function redact(text: string, secrets: ReadonlySet<string>): string {
  let shown = text;
  for (const secret of secrets) {
    if (shown === secret) return '***';
    if (secret.length >= SHORTEST_PART) shown = shown.replaceAll(secret, '***');
  }
  return shown;
}

const MOST_NOTES = 5;

function notesOf(
  registry: Registry,
  { outcome }: Verdict,
  inventory: JudgedInventory,
  index: SettingIndex,
): readonly Note[] {
  const { notCountedBecause } = inventory;
  const notes: Note[] = notCountedBecause === undefined ? [] : [{ message: `not counted: ${notCountedBecause}` }];
  if (outcome === 'notApplicable') return notes;
  for (const { label, origin } of registry.joined) {
    notes.push({
      message: `diagnostic setting ${label} of another file is attached to it`,
      location: locationOf(origin),
    });
  }
  if (outcome === 'fail' || outcome === 'unknown') {
    for (const { label, origin } of mayCover(inventory, registry, index).slice(0, MOST_NOTES)) {
      notes.push({
        message: `diagnostic setting ${label} of another file may cover it`,
        location: locationOf(origin),
      });
    }
  }
  for (const { link, origin } of inventory.modules.slice(0, MOST_NOTES)) {
    notes.push({ message: `module ${link} cannot be read`, location: locationOf(origin) });
  }
  if (isUnknown(registry.settings)) return notes;
  for (const { deployed, origin } of 'length' in registry.settings ? registry.settings : []) {
    if (symbolsOf(deployed).some(({ cause }) => cause.kind === 'runtime')) {
      notes.push({
        message: 'a condition asks Azure for runtime values, which Azure Resource Manager forbids',
        location: locationOf(origin),
      });
    }
  }
  return notes;
}

/** What other values of the parameters would do: the combinations of deciding ones with which the registry fails. */
function explorationNotes(
  { rule, options }: ActiveRule,
  registry: Registry,
  { exploration, secrets }: JudgedInventory,
  index: SettingIndex,
): readonly Note[] {
  if (exploration === undefined) return [];
  const place = formatPath(registry.origin.path ?? []);
  const same = join(exploration.inventory, index).filter(({ origin }) => formatPath(origin.path ?? []) === place);
  const messages = new Set<string>();
  for (const candidate of same) {
    const { failing, isCut } = failingCases(rule, candidate, { ...defaultsOf(rule), ...options }, { left: MOST_WORK });
    for (const { values } of failing) {
      const parts = values.map(({ name, value }) => {
        const actual = exploration.actual.get(name);
        const isActual = actual !== undefined && keyOf(actual) === keyOf(value);
        return `${name}=${JSON.stringify(value)}${isActual ? ' (its value here)' : ''}`;
      });
      messages.add(
        parts.length === 0 ? 'fails with every value of the parameters' : `fails when ${parts.join(' and ')}`,
      );
    }
    if (isCut) messages.add('there are more cases than were looked at');
  }
  return [...messages].map((message) => ({ message: redact(message, secrets) }));
}
