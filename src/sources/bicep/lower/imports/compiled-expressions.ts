import { isJsonObject } from '../../../arm/expand/json-access.ts';
import { isExpression } from '../../../arm/expression/parse-expression.ts';
import type { JsonValue } from '../../../arm/json/json-value.ts';
import { FUNCTION_NAMESPACE } from './exported-symbols.ts';

/** What a part of a compiled template refers to. A function has its namespace before it, unless that is the usual one. */
export interface CompiledName {
  readonly what: 'type' | 'variable' | 'function';
  readonly name: string;
}

const DEFINITIONS = '#/definitions/';

/**
 * A part of a compiled template with other names: those of types in `$ref`, of variables and of functions in expressions. A
 * loop of a variable has its own name in `copyIndex`.
 */
export function renamed(
  json: JsonValue,
  rename: (name: CompiledName) => string,
  loop?: readonly [string, string],
): JsonValue {
  if (typeof json === 'string') return isExpression(json) ? renamedExpression(json, rename, loop) : json;
  if (Array.isArray(json)) return json.map((item) => renamed(item, rename, loop));
  if (!isJsonObject(json)) return json;
  const result: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of Object.entries(json)) {
    const name = isExpression(key) ? renamedExpression(key, rename, loop) : key;
    result[name] =
      key === '$ref' && typeof value === 'string' ? renamedReference(value, rename) : renamed(value, rename, loop);
  }
  return result;
}

function renamedReference(reference: string, rename: (name: CompiledName) => string): string {
  if (!reference.startsWith(DEFINITIONS)) return reference;
  const [name = '', ...rest] = reference.slice(DEFINITIONS.length).split('/');
  return `${DEFINITIONS}${[rename({ what: 'type', name }), ...rest].join('/')}`;
}

/** A string, `variables('name')`, `copyIndex('name'`, or `namespace.name(`. */
const TOKENS =
  /'(?:[^']|'')*'|\bvariables\(\s*'((?:[^']|'')*)'\s*\)|\bcopyIndex\(\s*'((?:[^']|'')*)'|(?<![\w.)\]])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)\(/gi;

function renamedExpression(
  text: string,
  rename: (name: CompiledName) => string,
  loop: readonly [string, string] | undefined,
): string {
  return text.replace(TOKENS, (token: string, variable?: string, index?: string, call?: string) => {
    if (variable !== undefined) return `variables(${quoted(rename({ what: 'variable', name: unquoted(variable) }))})`;
    if (index !== undefined)
      return loop !== undefined && unquoted(index) === loop[0] ? `copyIndex(${quoted(loop[1])}` : token;
    if (call === undefined) return token;
    const name = rename({ what: 'function', name: shortFunctionName(call) });
    return `${name.includes('.') ? name : `${FUNCTION_NAMESPACE}.${name}`}(`;
  });
}

/** Without the usual namespace. */
export function shortFunctionName(call: string): string {
  const prefix = `${FUNCTION_NAMESPACE}.`;
  return call.startsWith(prefix) ? call.slice(prefix.length) : call;
}

function unquoted(text: string): string {
  return text.replaceAll("''", "'");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Everything that a part of a compiled template refers to. */
export function namesInCompiled(json: JsonValue): readonly CompiledName[] {
  const found: CompiledName[] = [];
  renamed(json, (name) => {
    found.push(name);
    return name.name;
  });
  return found;
}
