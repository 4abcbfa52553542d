// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bicepText, type StringPiece } from '../../../src/fixes/bicep/print-bicep.ts';
import { toBicep } from '../../../src/fixes/bicep/to-bicep.ts';
import { type Expression, parseBicep } from './bicep-syntax.ts';

/** Texts that are dangerous alone or beside one another. */
const hostile = fc.oneof(
  fc.constantFrom(
    '$',
    '{',
    '}',
    '${',
    '${x}',
    "'",
    "'''",
    '\\',
    '\\u{0}',
    '\n',
    '\r\n',
    '\u2028',
    '\u202e',
    '##vso[',
    '{x}',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const code = fc.constantFrom('a', 'b.c', "f('}')", "f('${x}')");
const pieces: fc.Arbitrary<readonly StringPiece[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.record({ text: hostile }) }, { weight: 1, arbitrary: fc.record({ code }) }),
  { maxLength: 8 },
);

function read(bicep: string): Expression {
  const [statement] = parseBicep(`var x = ${bicep}\n`);
  if (statement?.value === undefined) throw new Error('no value');
  return statement.value;
}

/** What a Bicep text is made of, literal texts joined. */
function partsOf(expression: Expression): readonly (string | Expression)[] {
  if (expression.is === 'value' && typeof expression.value === 'string') return [expression.value];
  if (expression.is !== 'text') throw new Error(`${expression.is} where a text has to be`);
  return expression.parts.filter((part) => part !== '');
}

function joined(list: readonly StringPiece[]): readonly (string | Expression)[] {
  const parts: (string | Expression)[] = [];
  for (const piece of list) {
    const last = parts.at(-1);
    if ('code' in piece) parts.push(read(piece.code));
    else if (typeof last === 'string') parts[parts.length - 1] = last + piece.text;
    else parts.push(piece.text);
  }
  return parts.filter((part) => part !== '');
}

test('a text made from pieces holds exactly their texts, and no interpolation but ours', () => {
  fc.assert(
    fc.property(pieces, (list) => {
      const written = bicepText(list);
      expect(written).not.toMatch(/\n|##\w*\[/);
      expect(partsOf(read(written)).filter((part) => part !== '')).toEqual(joined(list));
    }),
    { numRuns: 2000 },
  );
});

test('a format of literal texts becomes the text that Azure makes of it', () => {
  const argument = hostile.filter((text) => !/\p{Cs}/u.test(text));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(argument, fc.nat({ max: 2 })), { maxLength: 6 }),
      fc.tuple(argument, argument, argument),
      (list, args) => {
        // Braces of the pattern are .NET's own, so only texts without them stand in it.
        const pattern = list
          .map((part) => (typeof part === 'number' ? `{${part}}` : part.replaceAll(/[{}]/g, '')))
          .join('');
        const expected = pattern.replaceAll(/\{(\d)\}/g, (_, index) => args[Number(index)] ?? '');
        const quoted = [pattern, ...args].map((text) => `'${text.replaceAll("'", "''")}'`);
        expect(partsOf(read(toBicep(`[format(${quoted.join(', ')})]`) ?? '')).join('')).toBe(expected);
      },
    ),
    { numRuns: 2000 },
  );
});
