import { join } from '../model/azure/attach-settings.ts';
import type { Inventory, Registry } from '../model/azure/registry.ts';
import { mayCover, type SettingIndex } from '../model/azure/setting-index.ts';
import type { Origin } from '../model/resource.ts';
import { contain } from '../util/crash.ts';
import { formatPath, type Location } from '../util/location.ts';
import { expressionText, isFault, isUnknown, symbolsOf, type Value } from '../value/value.ts';
import type { Work } from './cases.ts';
import { type Exploration, explorationMessages, exploreCases } from './explore.ts';
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

/** An inventory with what its values rest on. */
export interface JudgedInventory extends Inventory {
  readonly basis: Basis;
  /** False when its results are shown but do not count for the exit code; the note says why. */
  readonly counted: boolean;
  readonly notCountedBecause?: string;
  /** The same registries for all listed values of the parameters, and the values that these and the others have here. */
  readonly exploration?: Exploration & { readonly inventory: Inventory };
  /** What is to be said with whatever does not pass. */
  readonly remark?: string;
}

export interface Judged {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
}

/**
 * What a file is called in fingerprints: from the root of what it belongs to, not from the folder of the run. A
 * parameter file belongs to its template.
 */
export type NameOf = (file: string, template?: string) => string;

/** How many settings may be looked at for one inventory, over all cases. The first case of a registry is always looked at. */
const MOST_WORK = 300_000;

/** Runs every rule on every registry of an inventory. A rule that crashes gives an `error` finding and the others go on. */
export function judge(
  inventory: JudgedInventory,
  index: SettingIndex,
  rules: readonly ActiveRule[],
  nameOf: NameOf = (file) => file,
): Judged {
  const findings: Finding[] = [];
  const errors: RunError[] = [];
  const work: Work = { left: MOST_WORK };
  for (const registry of join(inventory, index)) {
    for (const active of rules) {
      const { verdict, crash } = safely(active, registry, work);
      const finding = findingOf(active, registry, verdict, inventory, index, nameOf);
      findings.push(finding);
      const { notCountedBecause } = inventory;
      const mark = notCountedBecause === undefined ? {} : { notCountedBecause };
      if (crash !== undefined) errors.push({ code: 'rule-crash', ...crash, location: finding.location, ...mark });
    }
  }
  return { findings, errors };
}

function defaultsOf(rule: Rule): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(rule.options).map(([name, values]) => [name, values[0] ?? '']));
}

interface Judgement {
  readonly verdict: Verdict;
  readonly crash?: Pick<RunError, 'message' | 'stack'>;
}

function safely({ rule, options }: ActiveRule, registry: Registry, work: Work): Judgement {
  return contain<Judgement>(
    () => ({ verdict: verdictOf(rule, registry, { ...defaultsOf(rule), ...options }, work) }),
    (crash) => {
      const message = `rule ${rule.name} crashed: ${crash.message}`;
      const verdict = { outcome: 'error', message, reasons: [], dependsOn: [], coverage: [] } as const;
      return { verdict, crash: { message, stack: crash.stack } };
    },
  );
}

function findingOf(
  active: ActiveRule,
  registry: Registry,
  verdict: Verdict,
  inventory: JudgedInventory,
  index: SettingIndex,
  nameOf: NameOf,
): Finding {
  const { rule, level } = active;
  const textOf = (value: Value): string => {
    if (isFault(value)) return '(cannot be evaluated)';
    return typeof value === 'string' ? value : expressionText(value);
  };
  const reasons = verdict.reasons.map(
    ({ id, values, category, origin }): Reason => ({
      id,
      message: messageOf(rule, id, values),
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
    message: verdict.message,
    reasons,
    dependsOn: verdict.dependsOn,
    coverage: verdict.coverage,
    notes: [...notesOf(registry, verdict, inventory, index), ...explorationNotes(active, registry, inventory, index)],
    location: locationOf(registry.origin),
    fingerprint: fingerprint([
      rule.ref,
      file === '' ? '' : nameOf(file),
      inventory.parameters === undefined ? '' : nameOf(inventory.parameters, inventory.file),
      id.toLowerCase(),
      ...reasons.map((reason) => reason.id),
    ]),
    suppression: null,
  };
}

function locationOf({ file = '', path = [] }: Origin): Location {
  return { file, path: formatPath(path) };
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
  if (inventory.remark !== undefined && outcome !== 'pass') notes.push({ message: inventory.remark });
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

/** What other values of the parameters would do: the combinations of deciding ones with which the registry fails, and what was tried. */
function explorationNotes(
  { rule, options }: ActiveRule,
  registry: Registry,
  { exploration }: JudgedInventory,
  index: SettingIndex,
): readonly Note[] {
  if (exploration === undefined) return [];
  const place = formatPath(registry.origin.path ?? []);
  const same = join(exploration.inventory, index).filter(({ origin }) => formatPath(origin.path ?? []) === place);
  const explored = same.map((candidate) =>
    exploreCases(rule, candidate, { ...defaultsOf(rule), ...options }, { left: MOST_WORK }),
  );
  return explorationMessages(explored, exploration).map((message) => ({ message, important: true }));
}
