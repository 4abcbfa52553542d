import { describe, expect, test } from 'vitest';
import { padColumns, wrap, wrapLine } from '../../src/reports/console/terminal.ts';

const GIVEN = '没有任何诊断设置收集 ContainerRegistryLoginEvents，请启用（类别组 audit）。';

describe('text is broken into lines', () => {
  test.each<[string, string, number, readonly string[]]>([
    ['at spaces', 'one two three', 7, ['one two', 'three']],
    ['between Chinese characters, which take two columns', '没有任何诊断设置', 10, ['没有任何诊', '断设置']],
    ['before a word that no longer fits', '收集 audit 日志', 8, ['收集', 'audit 日', '志']],
    ['not before closing punctuation', '启用诊断，然后', 8, ['启用诊', '断，然后']],
    ['not after an opening bracket', '启用组（audit）吧', 8, ['启用组', '（audit）', '吧']],
    ['with a longer word on a line of its own', '见 ContainerRegistry', 8, ['见', 'ContainerRegistry']],
    ['where all fits', GIVEN, 200, [GIVEN]],
  ])('%s', (_, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test('below their label, with nothing lost', () => {
    const lines = wrapLine(['  原因        ', GIVEN], 40).map((line) => line.map((part) => String(part)).join(''));
    expect(lines).toEqual([
      '  原因        没有任何诊断设置收集',
      '              ContainerRegistryLoginEven',
      '              ts，请启用（类别组',
      '              audit）。',
    ]);
  });
});

test('a label is filled up to its columns', () => {
  expect(['位置', 'where', '', '一二三四五六'].map((label) => `${padColumns(label, 10)}|`)).toEqual([
    '位置      |',
    'where     |',
    '          |',
    '一二三四五六|',
  ]);
});
