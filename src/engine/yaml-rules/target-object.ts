import type { Target } from '../../model/target.ts';
import { isNull } from '../../value/nullability.ts';
import { isObject, type Value } from '../../value/value.ts';
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
    if (path.steps.length === 0) continue;
    const members = leadingMembers(path);
    const [first = ''] = members;
    const own = first.toLowerCase();
    if (own === CHILDREN) needsChildren = true;
    else if (first === '' || !DOTTED.test(first)) isWhole = true;
    else if (!OWN_MEMBERS.has(own)) addField(fields, dotted(members));
  }
  const list = isWhole ? [''] : fieldsIn(fields).sort();
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
 * it. It holds what the rule reads and nothing else.
 */
export function objectOf(target: Target, needs: readonly Need[]): Value {
  const object: Record<string, Value> = Object.create(null);
  object.type = target.type;
  object.name = target.name;
  object.id = target.id;
  for (const need of needs) {
    if ('field' in need) put(object, need.field, target);
    if ('children' in need) object[CHILDREN] = target.children?.() ?? [];
  }
  return object;
}

function put(object: Record<string, Value>, path: string, target: Target): void {
  if (target.isWritten?.(path) === false) return;
  const value = target.field(path);
  if (value === null && target.isWritten === undefined) return;
  if (path === '') {
    if (isObject(value))
      for (const [name, member] of Object.entries(value)) if (!(name in object)) object[name] = member;
    return;
  }
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
