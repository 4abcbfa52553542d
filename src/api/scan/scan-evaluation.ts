import { type ActiveRule, evaluateRules, type Subjects } from '../../engine/evaluate-rules.ts';
import type { Finding, InputCounts, Note, RunError, RunResult } from '../../engine/finding.ts';
import { createFindingInterner } from '../../engine/intern-findings.ts';
import type { RunScope } from '../../engine/known/run-scope.ts';
import type { Suppress } from '../../engine/suppress/suppressor.ts';
import { wantedBy } from '../../engine/wanted.ts';
import { message } from '../../messages/message.ts';
import { attachSettings } from '../../model/azure/attach-settings.ts';
import { isType, REGISTRY_TYPE, SUBSCRIPTION_TYPE } from '../../model/azure/resource-types.ts';
import type { Inventory } from '../../model/inventory.ts';
import { scanInventory } from '../../sources/azure/decode/scan-inventory.ts';
import { createScanReads } from '../../sources/azure/decode/scan-reads.ts';
import type {
  RegistryRecord,
  ScanProblem,
  ScanRecord,
  SubscriptionRecord,
} from '../../sources/azure/decode/scan-record.ts';
import { subscriptionInventory } from '../../sources/azure/decode/subscription-inventory.ts';
import { type Crash, containCrash } from '../../util/crash.ts';
import { compareStrings } from '../../util/paths.ts';
import { buildResult } from '../build-result.ts';
import type { Triaged } from '../known/triage.ts';
import { inaccessibleError, incomplete } from './scan-errors.ts';
import { scanScope } from './scan-scope.ts';

/** Turns the records of a scan, one of each registry, into results, keeping nothing but the results. */
export interface ScanEvaluation {
  readonly add: (record: ScanRecord) => void;
  /** Does further work on a registry; a crash is an error of that registry. */
  readonly contain: (record: RegistryRecord, work: () => void) => void;
  /** Everything that was found, in an order that does not depend on that of the records, told by `judge` from what is known. */
  readonly result: (files: ScanFiles, judge?: Judge) => RunResult;
}

/** Tells findings from known ones, with what the scan would have found again. */
export type Judge = (findings: readonly Finding[], covers: RunScope) => Triaged;

/** What is to be said of saved scans and exports that were read instead of Azure. */
export interface ScanFiles {
  /** Set when the files are exports of other tools, which do not name subscriptions. */
  readonly exports?: number;
  readonly errors: readonly RunError[];
  readonly notes?: readonly Note[];
  /** The resource groups that the scan kept to. */
  readonly resourceGroups?: readonly string[];
  /** Whether all that is visible was read, with no scope that leaves something out. */
  readonly isWhole?: boolean;
}

/** What accepts results of a scan. */
export interface ScanSuppressions {
  readonly add: (record: RegistryRecord) => void;
  readonly suppress: Suppress;
  /** What became of the suppressions, when everything is evaluated. */
  readonly notes: (hasSeenAll: boolean) => readonly Note[];
}

/** Said of a scan that was stopped, live or saved: what it holds is right, and there is more. */
export function interruptedScan(): RunError {
  return { code: 'scan-interrupted', message: message('error.scan-interrupted') };
}

type Evaluate = (records: readonly RegistryRecord[]) => readonly Finding[];

const CHUNK = 20;
const MAX_DELETED_NOTES = 20;

export function createScanEvaluation(rules: readonly ActiveRule[], suppressions?: ScanSuppressions): ScanEvaluation {
  const findings: Finding[] = [];
  const wanted = wantedBy(rules.map(({ rule }) => rule));
  const reads = createScanReads();
  const deleted: string[] = [];
  const share = createFindingInterner();
  const subscriptions = new Map<string, SubscriptionRecord>();
  const problems: ScanProblem[] = [];
  const crashes: RunError[] = [];
  const crashed: string[] = [];
  const evaluateInventory = (inventory: Inventory): readonly Finding[] => {
    const subjects: Subjects = { targets: attachSettings(inventory), basis: 'live', affectsExitCode: true };
    const found = evaluateRules(subjects, rules, suppressions && { suppress: suppressions.suppress });
    crashes.push(...found.errors.map(({ location: _, ...error }) => error));
    return found.findings;
  };
  const evaluate: Evaluate = (records) => evaluateInventory(scanInventory(records, wanted, reads));
  const evaluatesSubscriptions = wanted.types.some((type) => isType(type, SUBSCRIPTION_TYPE));
  const evaluateSubscription = (record: SubscriptionRecord): void =>
    containCrash(
      () => {
        for (const finding of evaluateInventory(subscriptionInventory(record, reads))) findings.push(share(finding));
      },
      ({ code, message: error, stack }) => {
        crashes.push({ code, message: message('error.of-subscription', { id: record.id, error }), stack });
        crashed.push(`/subscriptions/${record.id}`);
      },
    );
  let waiting: RegistryRecord[] = [];
  const crash = (record: RegistryRecord, found: Crash): void => {
    crashes.push(crashAt(record, found));
    crashed.push(record.id);
  };
  const flush = (): void => {
    for (const { id, settings } of waiting) if (settings.status === 'deleted') deleted.push(id.toLowerCase());
    for (const finding of evaluatedIn(waiting, evaluate, crash)) findings.push(share(finding));
    waiting = [];
  };
  return {
    add: (record) => {
      if (record.kind === 'subscription') {
        subscriptions.set(record.id.toLowerCase(), record);
        if (evaluatesSubscriptions && record.state !== 'inaccessible') evaluateSubscription(record);
      } else if (record.kind === 'resource' || record.kind === 'list') reads.add(record);
      else if (record.kind === 'problem') problems.push(record.problem);
      else {
        suppressions?.add(record);
        if (waiting.push(record) === CHUNK) flush();
      }
    },
    contain: (record, work) => containCrash(work, (found) => crash(record, found)),
    result: (files, judge) => {
      flush();
      const found = {
        findings,
        deleted,
        problems,
        crashes,
        crashed,
        subscriptions: [...subscriptions.values()],
        rules,
      };
      return scanResult({ ...found, types: wanted.types }, files, { judge, suppressions });
    },
  };
}

