import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES, FAULT_CODES, READ_CODES, WARNING_CODES } from '../../src/util/error-codes.ts';
import { CAUSE_KINDS } from '../../src/value/cause.ts';
import { readSources } from '../support/imports.ts';
import { headingsOf } from './markdown.ts';

const page = readFileSync('docs/troubleshooting.md', 'utf8');

/** The codes in the first cells of a section's tables; those of the system stand for all of them as `E…`. */
function codesUnder(heading: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split(/^## /m)[0] ?? '';
  const cells = [...section.matchAll(/^\| (`.+?`) \|/gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)).sort();
}

const sorted = (codes: readonly string[]): string[] => [...codes].sort();

describe('docs/troubleshooting.md has each once, and no other:', () => {
  test.each<[string, readonly string[]]>([
    ['What a verdict depends on', CAUSE_KINDS],
    ['Errors of a run', [...ERROR_CODES, 'E…']],
    ['What Azure would refuse', FAULT_CODES],
    ['Reads that failed', READ_CODES],
  ])('%s', (heading, codes) => {
    expect(codesUnder(heading)).toEqual(sorted(codes));
  });

  test('the warnings of expand', () => {
    expect(WARNING_CODES.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });
});

test('every code is one that the program can show', () => {
  const text = [...readSources('src')]
    .filter(([file]) => !file.endsWith('/error-codes.ts'))
    .map(([, source]) => source)
    .join('\n');
  const codes = [...ERROR_CODES, ...FAULT_CODES, ...READ_CODES, ...WARNING_CODES];
  expect(codes.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});

test('its links to its own sections lead somewhere', () => {
  const anchors = [...headingsOf(page), ...[...page.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading)].map(
    (heading) => heading.toLowerCase().replaceAll(' ', '-'),
  );
  const linked = [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = '']) => anchor);
  expect(linked.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
});
