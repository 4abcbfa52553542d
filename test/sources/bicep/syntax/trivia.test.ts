import { expect, test } from 'vitest';
import { parseBicep } from '../../../../src/sources/bicep/syntax/parse-bicep.ts';

const spans = (text: string, found: readonly { readonly start: number; readonly end: number }[]): string[] =>
  found.map(({ start, end }) => text.slice(start, end));

test('comments are found once each, wherever they stand', () => {
  const text = "// a\r\nvar x = /* b\n*/ [ // c\n  1 /* d */\n  // e\n]\n// 'f'";
  const { comments, errors } = parseBicep(text, 'template');
  expect([spans(text, comments), errors]).toEqual([['// a', '/* b\n*/', '// c', '/* d */', '// e', "// 'f'"], []]);
});

test('directives are found with their codes', () => {
  const text = '#disable-next-line a-b c // d\nvar x = 1\n  #disable-diagnostics BCP1\n#restore-diagnostics BCP1';
  const { directives, errors } = parseBicep(text, 'template');
  expect(errors).toEqual([]);
  expect(directives).toEqual([
    { name: 'disable-next-line', codes: ['a-b', 'c'], start: 0, end: 24 },
    { name: 'disable-diagnostics', codes: ['BCP1'], start: 42, end: 67 },
    { name: 'restore-diagnostics', codes: ['BCP1'], start: 68, end: 93 },
  ]);
});

test('a directive behind something else on its line is none', () => {
  const { directives, errors } = parseBicep('var x = 1 #disable-next-line a', 'template');
  expect([directives, errors.map(({ code }) => code)]).toEqual([[], ['BCP001', 'BCP019']]);
});
