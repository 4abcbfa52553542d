import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Rule } from '../../src/engine/rule.ts';
import type { Verdict } from '../../src/engine/verdict.ts';
import { isAlibabaType } from '../../src/model/alibaba/instance-audit.ts';
import { formatPath } from '../../src/util/location.ts';
import { type CaseInput, evaluateCase } from './evaluate-case.ts';
import { PACKAGE_ROOT } from './imports.ts';
import { evaluateLiveCase, type LiveCase } from './live-cases.ts';
import { isShareable, sharedCases } from './shared-cases.ts';

/** An input and what the rule has to say of its target. */
export interface RuleCase extends CaseInput {
  readonly name: string;
}

/** Reasons as `id` or `id category`, all of them, in any order. */
interface WithReasons extends RuleCase {
  readonly reasons: readonly string[];
  /** Where the reasons point, as paths in the template, all of them in any order; not checked where it is left out. */
  readonly points?: readonly string[];
}

/** What decides as `kind name`, all of it, in any order. */
interface WithCauses extends WithReasons {
  readonly dependsOn: readonly string[];
}

interface WithMessage extends RuleCase {
  /** Part of what the error says. */
  readonly says: string;
}

export interface RuleCases {
  readonly pass: readonly RuleCase[];
  readonly fail: readonly WithReasons[];
  readonly unknown: readonly WithCauses[];
  readonly notApplicable?: readonly RuleCase[];
  readonly error?: readonly WithMessage[];
  /** What scans read; a reason that only Azure can give is tested here. */
  readonly live?: readonly LiveCase[];
}

interface Expected {
  readonly outcome: Verdict['outcome'];
  readonly reasons: readonly string[];
  readonly dependsOn: readonly string[];
}

/**
 * Declares the tests of a rule. Strict on purpose: outcome, reasons and causes are compared exactly; every list of
 * `pass`, `fail` and `unknown` needs a case (of a rule that does not run on templates a live one), and so does every reason; a name or an input may occur once, the rule gets
 * frozen data, and any exception or diagnostic of a lost resource fails the case. The order of independent resources must
 * not matter. The first case of `pass` and of `fail` is tried in every form of `sharedCases`.
 */
export function ruleCases(rule: Rule, cases: RuleCases): void {
  const { pass, fail, unknown, notApplicable = [], error = [], live = [] } = cases;
  const all = [...pass, ...fail, ...unknown, ...notApplicable, ...error];
  refuseDuplicates(all);
  for (const [outcome, list] of Object.entries({ pass, fail, unknown })) {
    const isLive = rule.jobs?.includes('lint') === false || rule.targets.every(isAlibabaType);
    const ofScans = isLive ? live.filter((one) => one.outcome === outcome) : [];
    if (list.length + ofScans.length === 0) throw new Error(`${rule.name} has no test that ends with ${outcome}`);
  }
  const { templates, scans } = reasonsGiven(cases);
  const untested = Object.keys(rule.reasons).filter((id) => !templates.has(id) && !scans.has(id));
  if (untested.length > 0) throw new Error(`${rule.name} has no test that gives ${untested.join(', ')}`);
  const expectations: readonly (readonly [Verdict['outcome'], readonly Partial<WithCauses & WithMessage>[]])[] = [
    ['pass', pass],
    ['fail', fail],
    ['unknown', unknown],
    ['notApplicable', notApplicable],
    ['error', error],
  ];
  for (const [outcome, list] of expectations) {
    if (list.length === 0) continue;
    describe(`${rule.name}: ${outcome}`, () => {
      test.each(list.map((item) => [item.name ?? '', item] as const))('%s', (_, item) => {
        const reasons = [...(item.reasons ?? [])].sort();
        const dependsOn = [...(item.dependsOn ?? [])].sort();
        check(rule, item as RuleCase & typeof item, { outcome, reasons, dependsOn });
      });
    });
  }
  if (live.length > 0)
    describe(`${rule.name}: live`, () => {
      test.each(live.map((item) => [item.name, item] as const))('%s', (_, item) => checkLive(rule, item));
      test('its page says of the reasons that no template gives that they are live only', () => {
        const { templates, scans } = reasonsGiven(cases);
        expect(liveOnlyOf(rule)).toEqual([...scans].filter((id) => !templates.has(id)).sort());
      });
    });
  declareShared(rule, 'pass', pass[0]);
  declareShared(rule, 'fail', fail[0]);
}

