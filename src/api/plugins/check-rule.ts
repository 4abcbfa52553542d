import { rules as builtIn } from '../../../rules/index.ts';
import type { Rule, RuleJob } from '../../engine/rule.ts';
import { UsageError } from '../../util/errors.ts';
import { escapeInvisible } from '../../util/escape.ts';

const NAME = /^[A-Za-z][\w-]*(?:\.[\w-]+)*$/;
const MAX_NAME = 100;
const LEVELS: ReadonlySet<unknown> = new Set(['error', 'warning', 'info']);
const JOBS: ReadonlySet<unknown> = new Set<RuleJob>(['lint', 'scan', 'verify']);

/** What each member of a rule has to be, in words, and the test for it. */
const MEMBERS: Readonly<Record<string, readonly [what: string, test: (value: unknown) => boolean]>> = {
  name: ['a name such as Contoso.ACR.Name', (value) => isText(value) && NAME.test(value) && value.length <= MAX_NAME],
  ref: [
    'a number for life such as CONTOSO-0001',
    (value) => isText(value) && NAME.test(value) && value.length <= MAX_NAME,
  ],
  aliases: ['a list of names', (value) => isListOf(value, (item) => isText(item) && NAME.test(item))],
  synopsis: ['text', isText],
  level: ['error, warning or info', (value) => LEVELS.has(value)],
  pillar: ['text', (value) => typeof value === 'string'],
  category: ['text', (value) => typeof value === 'string'],
  controls: ['a list of texts', (value) => isListOf(value, isText)],
  since: ['text', (value) => typeof value === 'string'],
  targets: [
    'a list of resource types',
    (value) => isListOf(value, (item) => isText(item) && (item.includes('/') || item === '*')) && value.length > 0,
  ],
  pass: ['text', isText],
  reasons: ['a map of { message, remedy }', (value) => isMap(value) && Object.values(value).every(isReason)],
  check: ['a function', (value) => typeof value === 'function'],
  where: ['a function', isFunctionOrNone],
  evidence: ['a function', isFunctionOrNone],
  needs: [
    'a list of { field }, { related } or { referenced }',
    (value) => value === undefined || isListOf(value, isMap),
  ],
  jobs: [
    'a list of lint, scan and verify',
    (value) => value === undefined || (isListOf(value, (item) => JOBS.has(item)) && value.length > 0),
  ],
  options: [
    'a map of JSON Schemas',
    (value) => value === undefined || (isMap(value) && Object.values(value).every(isSchema)),
  ],
};

/**
 * Rules of one's own beside the built-in ones.
 *
 * @param from What gave them, as messages name it.
 * @throws UsageError when something is no rule, or has a name that another rule has.
 */
export function checkedRules(values: readonly unknown[], from: string): readonly Rule[] {
  const taken = new Map(builtIn.flatMap((rule) => namesOf(rule).map((name) => [name.toLowerCase(), rule.name])));
  return values.map((value, i) => {
    if (!isMap(value)) throw new UsageError(`${from}: item ${i + 1} is no rule`);
    const label = isText(value.name) ? `rule ${escapeInvisible(value.name).slice(0, MAX_NAME)}` : `rule ${i + 1}`;
    for (const [member, [what, test]] of Object.entries(MEMBERS)) {
      if (!test(value[member])) throw new UsageError(`${from}: ${label}: ${member} must be ${what}`);
    }
    const rule = value as unknown as Rule;
    for (const name of namesOf(rule)) {
      const other = taken.get(name.toLowerCase());
      if (other !== undefined) throw new UsageError(`${from}: ${label}: the name ${name} belongs to ${other}`);
    }
    for (const name of namesOf(rule)) taken.set(name.toLowerCase(), rule.name);
    return rule;
  });
}

/**
 * @param from What gave them, as messages name it.
 * @throws UsageError when two of them share a name, ref or alias.
 */
export function checkNames(all: readonly Rule[], from: string): void {
  const taken = new Map<string, string>();
  for (const rule of all) {
    for (const name of namesOf(rule)) {
      const other = taken.get(name.toLowerCase());
      if (other !== undefined) throw new UsageError(`${from}: rule ${rule.name}: the name ${name} belongs to ${other}`);
      taken.set(name.toLowerCase(), rule.name);
    }
  }
}

function namesOf({ name, ref, aliases }: Rule): readonly string[] {
  return [...new Set([name, ref, ...aliases])];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, test: (item: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(test);
}

function isFunctionOrNone(value: unknown): boolean {
  return value === undefined || typeof value === 'function';
}

function isReason(value: unknown): boolean {
  return isMap(value) && isText(value.message) && isText(value.remedy);
}

function isSchema(value: unknown): boolean {
  return (
    isMap(value) && isText(value.description) && value.default !== undefined && ('enum' in value || 'type' in value)
  );
}
