import type { InputKind, Outcome, RunResult, TargetCounts } from '../../engine/finding.ts';
import { countOfType, noneOfType } from '../../messages/resource-nouns.ts';
import { type Line, type Part, type Style, styled } from '../../util/safe-text.ts';
import { count } from '../text.ts';
import { countOutcomes } from '../words.ts';

const OUTCOMES: readonly { readonly outcome: Outcome; readonly word: string; readonly style: Style }[] = [
  { outcome: 'pass', word: 'pass', style: 'green' },
  { outcome: 'fail', word: 'fail', style: 'red' },
  { outcome: 'unknown', word: 'unknown', style: 'yellow' },
  { outcome: 'error', word: 'error', style: 'magenta' },
  { outcome: 'suppressed', word: 'suppressed', style: 'cyan' },
  { outcome: 'notApplicable', word: 'not applicable', style: 'dim' },
];

interface InputWords {
  readonly one: string;
  readonly many: string;
  /** What becomes of one that is not read. */
  readonly unreadable: string;
  /** When there was none to begin with. */
  readonly none: string;
}

const INPUTS: Readonly<Record<InputKind, InputWords>> = {
  template: { one: 'template', many: 'templates', unreadable: 'unreadable', none: 'no template found' },
  subscription: {
    one: 'subscription',
    many: 'subscriptions',
    unreadable: 'inaccessible',
    none: 'no subscription read',
  },
  export: { one: 'export', many: 'exports', unreadable: 'unreadable', none: 'no export read' },
};

/**
 * The last line: targets with their outcomes, then inputs, as in `4 vaults: 2 pass, 1 fail, 1 not deployed; 3 templates
 * read`. Where targets have several results each (rules, parameter files), results get a count of their own.
 */
export function summary(result: RunResult): Line {
  const { listed } = totalOf(result);
  if (listed === 0 && result.findings.length === 0) return [nothingSeen(result), ...errors(result)];
  const read = inputs(result);
  return [...targets(result), ...(read === '' ? [] : [`; ${read}`]), ...errors(result)];
}

function targets(result: RunResult): Part[] {
  const { listed, unknown, deleted, notDeployed } = totalOf(result);
  const total = Object.entries(result.targets)
    .filter(([, { listed: own }]) => own > 0)
    .map(([type, { listed: own }]) => countOfType(own, type))
    .join(', ');
  const absent = nonZero({ deleted, 'not deployed': notDeployed });
  const { notApplicable } = countOutcomes(result.findings);
  const oneEach =
    result.findings.length - notApplicable === listed - deleted - notDeployed &&
    (notApplicable === 0 || notApplicable === notDeployed);
  if (oneEach) {
    const applicable = result.findings.filter((finding) => finding.outcome !== 'notApplicable');
    return [`${total}: `, ...listOf([...outcomes(applicable), ...absent.map((text) => [text])])];
  }
  const about = [total, ...nonZero({ unknown }), ...absent].join(', ');
  if (result.findings.length === 0) return [`${about}; no results`];
  const results = count(result.findings.length, 'result', 'results');
  return [`${about}; ${results}: `, ...listOf(outcomes(result.findings))];
}

/** All types together. */
function totalOf({ targets: byType }: RunResult): TargetCounts {
  const total = { listed: 0, evaluated: 0, unknown: 0, deleted: 0, notDeployed: 0 };
  for (const counts of Object.values(byType)) {
    for (const key of ['listed', 'evaluated', 'unknown', 'deleted', 'notDeployed'] as const) total[key] += counts[key];
  }
  return total;
}

function listOf(items: readonly Line[]): Part[] {
  return items.flatMap((item, i) => (i === 0 ? item : [', ', ...item]));
}

function outcomes(findings: RunResult['findings']): Line[] {
  const counts = countOutcomes(findings);
  const uncounted = countOutcomes(findings.filter((finding) => !finding.counted));
  return OUTCOMES.filter(({ outcome }) => counts[outcome] > 0).map(({ outcome, word, style }) => {
    const aside = outcome === 'pass' || outcome === 'notApplicable' ? 0 : uncounted[outcome];
    return [
      styled(style, `${counts[outcome]} ${word}`),
      ...(aside > 0 ? [` (${aside} not affecting the exit code)`] : []),
    ];
  });
}

function inputs(result: RunResult): string {
  const others = unread(result);
  if (result.inputs.read === 0 && others.length === 0) return '';
  return [read(result), ...others].join(', ');
}

/** `2 subscriptions read`. */
function read({ inputKind, inputs }: RunResult): string {
  const { one, many } = INPUTS[inputKind];
  return `${count(inputs.read, one, many)} read`;
}

function unread({ inputKind, inputs: { unreadable, skipped } }: RunResult): string[] {
  return nonZero({ [INPUTS[inputKind].unreadable]: unreadable, skipped });
}

/** To see no target is not a pass, so each way to see none has its own words. */
function nothingSeen(result: RunResult): string {
  const { one, none } = INPUTS[result.inputKind];
  const others = unread(result);
  const seen = Object.keys(result.targets).map(noneOfType).join(', ');
  if (result.inputs.read > 0) return [`${seen} in the ${read(result)}`, ...others].join(', ');
  return others.length === 0 ? none : [`no ${one} read`, ...others].join(', ');
}

/** Errors that are not one unreadable input each, such as a rule that crashed. */
function errors(result: RunResult): Part[] {
  const n = result.errors.filter(({ notCountedBecause }) => notCountedBecause === undefined).length;
  return n === 0 || n === result.inputs.unreadable ? [] : ['; ', styled('magenta', count(n, 'error', 'errors'))];
}

function nonZero(counts: Record<string, number>): string[] {
  return Object.entries(counts).flatMap(([word, n]) => (n > 0 ? [`${n} ${word}`] : []));
}