/** The ids of the reasons that cases give, by what they are given for. */
function reasonsGiven({ fail, unknown, live = [] }: RuleCases): Record<'templates' | 'scans', ReadonlySet<string>> {
  const idsIn = (list: readonly { readonly reasons?: readonly string[] }[]): ReadonlySet<string> =>
    new Set(list.flatMap(({ reasons = [] }) => reasons.map((reason) => reason.split(' ')[0] ?? '')));
  return { templates: idsIn([...fail, ...unknown]), scans: idsIn(live) };
}

function liveOnlyOf({ name }: Rule): readonly string[] {
  const page = readFileSync(join(PACKAGE_ROOT, 'docs', 'rules', `${name}.md`), 'utf8');
  return [...page.matchAll(/\(`([a-z-]+)`, live only\)/g)].map(([, id = '']) => id).sort();
}

/** What holds for every rule, tried with the first case of a list, which is to be the plainest. */
function declareShared(
  rule: Rule,
  outcome: 'pass' | 'fail',
  first: (RuleCase & Partial<WithReasons>) | undefined,
): void {
  if (first === undefined) return;
  const { name, reasons: unsorted = [], points: _, ...input } = first;
  const reasons = [...unsorted].sort();
  if (!isShareable(input)) throw new Error(`case '${name}' of ${rule.name} has no list of resources and stands first`);
  const expected = { same: { outcome, reasons }, notApplicable: { outcome: 'notApplicable', reasons: [] } } as const;
  describe(`${rule.name}: what holds for every rule, with '${name}' (${outcome})`, () => {
    for (const shared of sharedCases(rule, input)) {
      if ('run' in shared) test(shared.name, shared.run);
      else
        test(shared.name, () => check(rule, { ...shared.input, name }, { ...expected[shared.outcome], dependsOn: [] }));
    }
  });
}

function checkLive(rule: Rule, item: LiveCase): void {
  const [verdict, ...others] = evaluateLiveCase(rule, item);
  if (verdict === undefined || others.length > 0) throw new Error('a live case has one target');
  const expected = {
    outcome: item.outcome,
    reasons: [...(item.reasons ?? [])].sort(),
    dependsOn: [...(item.dependsOn ?? [])].sort(),
  };
  expect(shown(verdict)).toEqual(expected);
}

function refuseDuplicates(cases: readonly RuleCase[]): void {
  const seen = new Map<string, string>();
  for (const { name, ...rest } of cases) {
    const input = JSON.stringify({
      ...rest,
      reasons: undefined,
      dependsOn: undefined,
      says: undefined,
      points: undefined,
    });
    for (const key of [`name ${name}`, `input ${input}`]) {
      const earlier = seen.get(key);
      if (earlier !== undefined) throw new Error(`case '${name}' is the same as case '${earlier}'`);
      seen.set(key, name);
    }
    if (name.trim() === '') throw new Error('a case has no name');
  }
}

function check(rule: Rule, item: RuleCase & Partial<WithCauses & WithMessage>, expected: Expected): void {
  const { says, points } = item;
  const verdict = verdictFor(rule, item);
  expect(shown(verdict)).toEqual(expected);
  if (points !== undefined) expect(pointsOf(verdict)).toEqual([...points].sort());
  if (says !== undefined) expect(verdict.message).toContain(says);
  expect(verdict.message.trim()).not.toBe('');
  if (expected.outcome === 'fail') expect(expected.reasons).not.toEqual([]);
  if (expected.outcome === 'unknown') expect(expected.dependsOn).not.toEqual([]);
  if (!Array.isArray(item.resources) || item.at !== undefined || item.resources.length < 2) return;
  const reversed = verdictFor(rule, { ...item, resources: [...item.resources].reverse() });
  expect(reversed.outcome, 'with the resources in reverse order').toBe(expected.outcome);
}

function shown({ outcome, reasons, dependsOn }: Verdict): Expected {
  return {
    outcome,
    reasons: reasons.map(({ id, values: { category } }) => (category === undefined ? id : `${id} ${category}`)).sort(),
    dependsOn: dependsOn.map(({ kind, name, text = name }) => `${kind} ${text}`).sort(),
  };
}

function verdictFor(rule: Rule, item: CaseInput): Verdict {
  const { verdicts, places, errors } = evaluateCase(rule, item);
  expect(errors).toEqual([]);
  if (item.at === undefined)
    expect(places, 'one resource that the rule is for, or say which with `at`').toHaveLength(1);
  const verdict = verdicts[item.at === undefined ? 0 : places.indexOf(item.at)];
  if (verdict === undefined)
    throw new Error(`nothing at ${item.at} that the rule is for; there are ${places.join(', ')}`);
  return verdict;
}

function pointsOf({ reasons }: Verdict): readonly string[] {
  return reasons.flatMap(({ origin }) => (origin === undefined ? [] : [formatPath(origin.path ?? [])])).sort();
}
