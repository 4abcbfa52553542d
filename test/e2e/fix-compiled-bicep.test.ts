import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WORKSPACE } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';

const REGISTRY = `resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'acrone'
  location: 'westeurope'
  sku: { name: 'Premium' }
}
`;
const CALL = `module registry 'registry.bicep' = {
  name: 'registry'
}
`;
const TO = ['--workspace-id', WORKSPACE] as const;
const FIXED = "acrone: adds diagnostic setting 'acr-audit'";
const OUTDATED = 'main.json: does not match main.bicep as it is fixed: build it again';

/** A folder with Bicep and what the compiler made of its `main.bicep`. */
async function builtFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const built = await acraudit(folderOf(files), 'build', 'main.bicep');
  const metadata = { _generator: { name: 'bicep', version: '0.40.2.0', templateHash: '1' } };
  return folderOf({ ...files, 'main.json': { ...JSON.parse(built.out), metadata } });
}

const said = async (cwd: string, ...flags: readonly string[]): Promise<readonly string[]> =>
  (await acraudit(cwd, 'fix', '.', ...TO, ...flags)).err.trim().split('\n');

test.each([
  ['its file', { 'main.bicep': REGISTRY }, 'main.bicep'],
  ['a module', { 'main.bicep': CALL, 'registry.bicep': REGISTRY }, 'registry.bicep'],
])(
  'Bicep is fixed in %s beside the JSON that it compiles to, which is then to be built again',
  async (_, files, file) => {
    const cwd = await builtFolder(files);
    const json = (): string => readFileSync(join(cwd, 'main.json'), 'utf8');
    const built = json();
    const changes = [`${file}: ${FIXED}`, OUTDATED];
    expect(await said(cwd)).toEqual([...changes, '1 registry can be fixed in 1 file; --write applies the changes']);
    expect(await said(cwd, '--write')).toEqual([...changes, '1 registry fixed in 1 file']);
    expect(json()).toBe(built);
    const { results } = await lintJson(cwd);
    expect([...new Set(results.map(({ location, outcome }) => `${location.file} ${outcome}`))]).toEqual(
      ['main.json fail', `${file} pass`].sort(),
    );
  },
);
