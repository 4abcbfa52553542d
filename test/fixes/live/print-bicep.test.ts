import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bicepKey, bicepString, printBicep } from '../../../src/fixes/bicep/print-bicep.ts';
import { parameterValuesOf } from './bicep-to-arm.ts';

describe('Bicep has the string', () => {
  test.each<[string, string]>([
    ['plain', "'plain'"],
    ["it's", "'it\\'s'"],
    ['a\\b', "'a\\\\b'"],
    [`\${x}`, `'\\\${x}'`],
    ['$x {y}', "'$x {y}'"],
    [`$\${x}`, `'$\\\${x}'`],
    ['a\r\n\tb', "'a\\r\\n\\tb'"],
    ['\u0000\u202e\ud800', "'\\u{0}\\u{202e}\\u{fffd}'"],
    ['##vso[task.x]', "'#\\u{23}vso[task.x]'"],
    ['😀', "'😀'"],
    ['größe', "'größe'"],
    ["'''", "'\\'\\'\\''"],
  ])('%j', (text, printed) => {
    expect(bicepString(text)).toBe(printed);
  });
});

describe('Bicep has the key', () => {
  test.each<[string, string]>([
    ['workspaceId', 'workspaceId'],
    ['_a1', '_a1'],
    ['1a', "'1a'"],
    ['hidden-title', "'hidden-title'"],
    ['null', "'null'"],
    ['__proto__', '__proto__'],
    ['', "''"],
  ])('%j', (key, printed) => {
    expect(bicepKey(key)).toBe(printed);
  });
});

test('a value is written over lines, empty ones on one', () => {
  expect(printBicep({ a: [1, { b: null }], c: {}, d: [], e: true, f: undefined, g: 1.5 })).toBe(
    [
      '{',
      '  a: [',
      '    1',
      '    {',
      '      b: null',
      '    }',
      '  ]',
      '  c: {}',
      '  d: []',
      '  e: true',
      "  g: json('1.5')",
      '}',
    ].join('\n'),
  );
});

test('what is written is read as the same value', () => {
  const leaf = fc.oneof(fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null), fc.nat());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree')), fc.dictionary(fc.string(), tie('tree'))),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const { values } = parameterValuesOf(`using 'a.bicep'\n\nparam x = ${printBicep(value)}\n`);
      expect(JSON.stringify(values.x)).toBe(JSON.stringify(value));
    }),
  );
});
