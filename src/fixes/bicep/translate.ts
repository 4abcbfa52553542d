import { type Expression, isExpression, parseExpression, unescapeLiteral } from '../../sources/arm/expression/parse.ts';
import { isFault } from '../../value/value.ts';
import { destinationProperties, type FixDestination } from '../fix-settings.ts';
import { bicepString, bicepText, type TextPiece } from './print-bicep.ts';

const IDENTIFIER = /^(?!(?:true|false|null)$)[A-Za-z_]\w*$/;

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
  // Bicep cannot write half a surrogate pair.
  if (/\p{Cs}/u.test(text)) return undefined;
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
  if (name === 'format') return printFormat(expression, loop);
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
function printFormat(expression: Expression, loop: string): string | undefined {
  const pieces = piecesOf(expression, loop);
  return pieces === undefined ? undefined : bicepText(pieces);
}

/** What a text is put together from: the pieces of a format, a text in quotes as it is, anything else as an interpolation. */
function piecesOf(expression: Expression, loop: string): readonly TextPiece[] | undefined {
  if (expression.kind === 'literal' && typeof expression.value === 'string') return [{ text: expression.value }];
  if (expression.kind === 'call' && expression.name === 'format') return formatPieces(expression.args, loop);
  const code = print(expression, loop);
  return code === undefined ? undefined : [{ code }];
}

function formatPieces([pattern, ...args]: readonly Expression[], loop: string): readonly TextPiece[] | undefined {
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string' || /\{\{|\}\}|\{\d+[^\d}]/.test(pattern.value))
    return undefined;
  const given = args.map((arg) => piecesOf(arg, loop));
  if (given.includes(undefined)) return undefined;
  const pieces = pattern.value
    .split(/\{(\d+)\}/)
    .map((part, i) => (i % 2 === 0 ? [{ text: part }] : given[Number(part)]));
  return pieces.every((list) => list !== undefined) ? pieces.flat() : undefined;
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