/** What a scan has come upon. */
interface ScanFound {
  readonly findings: readonly Finding[];
  /** Ids of registries, in lower case. */
  readonly deleted: readonly string[];
  readonly problems: readonly ScanProblem[];
  readonly crashes: readonly RunError[];
  /** Ids of what a crash kept from being evaluated. */
  readonly crashed: readonly string[];
  readonly subscriptions: readonly SubscriptionRecord[];
  readonly rules: readonly ActiveRule[];
  readonly types: readonly string[];
}

function scanResult(
  { findings, deleted, problems, crashes, crashed, subscriptions, rules, types }: ScanFound,
  files: ScanFiles,
  { judge, suppressions }: { readonly judge: Judge | undefined; readonly suppressions: ScanSuppressions | undefined },
): RunResult {
  const unread = [...problems.map(incomplete), ...subscriptions.flatMap(inaccessibleError)];
  const errors = [...unread, ...crashes, ...fileErrors(files, problems)];
  const suppressed = suppressions?.notes(files.isWhole === true && errors.length === 0) ?? [];
  const { resourceGroups } = files;
  const scope = { isWhole: isWhole(files, problems), resourceGroups, subscriptions, crashed, rules, findings };
  return buildResult({
    findings,
    ...(judge && { triage: (sorted) => judge(sorted, scanScope(scope)) }),
    errors,
    notes: [...(files.notes ?? []), ...deletedNotes(deleted.toSorted()), ...suppressed],
    inputKind: files.exports === undefined ? 'subscription' : 'export',
    inputs: inputsOf(subscriptions, files),
    ...(subscriptions.length > 0 && { subscriptions: namesOf(subscriptions) }),
    types,
    // A scan lists registries, and reads what belongs to them.
    deleted: { [REGISTRY_TYPE]: deleted.length },
  });
}

function namesOf(subscriptions: readonly SubscriptionRecord[]): Readonly<Record<string, string>> {
  const sorted = subscriptions
    .map(({ id, name }) => [id.toLowerCase(), name] as const)
    .sort(([a], [b]) => compareStrings(a, b));
  return Object.fromEntries(sorted);
}

/** Exports of other tools do not say what was read. */
function isWhole({ exports, errors }: ScanFiles, problems: readonly ScanProblem[]): boolean {
  return exports === undefined && errors.length + problems.length === 0;
}

/** A scope that could not be read is an error of its own; the saved scan is then not reported as interrupted as well. */
function fileErrors({ errors }: ScanFiles, problems: readonly ScanProblem[]): readonly RunError[] {
  return problems.length === 0 ? errors : errors.filter(({ code }) => code !== interruptedScan().code);
}

/** Evaluates registries together, which is quicker; when that crashes, one by one, to see for which. */
function evaluatedIn(
  records: readonly RegistryRecord[],
  evaluate: Evaluate,
  crashed: (record: RegistryRecord, crash: Crash) => void,
): readonly Finding[] {
  return containCrash(
    () => evaluate(records),
    (crash) => {
      const [only, ...rest] = records;
      if (only === undefined || rest.length > 0)
        return records.flatMap((record) => evaluatedIn([record], evaluate, crashed));
      crashed(only, crash);
      return [];
    },
  );
}

function crashAt({ id }: RegistryRecord, { code, message: error, stack }: Crash): RunError {
  return { code, message: message('error.of-registry', { id, error }), stack };
}

function inputsOf(subscriptions: readonly SubscriptionRecord[], { exports, errors }: ScanFiles): InputCounts {
  if (exports !== undefined) {
    const unreadable = new Set(errors.map(({ location }) => location?.file)).size;
    return { read: Math.max(0, exports - unreadable), unreadable, skipped: 0 };
  }
  const unreadable = subscriptions.filter(({ state }) => state === 'inaccessible').length;
  return { read: subscriptions.length - unreadable, unreadable, skipped: 0 };
}

function deletedNotes(ids: readonly string[]): Note[] {
  const notes = ids.slice(0, MAX_DELETED_NOTES).map((id) => ({ message: message('note.registry-deleted', { id }) }));
  const more = ids.length - MAX_DELETED_NOTES;
  return more > 0 ? [...notes, { message: message('note.more-registries-deleted', { count: more }) }] : notes;
}
