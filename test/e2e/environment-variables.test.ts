// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { expect, test } from 'vitest';
import { acrauditIn, folderOf } from '../support/cli.ts';

const SECRET = 'hush5up';

const FILES = {
  'main.bicep': `param name string
param on bool
param key string
resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: 'westeurope'
  tags: { key: key }
}
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (on) {
  name: 'logs-\${key}'
  scope: acr
  properties: {
    workspaceId: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/\${name}'
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}
`,
  'main.bicepparam': `using 'main.bicep'
param name = 'acr\${readEnvironmentVariable('SECRET')}'
param on = bool(readEnvironmentVariable('ON', 'true'))
param key = getSecret('00000000-0000-0000-0000-000000000001', 'rg', 'kv', readEnvironmentVariable('SECRET'))
`,
};

test.each([
  ['true', 'pass'],
  ['false', 'fail'],
])('an environment variable of %s decides: %s', async (ON, outcome) => {
  const args = ['lint', 'main.bicepparam', '--rule', 'Azure.ACR.Logs', '-f', 'json'];
  const { out } = await acrauditIn({ cwd: folderOf(FILES), env: { SECRET, ON } }, ...args);
  const { results } = JSON.parse(out) as { results: { outcome: string; target: { parameters?: string } }[] };
  expect(results.flatMap((one) => (one.target.parameters === undefined ? [] : [one.outcome]))).toEqual([outcome]);
});

test.each([
  ['lint'],
  ['lint', '-f', 'json'],
  ['lint', '-f', 'sarif'],
  ['lint', '-f', 'junit'],
  ['expand'],
  ['expand', '-f', 'json'],
])('no environment variable is printed by %s %s %s', async (command, ...flags) => {
  for (const ON of ['true', 'false', SECRET]) {
    const around = { cwd: folderOf(FILES), env: { SECRET, ON } };
    const { out, err } = await acrauditIn(around, command, 'main.bicepparam', ...flags);
    expect(out).not.toBe('');
    expect(out + err).not.toContain(SECRET);
  }
});
