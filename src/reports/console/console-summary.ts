import type { InputKind, Outcome, RunResult, TargetCounts } from '../../engine/finding.ts';
import { countOfType, noneOfType } from '../../messages/resource-nouns.ts';
import { type Line, type LinePart, styled, type TextStyle } from '../../util/safe-text.ts';
import { countOutcomes } from '../phrases.ts';
import { pluralize } from '../report-text.ts';

const OUTCOMES: readonly { readonly outcome: Outcome; readonly word: string; readonly style: TextStyle }[] = [
  { outcome: 'pass', word: 'pass', style: 'green' },
  { outcome: 'fail', word: 'fail', style: 'red' },
  { outcome: 'unknown', word: 'unknown', style: 'yellow' },
  { outcome: 'error', word: 'error', style: 'magenta' },
  { outcome: 'suppressed', word: 'suppressed', style: 'cyan' },
  { outcome: 'notApplicable', word: 'not applicable', style: 'dim' },
];

interface InputPhrases {
  readonly one: string;
  readonly many: string;
  /** How an input that was not read is called. */
  readonly unreadable: string;
  /** When there was none to begin with. */
  readonly none: string;
}

const INPUT_PHRASES: Readonly<Record<InputKind, InputPhrases>> = {
  template: { one: 'template', many: 'templates', unreadable: 'unreadable', none: 'no template found' },
  subscription: {
    one: 'subscription',
    many: 'subscriptions',
    unreadable: 'inaccessible',
    none: 'no subscription read',
  },
  region: { one: 'region', many: 'regions', unreadable: 'inaccessible', none: 'no region read' },
  export: { one: 'export', many: 'exports', unreadable: 'unreadable', none: 'no export read' },
};

/**
 * The last line: targets with their outcomes, then inputs, as in `4 vaults: 2 pass, 1 fail, 1 not deployed; 3 templates
 * read`. Where targets have several results each (rules, parameter files), results get a count of their own.
 */
export function summary(result: RunResult): Line {
  const { listed } = totalOf(result);
  if (listed === 0 && result.findings.length === 0) return [noTargetPhrase(result), ...errorCount(result)];
  const read = inputCounts(result);
  return [...targets(result), ...(read === '' ? [] : [`; ${read}`]), ...errorCount(result)];
}

function targets(result: RunResult): LinePart[] {
  const { listed, unknown, deleted, notDeployed } = totalOf(result);
  const total = Object.entries(result.targets)
    .filter(([, { listed: own }]) => own > 0)
    .map(([type, { listed: own }]) => countOfType(own, type))
    .join(', ');
  const absent = nonZero({ deleted, 'not deployed': notDeployed });
  const findings = applicableOf(result);
  const { notApplicable } = countOutcomes(findings);
  const oneEach =
    findings.length - notApplicable === listed - deleted - notDeployed &&
    (notApplicable === 0 || notApplicable === notDeployed);
  if (oneEach) {
    const applicable = findings.filter((finding) => finding.outcome !== 'notApplicable');
    return [`${total}: `, ...listOf([...outcomeCounts(applicable), ...absent.map((text) => [text])])];
  }
  const about = [total, ...nonZero({ unknown }), ...absent].join(', ');
  if (findings.length === 0) return [`${about}; no results`];
  const results = pluralize(findings.length, 'result', 'results');
  return [`${about}; ${results}: `, ...listOf(outcomeCounts(findings))];
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
  return items.flatMap((item, i) => (i === 0 ? item : [', ', ...item]));
}

function outcomeCounts(findings: RunResult['findings']): Line[] {
  const counts = countOutcomes(findings);
  const knownCounts = countOutcomes(findings.filter(({ baseline }) => baseline === 'known'));
  const excludedCounts = countOutcomes(
    findings.filter(({ affectsExitCode, baseline }) => !affectsExitCode && baseline !== 'known'),
  );
  return OUTCOMES.filter(({ outcome }) => counts[outcome] > 0).map(({ outcome, word, style }) => {
    const excluded = outcome === 'pass' || outcome === 'notApplicable' ? 0 : excludedCounts[outcome];
    const about = nonZero({ known: knownCounts[outcome], 'not affecting the exit code': excluded });
    return [styled(style, `${counts[outcome]} ${word}`), ...(about.length > 0 ? [` (${about.join(', ')})`] : [])];
  });
}

function inputCounts(result: RunResult): string {
  const unreadInputs = unreadCounts(result);
  if (result.inputs.read === 0 && unreadInputs.length === 0) return '';
  return [readCount(result), ...unreadInputs].join(', ');
}

/** `2 subscriptions read`. */
function readCount({ inputKind, inputs }: RunResult): string {
  const { one, many } = INPUT_PHRASES[inputKind];
  return `${pluralize(inputs.read, one, many)} read`;
}

function unreadCounts({ inputKind, inputs: { unreadable, skipped } }: RunResult): string[] {
  return nonZero({ [INPUT_PHRASES[inputKind].unreadable]: unreadable, skipped });
}

/** To see no target is not a pass, so each way to see none has its own words. */
function noTargetPhrase(result: RunResult): string {
  const { one, none } = INPUT_PHRASES[result.inputKind];
  const unreadInputs = unreadCounts(result);
  const types = Object.keys(result.targets);
  // Where there is none of a type there are no parts of it either.
  const isPart = (type: string): boolean => types.some((other) => type.startsWith(`${other}/`));
  const seen = types
    .filter((type) => !isPart(type))
    .map(noneOfType)
    .join(', ');
  if (result.inputs.read > 0) return [`${seen} in the ${readCount(result)}`, ...unreadInputs].join(', ');
  return unreadInputs.length === 0 ? none : [`no ${one} read`, ...unreadInputs].join(', ');
}

/** Errors that are not one unreadable input each, such as a rule that crashed. */
function errorCount(result: RunResult): LinePart[] {
  const n = result.errors.filter(({ excludedBecause }) => excludedBecause === undefined).length;
  return n === 0 || n === result.inputs.unreadable ? [] : ['; ', styled('magenta', pluralize(n, 'error', 'errors'))];
}

function nonZero(counts: Record<string, number>): string[] {
  return Object.entries(counts).flatMap(([word, n]) => (n > 0 ? [`${n} ${word}`] : []));
}
