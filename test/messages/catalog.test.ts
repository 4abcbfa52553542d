import { expect, test } from 'vitest';
import { alibabaLines } from '../../src/messages/en/alibaba-lines.ts';
import { editorLines } from '../../src/messages/en/editor-lines.ts';
import { fixLines } from '../../src/messages/en/fix-lines.ts';
import { fragments } from '../../src/messages/en/fragments.ts';
import { initLines } from '../../src/messages/en/init-lines.ts';
import { liveFixes } from '../../src/messages/en/live-fixes.ts';
import { notes } from '../../src/messages/en/notes.ts';
import { queryLines } from '../../src/messages/en/query-lines.ts';
import { reportLabels } from '../../src/messages/en/report-labels.ts';
import { reportLines } from '../../src/messages/en/report-lines.ts';
import { suppressions } from '../../src/messages/en/suppressions.ts';
import { taskLines } from '../../src/messages/en/task-lines.ts';
import { templateFixes } from '../../src/messages/en/template-fixes.ts';
import { verdicts } from '../../src/messages/en/verdicts.ts';
import { yamlRules } from '../../src/messages/en/yaml-rules.ts';
import { en } from '../../src/messages/en.ts';
import { message } from '../../src/messages/message.ts';
import { readSources } from '../support/imports.ts';

const parts = [
  fragments,
  verdicts,
  notes,
  templateFixes,
  liveFixes,
  alibabaLines,
  editorLines,
  fixLines,
  initLines,
  queryLines,
  suppressions,
  reportLines,
  taskLines,
  reportLabels,
  yamlRules,
];
const texts = Object.entries<string>(en);
const sources = [...readSources('src'), ...readSources('rules')].filter(
  ([file]) => !/^src\/messages\/(?:en|zh-cn)/.test(file),
);

test('an id stands in one part of the catalog', () => {
  expect(texts.length).toBeGreaterThan(200);
  expect(parts.flatMap((part) => Object.keys(part)).sort()).toEqual(Object.keys(en).sort());
});

test('every id is used', () => {
  const code = sources.map(([, text]) => text).join('\n');
  expect(texts.map(([id]) => id).filter((id) => !code.includes(`'${id}'`))).toEqual([]);
});

test('every placeholder is named in letters', () => {
  const placeholders = texts.flatMap(([id, text]) =>
    [...text.matchAll(/\{([^}]*)\}|[{}]/g)].map(([found, name]) => [id, found, name] as const),
  );
  expect(placeholders.length).toBeGreaterThan(100);
  expect(placeholders.filter(([, , name]) => name === undefined || !/^[a-z]+$/i.test(name))).toEqual([]);
});

test('no text stands under two ids', () => {
  const firstOf = new Map(texts.toReversed().map(([id, text]) => [text, id]));
  expect(texts.filter(([id, text]) => firstOf.get(text) !== id)).toEqual([]);
});

/** What reads texts of packages, which give nothing else: of commander, RE2, and Microsoft's sign-in. */
const READS_FOREIGN_TEXTS = [
  'src/cli/main.ts',
  'src/engine/yaml-rules/text-pattern.ts',
  'src/sources/azure/live/sign-in.ts',
];

test('nothing reads meaning out of the text of a message', () => {
  const reading = /\b(?:message|reason)\s*\??\.\s*(?:includes|startsWith|endsWith|match|search|split|replace|slice)\(/;
  const readers = sources.filter(([, text]) => reading.test(text)).map(([file]) => file);
  expect(readers.sort()).toEqual(READS_FOREIGN_TEXTS);
});

test('no text is made when a file loads: it would stay in the language of that run', () => {
  const early = sources.flatMap(([file, text]) =>
    [...text.matchAll(/^(?:export )?const \w+(?:: [^=\n]+)? =\s*(?:\w+\()?(?:\{[^}]*)?\bmessage\(/gm)].map(() => file),
  );
  expect(early).toEqual([]);
});

test('a value is put in as it is, with its braces and dollar signs', () => {
  expect(message('explore.value', { name: '{value}', value: '$&' })).toBe('{value}=$&');
});
