import type { InputKind, Outcome, RunResult } from '../../engine/finding.ts';
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
    unreadable: 'out of reach',
    none: 'no subscription read',
  },
  export: { one: 'export', many: 'exports', unreadable: 'unreadable', none: 'no export read' },
};

/**
 * The last line: registries with their outcomes, then inputs, as in `4 registries: 2 pass, 1 fail, 1 not deployed;
 * 3 templates read`. Where registries have several results each (rules, parameter files), results get a count of their own.
 */
export function summary(result: RunResult): Line {
  const { listed } = result.registries;
  if (listed === 0 && result.findings.length === 0) return [nothingSeen(result), ...errors(result)];
  const read = inputs(result);
  return [...registries(result), ...(read === '' ? [] : [`; ${read}`]), ...errors(result)];
}

function registries(result: RunResult): Part[] {
  const { listed, unknown, gone, notDeployed } = result.registries;
  const total = count(listed, 'registry', 'registries');
  const absent = nonZero({ gone, 'not deployed': notDeployed });
  const { notApplicable } = countOutcomes(result.findings);
  const oneEach =
    result.findings.length - notApplicable === listed - gone - notDeployed &&
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

function listOf(items: readonly Line[]): Part[] {
  return items.flatMap((item, i) => (i === 0 ? item : [', ', ...item]));
}

function outcomes(findings: RunResult['findings']): Line[] {
  const counts = countOutcomes(findings);
  const uncounted = countOutcomes(findings.filter((finding) => !finding.counted));
  return OUTCOMES.filter(({ outcome }) => counts[outcome] > 0).map(({ outcome, word, style }) => {
    const aside = outcome === 'pass' || outcome === 'notApplicable' ? 0 : uncounted[outcome];
    return [styled(style, `${counts[outcome]} ${word}`), ...(aside > 0 ? [` (${aside} not counted)`] : [])];
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

/** No registry is not a pass, so each way to see none has its own words. */
function nothingSeen(result: RunResult): string {
  const { one, none } = INPUTS[result.inputKind];
  const others = unread(result);
  if (result.inputs.read > 0) return [`no registry in the ${read(result)}`, ...others].join(', ');
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
