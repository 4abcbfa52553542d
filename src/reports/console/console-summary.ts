import type { InputKind, Outcome, RunResult, TargetCounts } from '../../engine/finding.ts';
import { type CountedKind, counted } from '../../messages/counted.ts';
import { message } from '../../messages/message.ts';
import { outcomeWord } from '../../messages/outcome-word.ts';
import { countOfType, noneOfType } from '../../messages/resource-nouns.ts';
import { type Line, type LinePart, styled, type TextStyle } from '../../util/safe-text.ts';
import { countOutcomes } from '../phrases.ts';

const OUTCOMES: readonly { readonly outcome: Outcome; readonly style: TextStyle }[] = [
  { outcome: 'pass', style: 'green' },
  { outcome: 'fail', style: 'red' },
  { outcome: 'unknown', style: 'yellow' },
  { outcome: 'error', style: 'magenta' },
  { outcome: 'suppressed', style: 'cyan' },
  { outcome: 'notApplicable', style: 'dim' },
];

type NoneId =
  | 'summary.no-template-found'
  | 'summary.no-template-read'
  | 'summary.no-subscription-read'
  | 'summary.no-region-read'
  | 'summary.no-export-read';

interface InputPhrases {
  readonly counted: CountedKind;
  /** How inputs that were not read are called. */
  readonly unreadable: 'summary.unreadable' | 'summary.inaccessible';
  /** When none was read of those there were. */
  readonly noneRead: NoneId;
  /** When there was none to begin with. */
  readonly none: NoneId;
}

const INPUT_PHRASES = {
  template: {
    counted: 'template',
    unreadable: 'summary.unreadable',
    noneRead: 'summary.no-template-read',
    none: 'summary.no-template-found',
  },
  subscription: {
    counted: 'subscription',
    unreadable: 'summary.inaccessible',
    noneRead: 'summary.no-subscription-read',
    none: 'summary.no-subscription-read',
  },
  region: {
    counted: 'region',
    unreadable: 'summary.inaccessible',
    noneRead: 'summary.no-region-read',
    none: 'summary.no-region-read',
  },
  export: {
    counted: 'export',
    unreadable: 'summary.unreadable',
    noneRead: 'summary.no-export-read',
    none: 'summary.no-export-read',
  },
} as const satisfies Record<InputKind, InputPhrases>;

/**
 * The last line: targets with their outcomes, then inputs, as in `4 vaults: 2 pass, 1 fail, 1 not deployed; 3 templates
 * read`. Where targets have several results each (rules, parameter files), results get a count of their own.
 */
export function summary(result: RunResult): Line {
  const { listed } = totalOf(result);
  if (listed === 0 && result.findings.length === 0) return [noTargetPhrase(result), ...errorCount(result)];
  const read = inputCounts(result);
  return [
    ...targets(result),
    ...(read === '' ? [] : [message('summary.after', { text: read })]),
    ...errorCount(result),
  ];
}

function targets(result: RunResult): LinePart[] {
  const { listed, unknown, deleted, notDeployed } = totalOf(result);
  const total = Object.entries(result.targets)
    .filter(([, { listed: own }]) => own > 0)
    .map(([type, { listed: own }]) => countOfType(own, type))
    .join(message('list.comma'));
  const absent = nonZero([
    ['summary.deleted', deleted],
    ['summary.not-deployed', notDeployed],
  ]);
  const findings = applicableOf(result);
  const { notApplicable } = countOutcomes(findings);
  const oneEach =
    findings.length - notApplicable === listed - deleted - notDeployed &&
    (notApplicable === 0 || notApplicable === notDeployed);
  if (oneEach) {
    const applicable = findings.filter((finding) => finding.outcome !== 'notApplicable');
    return [
      message('summary.total', { total }),
      ...listOf([...outcomeCounts(applicable), ...absent.map((text) => [text])]),
    ];
  }
  const unclear = unknown === 0 ? [] : [outcomeCount(unknown, 'unknown')];
  const about = [total, ...unclear, ...absent].join(message('list.comma'));
  if (findings.length === 0) return [message('summary.no-results', { about })];
  const results = counted(findings.length, 'result');
  return [message('summary.results', { about, results }), ...listOf(outcomeCounts(findings))];
}

