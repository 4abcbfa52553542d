import type { Note } from '../../engine/finding.ts';
import type { Rule } from '../../engine/rule.ts';
import type { Suppression } from '../../engine/suppress/suppression.ts';
import { compileRule, createSight, selects } from '../../engine/yaml-rules/compile-rule.ts';
import type {
  BaselineResource,
  ResourcePlace,
  RuleFileResource,
  RuleResource,
  SelectorResource,
  SuppressionGroupResource,
} from '../../engine/yaml-rules/rule-resource.ts';
import { needsOf } from '../../engine/yaml-rules/target-object.ts';
import { pathsOf } from '../../engine/yaml-rules/used-paths.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../util/errors.ts';
import { nearest } from '../../util/nearest.ts';
import type { Value } from '../../value/value.ts';
import type { NamedPack } from '../find-pack.ts';
import { baselinePack, isNamed, withoutModule } from './baseline-pack.ts';
import type { PsRuleOptions } from './ps-rule-options.ts';
import { unmatchedNames } from './unmatched-names.ts';

/** What rule files bring to a run. */
export interface RuleFileSet {
  readonly rules: readonly Rule[];
  /** Baselines, under their names. One that is chosen says alone which rules of rule files run. */
  readonly packs: readonly NamedPack[];
  readonly suppressions: readonly Suppression[];
  /** Names of the rules that run unless a pack chooses others. */
  readonly own: readonly string[];
  /** What is not read of PSRule's options, and what names no rule. */
  readonly notes: readonly Note[];
}

interface CompileOptions {
  readonly options: PsRuleOptions;
  /** The pack that is chosen, which may be a baseline. */
  readonly pack?: string;
  /** Names of rules that the package brings, which their pack alone runs. */
  readonly packaged: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Makes rules, packs and suppressions of the resources of all rule files of a run.
 *
 * @throws UsageError for names that two resources of a kind have, selectors that there are not, and suppressions without a reason.
 */
export function compileRuleFiles(
  resources: readonly RuleFileResource[],
  { options, pack, packaged, now }: CompileOptions,
): RuleFileSet {
  const problems: string[] = [];
  const report = ({ file, line, column }: ResourcePlace, text: string): void =>
    void problems.push(`${file}:${line}:${column}: ${text}`);
  const rules = ofKind<RuleResource>(resources, 'Rule');
  const selectors = ofKind<SelectorResource>(resources, 'Selector');
  const groups = ofKind<SuppressionGroupResource>(resources, 'SuppressionGroup');
  const baselines = ofKind<BaselineResource>(resources, 'Baseline');
  for (const list of [rules, selectors, groups, baselines]) checkNames(list, report);
  const byName = new Map(selectors.map((one) => [plainName(one.name), one]));
  for (const { place, name, selectors: wanted } of rules) {
    for (const one of wanted) {
      if (byName.has(plainName(one))) continue;
      const close = nearest(
        one,
        selectors.map((selector) => selector.name),
      );
      report(
        place,
        `rule ${name}: there is no selector ${one}${close === undefined ? '' : `; did you mean ${close}?`}`,
      );
    }
  }
  for (const { place, name, synopsis } of groups) {
    if (synopsis === '') report(place, `suppression group ${name} has no reason: write "# Synopsis: why" above it`);
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'), { lines: problems });
  const chosen = baselines.find(({ name }) => name.toLowerCase() === pack?.toLowerCase());
  const configuration = configurationOf({ ...options.configuration, ...chosen?.configuration });
  const context = { configuration, now, selector: (name: string) => byName.get(plainName(name)) };
  const inForce = groups.filter(({ expiresOn }) => expiresOn === undefined || expiresOn > now);
  const groupNeeds = needsOf(inForce.flatMap(({ condition }) => pathsOf(condition)));
  const compiled = rules.map((rule) => compileRule(rule, { ...context, needs: groupNeeds }));
  const { include, exclude } = options;
  return {
    rules: compiled,
    packs: baselines.map((baseline) => baselinePack(baseline, rules)),
    suppressions: inForce.map((group) => suppressionOf(group, rules, context)),
    own: rules
      .filter((rule) => (include === undefined || isNamed(rule, include)) && !isNamed(rule, exclude))
      .map(({ name }) => name)
      .filter((name) => !packaged.has(name)),
    notes: [
      ...options.unread.map((key) => ({ message: message('note.ps-rule-unread', { key }) })),
      ...[...baselines, ...inForce].flatMap((one) => unmatchedNames(one, rules)),
    ],
  };
}

function ofKind<T extends RuleFileResource>(resources: readonly RuleFileResource[], kind: T['kind']): readonly T[] {
  return resources.filter((one): one is T => one.kind === kind);
}

/** A name as it is compared. */
function plainName(name: string): string {
  return withoutModule(name).toLowerCase();
}

function checkNames(list: readonly RuleFileResource[], report: (place: ResourcePlace, text: string) => void): void {
  const seen = new Map<string, ResourcePlace>();
  for (const { kind, name, place } of list) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) report(place, `${kind} ${name} is also at ${other.file}:${other.line}`);
    seen.set(name.toLowerCase(), place);
  }
}

function configurationOf(values: Readonly<Record<string, unknown>>): (name: string) => Value {
  const byName = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value as Value]));
  return (name) => byName.get(name.toLowerCase()) ?? null;
}

function suppressionOf(
  group: SuppressionGroupResource,
  rules: readonly RuleResource[],
  context: Parameters<typeof createSight>[1],
): Suppression {
  const { rules: wanted, condition, synopsis, place } = group;
  const seen = createSight(needsOf(pathsOf(condition)), context);
  return {
    source: 'configuration',
    rules: rules.filter((rule) => wanted.length === 0 || isNamed(rule, wanted)).map((rule) => rule.name),
    covers: (target) => selects(group, target, seen(target)),
    reason: synopsis,
    location: place,
  };
}
