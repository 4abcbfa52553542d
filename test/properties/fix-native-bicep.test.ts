import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBicep } from '../../src/sources/bicep/syntax/parse-bicep.ts';
import { WORKSPACE } from '../support/arm-templates.ts';
import { fixBicep } from '../support/fix-bicep.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 40),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_603),
};

const LOGIN = 'ContainerRegistryLoginEvents';

/** A registry and what else a file may hold, and how it is written. */
const files = fc.record({
  symbol: fc.constantFrom('acr', '_r', 'registry2'),
  wrapping: fc.constantFrom(
    ['', ''],
    ['if (on) ', ''],
    ["[for n in ['a', 'b']: ", ']'],
    ["[for (n, at) in ['a', 'b']: if (on && at < 9) ", ']'],
  ),
  before: fc.constantFrom(
    '',
    '// first\n',
    "targetScope = 'resourceGroup'\n",
    '/* one\n * two */\nvar logAnalyticsWorkspaceId = 1\n',
  ),
  between: fc.constantFrom('', '\n', ' // end\n', '\n\n\n'),
  after: fc.constantFrom(
    '',
    '\n',
    "\nvar i = 1 // one\n\nvar index = '''\n  a\n'''\n",
    '\n#disable-next-line no-unused-vars\nvar acraudit = 2',
  ),
  entries: fc.option(
    fc.array(
      fc.constantFrom(
        `{ category: '${LOGIN}', enabled: true }`,
        `{ category: '${LOGIN}', enabled: false }`,
        `{\n  category: '${LOGIN}'\n  enabled: false // off\n}`,
      ),
      { maxLength: 1 },
    ),
  ),
  inline: fc.boolean(),
  unit: fc.constantFrom('  ', '    ', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\ufeff'),
  flags: fc.constantFrom(
    ['--workspace-id', WORKSPACE],
    ['--workspace-id', WORKSPACE, '--allow-new-parameter'],
    ['--allow-new-parameter'],
  ),
});

type FileSpec = typeof files extends fc.Arbitrary<infer T> ? T : never;

function write({ symbol, wrapping, before, between, after, entries, inline, unit, lineEnd, mark }: FileSpec): string {
  const [open, close] = wrapping;
  const isLoop = close === ']';
  const name = isLoop ? `'\${n}registry'` : "'oneregistry'";
  const registry = `resource ${symbol} 'Microsoft.ContainerRegistry/registries@2023-07-01' = ${open}{\n  name: ${name}\n  location: 'westeurope'\n  sku: { name: 'Premium' }\n}${close}`;
  const list =
    inline || entries?.length === 0
      ? (entries ?? []).join(', ')
      : `\n${indented((entries ?? []).join('\n'), '      ')}\n    `;
  const setting = `resource own 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = ${open.replace('[for n in', '[for (n, k) in')}{\n  name: 'own'\n  scope: ${symbol}${isLoop ? (open.includes('at)') ? '[at]' : '[k]') : ''}\n  properties: {\n    workspaceId: '${WORKSPACE}'\n    logs: [${list}]\n  }\n}${close}`;
  const text = `${before}param on bool = true\n${registry}${between}${entries === null ? '' : `${between === '' ? '\n' : ''}${setting}\n`}${after}`;
  const laidOut = text.replaceAll(/^( {2})+/gm, (blanks) => unit.repeat(blanks.length / 2));
  return mark + laidOut.replaceAll('\n', lineEnd);
}

function indented(text: string, by: string): string {
  return text.replaceAll(/^/gm, by);
}

/** Whether one text is the other with something put in. */
function isPartOf(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (character === part[at]) at++;
  return at === part.length;
}

const switchedOn = (text: string): string => text.replaceAll('enabled: false', 'enabled: true');

test('Bicep that is fixed passes, keeps its text and changes once', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (spec) => {
      const before = write(spec);
      // The helper runs the fix a second time, and throws where that changes something.
      const { texts, outcomes } = await fixBicep({ 'main.bicep': before }, ...spec.flags);
      const after = texts['main.bicep'] ?? '';
      expect({
        outcomes,
        errors: parseBicep(after.replace(/^\ufeff/, ''), 'template').errors,
        isKept: isPartOf(switchedOn(before), switchedOn(after)),
        lineEnds: new Set(after.match(/\r?\n/g)),
        hasMark: after.startsWith('\ufeff'),
        endsWithLine: after.endsWith('\n'),
      }).toEqual({
        outcomes: ['pass'],
        errors: [],
        isKept: true,
        lineEnds: new Set([spec.lineEnd]),
        hasMark: spec.mark !== '',
        endsWithLine: before.endsWith('\n'),
      });
    }),
    SETTINGS,
  );
}, 120_000);
