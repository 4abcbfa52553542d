import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BOOL,
  group,
  type JsonObject,
  LOGIN,
  nested,
  on,
  parameterFile,
  registry,
  setting,
  template,
} from '../support/arm-templates.ts';
import { folderOf, lintJson } from '../support/cli.ts';

/*
 * The law of baselines: with the baseline of a repository nothing in it is new and nothing is gone, in whatever order files are
 * given, wherever the run starts, and however its JSON is written.
 */

const scope = (name: string) => `Microsoft.ContainerRegistry/registries/${name}`;
const conditional = (name: string, parameter: string): JsonObject =>
  setting(
    { logs: [group('audit')] },
    { scope: scope(name), name: `for-${name}`, condition: `[parameters('${parameter}')]` },
  );

const TEMPLATES: Readonly<Record<string, JsonObject>> = {
  'infra/fails.json': template([
    registry({ name: 'one' }),
    registry({ name: 'two' }),
    setting({ logs: [on(LOGIN)] }, { scope: scope('two') }),
  ]),
  'infra/deep/unknown.json': template(
    [registry({ name: 'three' }), conditional('three', 'b'), conditional('three', 'a')],
    {
      parameters: { a: BOOL, b: BOOL },
    },
  ),
  'apps/by-name.json': template([registry({ name: "[parameters('n')]" }), nested([registry({ name: 'inner' })])], {
    parameters: { n: { type: 'string', defaultValue: 'four' } },
  }),
  // Settings of another file, which is deployed with one parameter file or the other.
  'apps/main.json': template([registry({ name: 'five' })]),
  'apps/diag.json': template(
    [
      setting(
        {},
        { scope: `/subscriptions/s/resourceGroups/rg/providers/${scope('five')}`, condition: "[parameters('on')]" },
      ),
    ],
    {
      parameters: { on: BOOL },
    },
  ),
  'apps/plain.json': template([registry({ name: 'six' }), registry({ name: 'six' })]),
};
const PARAMETERS: Readonly<Record<string, JsonObject>> = {
  'apps/by-name.prod.parameters.json': parameterFile({ n: 'prod' }) as JsonObject,
  'apps/diag.a.parameters.json': parameterFile({ on: true }) as JsonObject,
  'apps/diag.b.parameters.json': parameterFile({ on: false }) as JsonObject,
};
const CONFIG =
  'baseline: known/baseline.json\ndeployments:\n  - { files: [apps/main.json, apps/diag.json], subscription: s, resourceGroup: rg }\n';
const ARGUMENTS = ['infra/fails.json', 'infra/deep', 'apps'];
const FOLDERS = ['.', 'infra', 'infra/deep', 'apps'];

interface Writing {
  readonly indent: number;
  readonly crlf: boolean;
  readonly mark: boolean;
  readonly symbolic: boolean;
  /** What keys and resources are sorted by. */
  readonly seed: number;
}

const writings: fc.Arbitrary<Writing> = fc.record({
  indent: fc.constantFrom(0, 1, 2, 8),
  crlf: fc.boolean(),
  mark: fc.boolean(),
  symbolic: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});

/** A number that depends on a text and the seed, and on nothing else. */
function rank(text: string, seed: number): number {
  let value = seed;
  for (const character of text) value = (value * 31 + character.charCodeAt(0)) % 1_000_003;
  return value;
}

function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => rank(a, seed) - rank(b, seed));
  return Object.fromEntries(entries.map(([key, member]) => [key, shuffled(member, seed)]));
}

function written(json: JsonObject, { indent, crlf, mark, symbolic, seed }: Writing): string {
  const resources = Array.isArray(json.resources)
    ? json.resources.toSorted((a, b) => rank(JSON.stringify(a), seed) - rank(JSON.stringify(b), seed))
    : [];
  const moved = symbolic
    ? {
        languageVersion: '2.0',
        resources: Object.fromEntries(resources.map((one, i) => [`r${rank(String(i), seed)}`, one])),
      }
    : { resources };
  const text = JSON.stringify(shuffled({ ...json, ...(resources.length > 0 && moved) }, seed), null, indent);
  return (mark ? '\ufeff' : '') + (crlf ? text.replaceAll('\n', '\r\n') : text);
}

function repositoryOf(writing: Writing, more: Readonly<Record<string, string>>): string {
  const files = { ...TEMPLATES, ...PARAMETERS };
  return folderOf({
    'acraudit.yaml': CONFIG,
    ...Object.fromEntries(Object.entries(files).map(([name, json]) => [name, written(json, writing)])),
    ...more,
  });
}

test('a baseline and the same input: nothing is new, whatever the order of files, the folder of the run, or the formatting', async () => {
  const rules = ['--pack', 'all'];
  const first = repositoryOf({ indent: 2, crlf: false, mark: false, symbolic: false, seed: 1 }, {});
  const before = await lintJson(first, '--update-baseline', ...rules);
  const kinds = new Set(before.results.map(({ outcome }) => outcome));
  expect([kinds.has('fail'), kinds.has('unknown')]).toEqual([true, true]);
  const causes = before.results.flatMap(({ dependsOn }) => dependsOn.map(({ name }) => name));
  expect(causes).toContain('parameter file of diag.json');
  const baseline = readFileSync(join(first, 'known/baseline.json'), 'utf8');
  await fc.assert(
    fc.asyncProperty(
      writings,
      fc.shuffledSubarray(ARGUMENTS, { minLength: ARGUMENTS.length }),
      fc.constantFrom(...FOLDERS),
      async (writing, order, folder) => {
        const cwd = repositoryOf(writing, { 'known/baseline.json': baseline });
        const from = join(cwd, folder);
        const paths = order.map((path) => relative(from, join(cwd, path)) || '.');
        const { results, notes, code } = await lintJson(from, ...rules, '--unknown', 'fail', ...paths);
        const marks = results.map((result) => (result as { baseline?: string }).baseline);
        expect(marks).not.toContain('new');
        expect(marks.filter((mark) => mark === 'known').length).toBe(JSON.parse(baseline).findings.length);
        expect(notes.filter(({ message }) => message.includes('no longer found'))).toEqual([]);
        expect(code).toBe(0);
        await lintJson(from, ...rules, '--update-baseline', ...paths);
        expect(readFileSync(join(cwd, 'known/baseline.json'), 'utf8')).toBe(baseline);
      },
    ),
    { numRuns: 40, seed: 13 },
  );
});
