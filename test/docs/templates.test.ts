import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { run } from './run.ts';

const REGISTRY = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  resources: [
    { type: 'Microsoft.ContainerRegistry/registries', apiVersion: '2023-07-01', name: 'acrcontoso', location: 'x' },
  ],
};

const TOGETHER = 'deployments:\n  - { files: ["registry.json", "diagnostic-setting.json"] }\n';

const folder = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'registry.json'), JSON.stringify(REGISTRY));
writeFileSync(join(folder, 'together.yaml'), TOGETHER);
copyFileSync('templates/diagnostic-setting.json', join(folder, 'diagnostic-setting.json'));

async function lint(...flags: string[]): Promise<readonly [string, readonly string[]]> {
  const argv = ['lint', '--rule', 'Azure.ACR.Logs', 'registry.json', 'diagnostic-setting.json', '-f', 'json', ...flags];
  const { out, err } = await run(argv, folder);
  expect(err).toBe('');
  const { results, errors } = JSON.parse(out) as { results: Finding[]; errors: unknown[] };
  expect(errors).toEqual([]);
  expect(results).toHaveLength(1);
  const [finding] = results;
  return [finding?.outcome ?? '', (finding?.reasons ?? []).map(({ id }) => id)];
}

test('the setting completes a registry that it is deployed with', async () => {
  const deployed = ['--config', 'together.yaml', '--set', 'registryName=acrcontoso'];
  expect(await lint(...deployed)).toEqual(['pass', []]);
  expect(await lint(...deployed, '--set', 'categoryGroup=allLogs')).toEqual(['pass', []]);
});

test('the setting does nothing for a registry of another name, or deployed elsewhere', async () => {
  expect(await lint('--config', 'together.yaml', '--set', 'registryName=acrother')).toEqual(['fail', ['no-setting']]);
  expect(await lint('--no-config', '--set', 'registryName=acrcontoso')).toEqual(['fail', ['no-setting']]);
});

test('the Bicep and the JSON have the same parameters and the same resource', () => {
  const bicep = readFileSync('templates/diagnostic-setting.bicep', 'utf8');
  const json = JSON.parse(readFileSync('templates/diagnostic-setting.json', 'utf8'));
  const declared = [
    ...bicep.matchAll(/^@description\('(.+)'\)\n(?:@.*\n|[ \]].*\n)*param (\w+) (\w+)(?: = '(.+)')?$/gm),
  ];
  expect(
    declared.map(([, description, name, type, defaultValue]) => ({ description, name, type, defaultValue })),
  ).toEqual(
    Object.entries<Record<string, unknown>>(json.parameters).map(([name, { metadata, type, defaultValue }]) => ({
      description: (metadata as { description: string }).description,
      name,
      type,
      defaultValue,
    })),
  );
  const [resource] = json.resources;
  expect(bicep).toContain(`'${resource.type}@${resource.apiVersion}'`);
  for (const constraint of [
    '@minLength(5)',
    '@maxLength(50)',
    '@minLength(1)',
    "@allowed([\n  'audit'\n  'allLogs'\n])",
  ])
    expect(bicep).toContain(constraint);
});
