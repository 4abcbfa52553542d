import { countRegistries } from '../engine/counts.ts';
import type { Finding, InputCounts, Note, RunError, RunResult } from '../engine/finding.ts';
import { type ActiveRule, judge } from '../engine/judge.ts';
import { indexSettings } from '../model/join.ts';
import { scanInventory } from '../sources/azure/scan-inventory.ts';
import type { ReadProblem, RegistryRecord, ScanRecord, SubscriptionRecord } from '../sources/azure/scan-record.ts';
import { version } from '../version.ts';
import { compareFindings, compareNotes, compareText } from './finding-order.ts';
import { createSharing } from './shared-parts.ts';

/** Turns the records of a scan into results, one after the other, keeping nothing but the results. */
export interface ScanEvaluation {
  readonly add: (record: ScanRecord) => void;
  /** Everything that was found, in an order that does not depend on that of the records. */
  readonly result: (files: ScanFiles) => RunResult;
}

/** What is to be said of saved scans and exports that were read instead of Azure. */
export interface ScanFiles {
  /** Set when the files are exports of other tools, which do not tell of subscriptions. */
  readonly exports?: number;
  readonly errors: readonly RunError[];
}

/** Said of a scan that was stopped, live or saved: what it holds is right, and there is more. */
export const INTERRUPTED_SCAN: RunError = {
  code: 'scan-interrupted',
  message: 'the scan ended before everything was read; --resume goes on with a saved one',
};

const CHUNK = 20;
const MOST_NOTES = 20;
const NO_SETTINGS = indexSettings([]);

/** A registry that was listed, and is not there any more. */
interface Gone {
  readonly gone: string;
}

export function createScanEvaluation(rules: readonly ActiveRule[]): ScanEvaluation {
  // Few and flat: of 100,000 registries everything counts.
  const judged: (Finding | Gone)[] = [];
  const share = createSharing();
  const subscriptions = new Map<string, SubscriptionRecord>();
  const problems: ReadProblem[] = [];
  const crashes: RunError[] = [];
  let waiting: RegistryRecord[] = [];
  const flush = (): void => {
    for (const one of judgedIn(waiting, rules, crashes)) judged.push(isGone(one) ? one : share(one));
    waiting = [];
  };
  return {
    add: (record) => {
      if (record.kind === 'subscription') subscriptions.set(record.id.toLowerCase(), record);
      else if (record.kind === 'problem') problems.push(record.problem);
      else if (waiting.push(record) === CHUNK) flush();
    },
    result: (files) => {
      flush();
      const latest = latestOf(judged, rules.length);
      const findings = latest.filter((one): one is Finding => !isGone(one));
      const gone = latest.filter(isGone).map((one) => one.gone.toLowerCase());
      const counts = countRegistries(findings);
      const errors = [...problems.map(incomplete), ...[...subscriptions.values()].flatMap(outOfReach)];
      return {
        tool: { name: 'acraudit', version },
        findings: findings.sort(compareFindings),
        errors: [...errors, ...crashes, ...fileErrors(files, problems)].sort(compareNotes),
        notes: goneNotes(gone),
        registries: { ...counts, listed: counts.listed + gone.length, gone: gone.length },
        inputKind: files.exports === undefined ? 'subscription' : 'export',
        inputs: inputsOf([...subscriptions.values()], files),
      };
    },
  };
}

/** Where nobody could say what the scan is about, that is said already; a saved one counts as interrupted besides. */
function fileErrors({ errors }: ScanFiles, problems: readonly ReadProblem[]): readonly RunError[] {
  return problems.length === 0 ? errors : errors.filter(({ code }) => code !== INTERRUPTED_SCAN.code);
}

function* judgedIn(
  records: readonly RegistryRecord[],
  rules: readonly ActiveRule[],
  crashes: RunError[],
): Iterable<Finding | Gone> {
  const latest = [...new Map(records.map((record) => [record.id.toLowerCase(), record])).values()];
  const inventory = scanInventory(latest);
  const { findings, errors } = judge(
    { ...inventory, basis: 'live', counted: true, secrets: new Set() },
    NO_SETTINGS,
    rules,
  );
  crashes.push(...errors.map(({ code, message }) => ({ code, message })));
  for (const { id, settings } of latest) if (settings.status === 'gone') yield { gone: id };
  yield* findings;
}

function isGone(one: Finding | Gone): one is Gone {
  return 'gone' in one;
}

/**
 * What is said of each registry, by id: a scan that was resumed may have tried twice, and the last time counts. Each time
 * there is a finding of every rule, or that it is gone.
 */
function latestOf(judged: (Finding | Gone)[], rules: number): readonly (Finding | Gone)[] {
  // A map by id would take as much memory as all the rest.
  const id = (one: Finding | Gone | undefined): string | undefined =>
    one && (isGone(one) ? one.gone : one.target.id).toLowerCase();
  judged.sort((a, b) => compareText(id(a) ?? '', id(b) ?? ''));
  const isLast = (i: number): boolean => id(judged[i]) !== id(judged[i + 1]);
  return judged.filter((one, i) => {
    if (isGone(one)) return isLast(i);
    for (let later = i; later < i + rules; later++) if (isLast(later)) return !isGone(judged[later] ?? one);
    return false;
  });
}

function incomplete({ message }: ReadProblem): RunError {
  return { code: 'scan-incomplete', message };
}

function outOfReach({ id, name, state, problem }: SubscriptionRecord): RunError[] {
  if (state !== 'outOfReach') return [];
  const shown = name === id ? id : `${name} (${id})`;
  const why = problem === undefined ? '' : `: ${problem.message}`;
  return [{ code: 'subscription-out-of-reach', message: `subscription ${shown} is out of reach${why}` }];
}

function inputsOf(subscriptions: readonly SubscriptionRecord[], { exports, errors }: ScanFiles): InputCounts {
  if (exports !== undefined) {
    const unreadable = new Set(errors.map(({ location }) => location?.file)).size;
    return { read: Math.max(0, exports - unreadable), unreadable, skipped: 0 };
  }
  const unreadable = subscriptions.filter(({ state }) => state === 'outOfReach').length;
  return { read: subscriptions.length - unreadable, unreadable, skipped: 0 };
}

function goneNotes(ids: readonly string[]): Note[] {
  const notes = ids
    .slice(0, MOST_NOTES)
    .map((id) => ({ message: `registry ${id} was deleted or moved while the scan ran` }));
  const more = ids.length - MOST_NOTES;
  return more > 0
    ? [...notes, { message: `and ${more} more registries were deleted or moved while the scan ran` }]
    : notes;
}
