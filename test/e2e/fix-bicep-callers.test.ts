import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acraudit, folderOf } from '../support/cli.ts';

const REGISTRY = `resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'acrone'
  location: 'westeurope'
  sku: { name: 'Premium' }
}
`;
const calling = (path: string): string => `module registry '${path}' = {
  name: 'registry'
}
`;
const OTHER = "resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {\n  name: 'acrone'\n}\n";

const refused = (caller: string): string =>
  `acrone: not fixed: nothing says where to send the logs, and ${caller}, which links to this template, would have to supply a new parameter.`;
const ADDS =
  "acrone: adds diagnostic setting 'acr-audit', whose destination is the new parameter logAnalyticsWorkspaceId";

interface CallerCase {
  readonly files: Readonly<Record<string, string>>;
  readonly inputs: readonly string[];
  readonly said: string;
  readonly changed: readonly string[];
}

describe('a module file gets a required parameter only with all that call it', () => {
  test.each<[string, CallerCase]>([
    [
      'one of its folder calls it',
      {
        files: { 'acr.bicep': REGISTRY, 'main.bicep': calling('acr.bicep') },
        inputs: ['acr.bicep'],
        said: `acr.bicep: ${refused('main.bicep')}`,
        changed: [],
      },
    ],
    [
      'one of the folder above calls it by a path of its own',
      {
        files: { 'modules/acr.bicep': REGISTRY, 'main.bicep': calling('./modules/../modules/acr.bicep') },
        inputs: ['modules/acr.bicep'],
        said: `modules/acr.bicep: ${refused('main.bicep')}`,
        changed: [],
      },
    ],
    [
      'one calls its caller',
      {
        files: { 'acr.bicep': REGISTRY, 'mid.bicep': calling('acr.bicep'), 'main.bicep': calling('mid.bicep') },
        inputs: ['mid.bicep'],
        said: `acr.bicep: ${refused('main.bicep')}`,
        changed: [],
      },
    ],
    [
      'its caller is fixed too',
      {
        files: { 'acr.bicep': REGISTRY, 'main.bicep': calling('acr.bicep') },
        inputs: ['./acr.bicep', './main.bicep'],
        said: `acr.bicep: ${ADDS}`,
        changed: ['acr.bicep', 'main.bicep'],
      },
    ],
    [
      'others only name it',
      {
        files: {
          'acr.bicep': REGISTRY,
          'main.bicep': `// module registry 'acr.bicep'\n${OTHER}`,
          'call.bicep': calling('other/acr.bicep'),
          'other/acr.bicep': OTHER,
        },
        inputs: ['acr.bicep'],
        said: `acr.bicep: ${ADDS}`,
        changed: ['acr.bicep'],
      },
    ],
  ])('%s', async (_, { files, inputs, said, changed }) => {
    const cwd = folderOf(files);
    const { err } = await acraudit(cwd, 'fix', ...inputs, '--write', '--allow-new-parameter');
    const after = Object.keys(files).filter((file) => readFileSync(join(cwd, file), 'utf8') !== files[file]);
    expect({ said: err.split('\n')[0], changed: after }).toEqual({ said: expect.stringContaining(said), changed });
  });
});
