import { describe, expect, test } from 'vitest';
import { folderOf, lintJson } from '../support/cli.ts';

const TEMPLATE = `param audit bool = true
resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'acrone'
  location: 'westeurope'
  sku: { name: 'Premium' }
}
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (audit) {
  name: 'audit'
  scope: acr
  properties: {
    workspaceId: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/law'
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}
`;

const USING = "using 'main.bicep'\n";
const EXTENDS = "extends 'base.bicepparam'\n";
const HIDES = 'parm audit = false\n';

/** The outcome with the values of the parameter file, and what it depends on. */
async function verdict(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = folderOf({ 'main.bicep': TEMPLATE, ...files });
  const { results } = await lintJson(cwd, 'main.bicepparam', '--rule', 'Azure.ACR.Logs');
  const own = results.filter(({ target }) => target.parameters !== undefined);
  return own
    .map(({ outcome, dependsOn }) =>
      [outcome, ...dependsOn.map(({ name, location }) => `${name}, at line ${location?.line}`)].join(': '),
    )
    .join('\n');
}

describe('what a parameter file may give and an error hides is unknown:', () => {
  const hidden = (file: string): string => `unknown: what the error at ${file} keeps from being read, at line 2`;
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['of a file that extends none that is there', { 'main.bicepparam': USING + EXTENDS }, hidden('main.bicepparam')],
    [
      'of one that extends a file outside',
      { 'main.bicepparam': `${USING}extends '../../base.bicepparam'\n` },
      hidden('main.bicepparam'),
    ],
    [
      'of one that extends itself',
      { 'main.bicepparam': `${USING}extends 'main.bicepparam'\n` },
      hidden('main.bicepparam'),
    ],
    ['of one with errors of syntax', { 'main.bicepparam': `${USING}${HIDES}` }, hidden('main.bicepparam')],
    [
      'of one that extends one with errors of syntax',
      { 'main.bicepparam': USING + EXTENDS, 'base.bicepparam': `using none\n${HIDES}` },
      hidden('base.bicepparam'),
    ],
  ])('%s', async (_, files, expected) => {
    expect(await verdict(files)).toBe(expected);
  });

  test('but what it gives is known', async () => {
    expect(await verdict({ 'main.bicepparam': `${USING}${EXTENDS}param audit = true\n` })).toBe('pass');
  });
});