/** Findings without those of rules that are not for their target; all where there are no others. */
function applicableOf({ findings }: RunResult): RunResult['findings'] {
  const applicable = findings.filter(({ outcome, isDeployed }) => outcome !== 'notApplicable' || !isDeployed);
  return applicable.length > 0 ? applicable : findings;
}

/** All types together. */
function totalOf({ targets: byType }: RunResult): TargetCounts {
  const total = { listed: 0, evaluated: 0, unknown: 0, deleted: 0, notDeployed: 0 };
  for (const counts of Object.values(byType)) {
    for (const key of ['listed', 'evaluated', 'unknown', 'deleted', 'notDeployed'] as const) total[key] += counts[key];
  }
  return total;
}

function listOf(items: readonly Line[]): LinePart[] {
  return items.flatMap((item, i) => (i === 0 ? item : [message('list.comma'), ...item]));
}

function outcomeCounts(findings: RunResult['findings']): Line[] {
  const counts = countOutcomes(findings);
  const knownCounts = countOutcomes(findings.filter(({ baseline }) => baseline === 'known'));
  const excludedCounts = countOutcomes(
    findings.filter(({ affectsExitCode, baseline }) => !affectsExitCode && baseline !== 'known'),
  );
  return OUTCOMES.filter(({ outcome }) => counts[outcome] > 0).map(({ outcome, style }) => {
    const excluded = outcome === 'pass' || outcome === 'notApplicable' ? 0 : excludedCounts[outcome];
    const about = nonZero([
      ['summary.known', knownCounts[outcome]],
      ['report.left-out-excluded', excluded],
    ]).join(message('list.comma'));
    return [
      styled(style, outcomeCount(counts[outcome], outcome)),
      ...(about === '' ? [] : [message('label.in-brackets', { text: about })]),
    ];
  });
}

function outcomeCount(count: number, outcome: Outcome): string {
  return message('summary.outcome', { count, outcome: outcomeWord(outcome) });
}

function inputCounts(result: RunResult): string {
  const unreadInputs = unreadCounts(result);
  if (result.inputs.read === 0 && unreadInputs.length === 0) return '';
  return [readCount(result), ...unreadInputs].join(message('list.comma'));
}

/** `2 subscriptions read`. */
function readCount({ inputKind, inputs }: RunResult): string {
  return message('summary.read', { inputs: counted(inputs.read, INPUT_PHRASES[inputKind].counted) });
}

function unreadCounts({ inputKind, inputs: { unreadable, skipped } }: RunResult): string[] {
  return nonZero([
    [INPUT_PHRASES[inputKind].unreadable, unreadable],
    ['summary.skipped', skipped],
  ]);
}

/** To see no target is not a pass, so each way to see none has its own words. */
function noTargetPhrase(result: RunResult): string {
  const { noneRead, none } = INPUT_PHRASES[result.inputKind];
  const unreadInputs = unreadCounts(result);
  const types = Object.keys(result.targets);
  // Where there is none of a type there are no parts of it either.
  const isPart = (type: string): boolean => types.some((other) => type.startsWith(`${other}/`));
  const seen = types
    .filter((type) => !isPart(type))
    .map(noneOfType)
    .join(message('list.comma'));
  const first =
    result.inputs.read > 0
      ? message('summary.none-in', { seen, read: readCount(result) })
      : message(unreadInputs.length === 0 ? none : noneRead);
  return [first, ...unreadInputs].join(message('list.comma'));
}

/** Errors that are not one unreadable input each, such as a rule that crashed. */
function errorCount(result: RunResult): LinePart[] {
  const n = result.errors.filter(({ excludedBecause }) => excludedBecause === undefined).length;
  return n === 0 || n === result.inputs.unreadable
    ? []
    : [message('list.semicolon'), styled('magenta', counted(n, 'error'))];
}

type CountId =
  | 'summary.deleted'
  | 'summary.not-deployed'
  | 'summary.known'
  | 'summary.skipped'
  | 'summary.unreadable'
  | 'summary.inaccessible'
  | 'report.left-out-excluded';

function nonZero(counts: readonly (readonly [CountId, number])[]): string[] {
  return counts.flatMap(([id, count]) => (count > 0 ? [message(id, { count })] : []));
}
