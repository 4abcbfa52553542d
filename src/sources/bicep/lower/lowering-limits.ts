import { MAX_DEPTH, TOO_DEEP } from '../syntax/depth.ts';
import type { BicepSpan } from '../syntax/nodes.ts';
import { type LowerContext, wrongText } from './lower-context.ts';

/*
 * A short file can make a long template: each variable that is inlined may stand in the next one twice. What passes a limit is an
 * error, and lowered to something that has no value.
 */

/** Characters of one expression; the evaluator reads no longer one. */
const MAX_TEXT = 1_000_000;
/** Shorter texts are not counted: their number is bounded by the file. */
const MIN_COUNTED_TEXT = 4_000;
const MAX_CHARACTERS = 20_000_000;
/** Values of the template, those that are inlined as often as they are; this many characters count as one. */
const MAX_VALUES = 2_000_000;
const CHARACTERS_PER_VALUE = 16;

/** Makes the text of an expression, within the limits. */
export function limitedText(at: BicepSpan, context: LowerContext, make: () => string): string {
  const { memo } = context;
  if (memo.depth >= MAX_DEPTH) return tooDeep(at, context);
  memo.depth++;
  const text = make();
  memo.depth--;
  if (text.length < MIN_COUNTED_TEXT) return text;
  memo.characters += text.length;
  return text.length <= MAX_TEXT && memo.characters <= MAX_CHARACTERS ? text : tooLarge(at, context);
}

/** Makes a value, within the limits; `refused` is what stands for one that passes them. */
export function limitedValue<T>(at: BicepSpan, context: LowerContext, make: () => T, refused: (text: string) => T): T {
  const { memo } = context;
  if (memo.depth >= MAX_DEPTH) return refused(tooDeep(at, context));
  if (memo.size >= MAX_VALUES) return refused(tooLarge(at, context));
  memo.depth++;
  memo.size++;
  const value = make();
  memo.depth--;
  if (typeof value === 'string') memo.size += Math.floor(value.length / CHARACTERS_PER_VALUE);
  return value;
}

function tooDeep(at: BicepSpan, context: LowerContext): string {
  const message = `Expressions are nested deeper than ${MAX_DEPTH}, through the variables and names that they use.`;
  return wrongText(context, at, TOO_DEEP.code, message);
}

function tooLarge(at: BicepSpan, context: LowerContext): string {
  return wrongText(context, at, 'too-large', 'With everything that it uses in its place the expression is too large.');
}
