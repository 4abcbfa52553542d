import type { Target } from '../../model/target.ts';
import { isNull } from '../../value/nullability.ts';
import { tryGet } from '../../value/property-access.ts';
import {
  call,
  findKey,
  isFault,
  isObject,
  isUnknown,
  type Operation,
  type Value,
  type ValueObject,
} from '../../value/value.ts';
import type { Need } from '../rule.ts';
import { leadingMembers, type ObjectPath } from './object-path.ts';
import { type FoundValue, found, MISSING } from './read-path.ts';
import type { ExpressionEnv } from './truth.ts';

/** Members of the object that are no part of the body. */
const OWN_MEMBERS: ReadonlySet<string> = new Set(['type', 'name', 'id']);
const CHILDREN = 'resources';

/** What a rule with these paths reads of a target. */
export function needsOf(paths: readonly ObjectPath[]): readonly Need[] {
  const fields: FieldTree = new Map();
  let isWhole = false;
  let needsChildren = false;
  for (const path of paths) {
    const members = leadingMembers(path);
    const [first = ''] = members;
    const own = first.toLowerCase();
    if (own === CHILDREN) needsChildren = true;
    else if (first === '' || !DOTTED.test(first)) isWhole = true;
    else if (!OWN_MEMBERS.has(own)) addField(fields, dotted(members));
  }
  // Beside the whole, of which a live scan reads a part only, what is named plainly is listed.
  const list = [...(isWhole ? [''] : []), ...fieldsIn(fields).sort()];
  const children: readonly Need[] = isWhole || needsChildren ? [{ children: true }] : [];
  return [...list.map((field): Need => ({ field })), ...children];
}

/** A name that a dotted path can hold. */
const DOTTED = /^[\w$-]+$/;

function dotted(members: readonly string[]): readonly string[] {
  const end = members.findIndex((name) => !DOTTED.test(name));
  return end === -1 ? members : members.slice(0, end);
}

/** Members of an object by their names in lower case: each is spelled in one way, and read once. */
type FieldTree = Map<string, FieldBranch>;

interface FieldBranch {
  readonly spelling: string;
  /** All of it is read, whatever is read of its members. */
  isWhole: boolean;
  readonly members: FieldTree;
}

function addField(tree: FieldTree, [name = '', ...rest]: readonly string[]): void {
  const key = name.toLowerCase();
  const branch = tree.get(key) ?? { spelling: name, isWhole: false, members: new Map() };
  tree.set(key, branch);
  if (rest.length === 0) branch.isWhole = true;
  else addField(branch.members, rest);
}

function fieldsIn(tree: FieldTree): string[] {
  return [...tree.values()].flatMap(({ spelling, isWhole, members }) =>
    isWhole ? [spelling] : fieldsIn(members).map((path) => `${spelling}.${path}`),
  );
}

/**
 * A target as PSRule shows it to rules: type, name, id, the body, and under `resources` what stands in it or is attached to
 * it. It holds what the rule reads and nothing else. Of a resource that was read in part it is an unknown.
 */
export function objectOf(target: Target, needs: readonly Need[]): Value {
  const own: Record<string, Value> = Object.create(null);
  own.type = target.type;
  own.name = target.name;
  own.id = target.id;
  const children: ValueObject = needs.some((need) => 'children' in need)
    ? { [CHILDREN]: target.children?.() ?? [] }
    : {};
  const fields = needs.flatMap((need) => ('field' in need ? [need.field] : []));
  if (fields.includes('')) return withMembers(target.field(''), own, children);
  for (const path of fields) put(own, path, target);
  return Object.assign(own, children);
}

/** A value with members of its own: whatever it has under their names is not seen. `after`: those that come last. */
function withMembers(value: Value, own: ValueObject, after: ValueObject): Value {
  if (isFault(value)) return value;
  const added = { ...own, ...after };
  if (isUnknown(value)) {
    const operation: Operation = {
      name: 'target',
      type: 'object',
      apply: ([again = null]) => withMembers(again, own, after),
      member: ([of = null], key) => {
        const found = typeof key === 'string' ? findKey(added, key) : undefined;
        return found === undefined ? tryGet(of, key) : added[found];
      },
      print: ([text = '']) => text,
    };
    return call(operation, [value]);
  }
  const others = Object.entries(isObject(value) ? value : {}).filter(([name]) => findKey(added, name) === undefined);
  const object: Record<string, Value> = Object.create(null);
  for (const [name, member] of [...Object.entries(own), ...others, ...Object.entries(after)]) object[name] = member;
  return object;
}

function put(object: Record<string, Value>, path: string, target: Target): void {
  if (target.isWritten?.(path) === false) return;
  const value = target.field(path);
  if (value === null && target.isWritten === undefined) return;
  const steps = path.split('.');
  let at = object;
  for (const [i, step] of steps.entries()) {
    if (i === steps.length - 1) at[step] = value;
    else {
      // No path of a need begins with another, so what is there is made here.
      at[step] ??= Object.create(null) as Record<string, Value>;
      at = at[step] as Record<string, Value>;
    }
  }
}

/** What expressions are evaluated with for a target. */
export function envOf(
  target: Target,
  object: Value,
  {
    configuration,
    now,
    read,
  }: {
    readonly configuration: (name: string) => Value;
    readonly now: number;
    readonly read: (object: Value, path: ObjectPath) => FoundValue;
  },
): ExpressionEnv {
  const file = target.origin.file;
  return {
    item: object,
    type: found(target.type),
    name: found(target.name),
    scope: isNull(target.scope) === true ? found(null) : found([target.scope]),
    source: (type) => (file !== undefined && /^(?:template|file)$/i.test(type) ? found(file) : MISSING),
    valueAt: (path) => read(object, path).value,
    configuration,
    now,
  };
}
