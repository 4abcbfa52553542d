import type { ReferencedResource, Target } from '../model/target.ts';
import { memoize } from '../value/memoize.ts';
import { isFault, isUnknown } from '../value/value.ts';
import type { Need, Rule } from './rule.ts';

/**
 * A target of which a rule can read what it declares in `needs`. The rest was perhaps not read at all, and a rule that
 * asks for it would get other answers from other sources; so it crashes, in its own tests too.
 */
export function restrictedTarget(target: Target, { name, needs = NONE }: Pick<Rule, 'name' | 'needs'>): Target {
  const key = keyOf(needs);
  if (last?.target !== target || last.key !== key) {
    const reader = readerOf(needs);
    last = { target, key, reader, seen: restricted(target, reader, fieldsOf(reader)) };
  }
  last.reader.name = name;
  return last.seen;
}

const NONE: readonly Need[] = [];

/** Who reads: the rule that runs now, of those that declare the same. */
interface Reader {
  name: string;
  readonly needs: readonly Need[];
}

/** Rules run on a target one after another, and many declare the same: what they see of it is made once. */
let last: { readonly target: Target; readonly key: string; readonly reader: Reader; readonly seen: Target } | undefined;

const keyOf = memoize((needs: readonly Need[]) => JSON.stringify(needs));
const readerOf = memoize((needs: readonly Need[]): Reader => ({ name: '', needs }));
const fieldsOf = memoize(({ needs }: Reader) => needs.flatMap((need) => ('field' in need ? [need.field] : [])));

function restricted(target: Target, rule: Reader, fields: readonly string[]): Target {
  const declared = (type: string, isNeed: (need: Need) => string | undefined): readonly string[] => {
    const found = rule.needs.find((need) => isNeed(need)?.toLowerCase() === type.toLowerCase());
    if (found === undefined)
      throw new Error(`rule ${rule.name} reads resources of type ${type} and does not declare it in needs`);
    return 'fields' in found ? (found.fields ?? []) : [];
  };
  const declaredRelated = (type: string): readonly string[] =>
    declared(type, (need) => ('related' in need ? need.related : undefined));
  return {
    ...target,
    field: declaredFields(target, rule, fields),
    ...(target.children && {
      children: () => {
        const isDeclared = rule.needs.some((need) => 'children' in need);
        if (!isDeclared) throw new Error(`rule ${rule.name} reads children and does not declare them in needs`);
        return target.children?.() ?? [];
      },
    }),
    related: (type, near) => {
      const own = declaredRelated(type);
      const related = target.related(type, near);
      return isUnknown(related) || isFault(related) ? related : restrictedList(related, rule, own);
    },
    relatedRead: (type) => {
      const own = declaredRelated(type);
      return restrictedList(target.relatedRead(type), rule, own);
    },
    named: (type, id) => {
      const own = declared(type, (need) => ('referenced' in need ? need.referenced : undefined));
      const found = target.named(type, id);
      const candidates = found.candidates.map((one) => ({ ...one, field: declaredFields(one, rule, own) }));
      return { ...found, candidates };
    },
  };
}

const restrictedLists = new WeakMap<Reader, WeakMap<readonly Target[], readonly Target[]>>();

/** Many targets of a scan share a list, which may be long: it is gone through once. */
function restrictedList(list: readonly Target[], rule: Reader, fields: readonly string[]): readonly Target[] {
  const ofRule = restrictedLists.get(rule) ?? new WeakMap<readonly Target[], readonly Target[]>();
  restrictedLists.set(rule, ofRule);
  const known = ofRule.get(list) ?? list.map((one) => restricted(one, rule, fields));
  ofRule.set(list, known);
  return known;
}

function declaredFields(
  resource: Pick<ReferencedResource, 'field'>,
  reader: Reader,
  fields: readonly string[],
): Target['field'] {
  const allowed = inLowerCase(fields);
  return (path) => {
    const asked = path.toLowerCase();
    if (allowed.some((field) => field === '' || asked === field || asked.startsWith(`${field}.`)))
      return resource.field(path);
    throw new Error(`rule ${reader.name} reads field ${path} and does not declare it in needs`);
  };
}

const inLowerCase = memoize((paths: readonly string[]) => paths.map((path) => path.toLowerCase()));
