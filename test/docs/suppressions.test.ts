import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry, template } from '../support/arm-templates.ts';
import { blocksOf } from './markdown.ts';
import { run } from './run.ts';

const blocks = blocksOf(readFileSync('docs/suppressions.md', 'utf8'));
const NAME = 'acrsandbox01';

/** The block of a section, in a language. */
function block(heading: string, language: string): string {
  const found = blocks.find((one) => one.heading === heading && one.language === language);
  if (found === undefined) throw new Error(`no block of ${language} under ${heading}`);
  return found.text;
}

async function linted(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'suppressions-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const argv = ['lint', '--rule', 'Azure.ACR.Logs', '--rule', 'Azure.ACR.Metrics', '--now', '2027-01-31'];
    return await run([...argv, '--fail-on', 'info'], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('what docs/suppressions.md shows suppresses', () => {
  const fails = template([registry({ name: NAME })]);

  test('in the configuration', async () => {
    const files = { 'a.json': JSON.stringify(fails), 'acraudit.yaml': block('In the configuration', 'yaml') };
    const { out, err } = await linted(files);
    expect(err).toBe('');
    expect(out).toContain(
      `~ suppressed  ${NAME}  Azure.ACR.Logs: sandbox, wiped nightly (platform-team, until 2027-01-31)`,
    );
  });

  test('in comments', async () => {
    const [line = '', , begin = '', end = ''] = block('In a comment of a template', 'jsonc').split('\n');
    const one = JSON.stringify(registry({ name: NAME }));
    const other = JSON.stringify(registry({ name: 'second' }));
    const text = [`{ "$schema": "${fails.$schema}", "resources": [`, line, `${one},`, begin, other, end, ']}'].join(
      '\n',
    );
    const { out, code } = await linted({ 'a.json': text });
    expect(out).toContain('1 fail, 3 suppressed');
    expect(code).toBe(1);
  });

  test('in metadata', async () => {
    const text = JSON.stringify({ ...fails, ...JSON.parse(block('In metadata of a template', 'json')) });
    expect((await linted({ 'a.json': text })).out).toContain(`~ suppressed  ${NAME}  Azure.ACR.Logs: wiped nightly`);
  });

  test('in a tag, where the configuration is accepted', async () => {
    const { err } = await linted({
      'a.json': JSON.stringify(fails),
      'acraudit.yaml': block('In a tag of a live registry', 'yaml'),
    });
    expect(err).toBe('');
  });
});
