import { rules as builtIn } from '../../../rules/index.ts';
import type { Note } from '../../engine/finding.ts';
import type {
  BaselineResource,
  RuleResource,
  SuppressionGroupResource,
} from '../../engine/yaml-rules/rule-resource.ts';
import { message } from '../../messages/message.ts';
import { nearest } from '../../util/nearest.ts';
import { namedPacks } from '../find-pack.ts';
import { isNamed, withoutModule } from './baseline-pack.ts';

/** Of one resource; the others are counted. */
const MAX_NAMES = 10;

/** Rules of a pack that is not chosen do not run, and are rules all the same. */
const packaged: readonly RuleNames[] = namedPacks.flatMap(({ rules }) =>
  rules.map(({ name }) => ({ name, aliases: [] })),
);

type RuleNames = Parameters<typeof isNamed>[0];

const BUILT_IN = {
  Baseline: 'note.baseline-names-built-in',
  SuppressionGroup: 'note.group-names-built-in',
} as const;

/** Which rules a baseline includes or a group suppresses that no rule file has: an entry of those does nothing. */
export function unmatchedNames(
  resource: BaselineResource | SuppressionGroupResource,
  rules: readonly RuleResource[],
): readonly Note[] {
  const { kind, name: own, place } = resource;
  const wanted = kind === 'Baseline' ? (resource.include ?? []) : resource.rules;
  const unmatched = wanted.filter((one) => !isOfAny(rules, one) && (isOfAny(builtIn, one) || !isOfAny(packaged, one)));
  const at = { place: `${place.file}:${place.line}:${place.column}`, kind, resource: own };
  const texts = unmatched.slice(0, MAX_NAMES).map((name) => {
    if (isOfAny(builtIn, name)) return message(BUILT_IN[kind], { ...at, name });
    const close = nearest(
      withoutModule(name),
      [...rules, ...builtIn].map((rule) => rule.name),
    );
    return close === undefined
      ? message('note.no-such-rule', { ...at, name })
      : message('note.no-such-rule-close', { ...at, name, close });
  });
  const count = unmatched.length - texts.length;
  const more = count > 0 ? [message('note.more-no-such-rules', { ...at, count })] : [];
  return [...texts, ...more].map((text) => ({ message: text, important: true }));
}

function isOfAny(rules: readonly RuleNames[], name: string): boolean {
  return rules.some((rule) => isNamed(rule, [name]));
}
