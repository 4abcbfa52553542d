import { isFault } from '../../../model/value.ts';
import {
  type Expression,
  isExpression,
  parseExpression,
  unescapeLiteral,
} from '../../../sources/template/expression/parse.ts';
import { bicepString } from '../../bicep/print-bicep.ts';
import { destinationProperties, type FixDestination } from '../../fix-settings.ts';

const IDENTIFIER = /^[A-Za-z_]\w*$/;

const OPERATORS: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  equals: '==',
  greater: '>',
  greaterorequals: '>=',
  less: '<',
  lessorequals: '<=',
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  mod: '%',
  coalesce: '??',
};

/** Functions that Bicep has under the same name, with the same arguments. */
const SAME = new Set(
  `array base64 bool concat contains dataUri dateTimeAdd deployment empty endsWith environment extensionResourceId first
  flatten guid indexOf int intersection items join json last lastIndexOf length managementGroup max min newGuid padLeft
  range replace resourceGroup resourceId skip split startsWith string subscription subscriptionResourceId substring take
  tenant tenantResourceId toLower toUpper trim union uniqueString uri uriComponent utcNow`
    .split(/\s+/)
    .map((name) => name.toLowerCase()),
);

/** A JSON text of a template as Bicep, with `loop` for `copyIndex()`; undefined where Bicep would say it in another way. */
export function toBicep(text: string, loop = 'i'): string | undefined {
  if (!isExpression(text)) return bicepString(unescapeLiteral(text));
  const parsed = parseExpression(text);
  return isFault(parsed) ? undefined : print(parsed, loop);
}

function print(expression: Expression, loop: string): string | undefined {
  if (expression.kind === 'literal')
    return typeof expression.value === 'string' ? bicepString(expression.value) : String(expression.value);
  if (expression.kind === 'access') return printAccess(expression, loop);
  const { name, args, text } = expression;
  const [first] = args;
  if (name === 'parameters' || name === 'variables') return identifier(first);
  if (name === 'copyindex') return printIndex(args, loop);
  if (['true', 'false', 'null'].includes(name) && args.length === 0) return name;
  if (name === 'format') return printFormat(args, loop);
  const printed = args.map((arg) => print(arg, loop));
  if (!printed.every((arg) => arg !== undefined)) return undefined;
  const list: readonly string[] = printed;
  if (name === 'if' && list.length === 3) return `(${list[0]} ? ${list[1]} : ${list[2]})`;
  if (name === 'not' && list.length === 1) return `!${list[0]}`;
  if (name === 'createarray') return `[${list.join(', ')}]`;
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (operator !== undefined && list.length > 1) return `(${list.join(` ${operator} `)})`;
  return SAME.has(name) ? `${text}(${list.join(', ')})` : undefined;
}

/** Bicep compiles a name that it made up itself, such as `$fxv#0`, from something else. */
function identifier(name: Expression | undefined): string | undefined {
  return name?.kind === 'literal' && IDENTIFIER.test(String(name.value)) ? String(name.value) : undefined;
}

function printIndex(args: readonly Expression[], loop: string): string | undefined {
  const offset = args.at(-1);
  if (offset === undefined || (offset.kind === 'literal' && typeof offset.value === 'string')) return loop;
  const printed = print(offset, loop);
  return printed === undefined ? undefined : `(${loop} + ${printed})`;
}

function printAccess({ base, key }: Extract<Expression, { kind: 'access' }>, loop: string): string | undefined {
  const left = print(base, loop);
  const right = print(key, loop);
  if (left === undefined || right === undefined) return undefined;
  return key.kind === 'literal' && IDENTIFIER.test(String(key.value)) ? `${left}.${key.value}` : `${left}[${right}]`;
}

/** `format('{0}-x', a)` is what Bicep makes of `'${a}-x'`. */
function printFormat([pattern, ...args]: readonly Expression[], loop: string): string | undefined {
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string' || /\{\{|\}\}|\{\d+[^\d}]/.test(pattern.value))
    return undefined;
  const printed = args.map((arg) => print(arg, loop));
  if (printed.includes(undefined)) return undefined;
  const parts = pattern.value.split(/\{(\d+)\}/);
  const inner = parts.map((part, i) =>
    i % 2 === 0 ? bicepString(part).slice(1, -1) : interpolated(printed[Number(part)]),
  );
  return `'${inner.join('')}'`;
}

/** A text in quotes needs no interpolation. */
function interpolated(text = ''): string {
  return /^'[^']*'$/.test(text) ? text.slice(1, -1) : `\${${text}}`;
}

/** The destination properties as Bicep, with their names; undefined when there are none, or one cannot be said in Bicep. */
export function destinationBicep(
  destination: FixDestination | undefined,
): readonly (readonly [string, string])[] | undefined {
  const properties: [string, string][] = [];
  for (const name of destinationProperties) {
    const id = destination?.[name];
    if (id === undefined || id === '') continue;
    const text = toBicep(id);
    if (text === undefined) return undefined;
    properties.push([name, text]);
  }
  return properties.length === 0 ? undefined : properties;
}
