import { reveal } from '../../../value/secure.ts';
import { isConcrete, type Value } from '../../../value/value.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import { bare } from '../bind/visit.ts';
import { callText, quote } from '../lower/arm-text.ts';
import { emitExpression } from '../lower/emit-expression.ts';
import { type LoopIndexes, type LowerContext, newMemo } from '../lower/lower-context.ts';
import { templateLiteral } from '../lower/template-literal.ts';
import { jsonText } from '../lower/value-text.ts';
import type { Expr, ForExpr } from '../syntax/nodes.ts';
import type { AssignedParameter } from './lowered-parameters.ts';
import { parameterCall } from './parameter-calls.ts';

/** What the names in an expression stand for. */
export interface Inlining {
  readonly context: LowerContext;
  readonly evaluate: (json: JsonValue) => Value;
  /** Of the file that this one extends. */
  readonly base: ReadonlyMap<string, AssignedParameter>;
}

/** Variables of variables; what is deeper keeps its name. */
const MAX_DEPTH = 100;

/**
 * The ARM text of an expression that stands by itself, as parameter files hold it: names and calls of functions are replaced
 * by their values or, where they take external inputs, by what they are made of.
 */
export function inlinedText(expr: Expr, { context: home, evaluate, base }: Inlining): string {
  const known = new Map<Expr, string>();
  let depth = 0;
  const context: LowerContext = {
    ...home,
    text: (each, indexes) => {
      if (!isReplaced(each, home) || depth > MAX_DEPTH) return own(each, indexes);
      const text = known.get(each) ?? replaced(each);
      known.set(each, text);
      return text;
    },
    memo: newMemo(),
  };
  const own: LowerContext['text'] = (each, indexes) => {
    if (each.kind === 'for') return loopText(each, context, indexes);
    const isCall = each.kind === 'call' || each.kind === 'methodCall';
    // Calls of external inputs have a text of their own.
    const text = isCall ? home.text(each, indexes) : undefined;
    return text?.startsWith('externalInputs(') ? text : emitExpression(each, context, indexes);
  };
  const replaced = (each: Expr): string => {
    const value = reveal(evaluate(`[${home.text(each)}]`));
    if (isConcrete(value)) return valueText(value);
    const symbol = home.binding.meaning.get(bare(each));
    if (symbol?.kind === 'base')
      return callText(
        'createObject',
        [...base].flatMap(([name, one]) => [quote(name), entryText(one)]),
      );
    const inherited = each.kind === 'access' ? base.get(each.name.name) : undefined;
    if (inherited !== undefined && isBaseAccess(each, home)) return entryText(inherited);
    const isDeclared = symbol?.kind === 'variable' || symbol?.kind === 'assignment';
    if (!isDeclared || symbol.isCyclic) return own(each);
    const { value: declared } = symbol.declaration;
    // A secret has no expression.
    if (parameterCall(declared, home.binding) === 'getSecret') return own(each);
    depth++;
    const text = context.text(declared);
    depth--;
    return text;
  };
  return context.text(expr);
}

/** A loop as a function of the positions of its source. */
function loopText(loop: ForExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const source = context.text(loop.source, indexes);
  const position = quote(`index${loop.start}`);
  const loops = new Map([...(indexes?.loops ?? []), [loop, callText('lambdaVariables', [position])] as const]);
  const body = context.text(loop.body, { loops });
  const positions = callText('range', ['0', callText('length', [source])]);
  return callText('map', [positions, callText('lambda', [position, body])]);
}

function valueText(value: Value): string {
  return jsonText(templateLiteral(value as JsonValue));
}

function entryText({ value: assigned, entry }: AssignedParameter): string {
  const value = reveal(assigned);
  if (isConcrete(value)) return valueText(value);
  const { expression } = entry;
  return typeof expression === 'string' ? expression.slice(1, -1) : 'null()';
}

/** Names of variables and parameters, and calls of functions that the file or an imported one declares. */
function isReplaced(expr: Expr, context: LowerContext): boolean {
  const { meaning } = context.binding;
  if (expr.kind === 'name' || expr.kind === 'call') {
    const kind = meaning.get(expr)?.kind;
    return (
      kind === 'variable' || kind === 'assignment' || kind === 'imported' || kind === 'function' || kind === 'base'
    );
  }
  if (expr.kind !== 'access' && expr.kind !== 'methodCall') return false;
  return meaning.get(bare(expr.base))?.kind === 'wildcard' || isBaseAccess(expr, context);
}

function isBaseAccess(expr: Expr, { binding }: LowerContext): boolean {
  return expr.kind === 'access' && binding.meaning.get(bare(expr.base))?.kind === 'base';
}
