import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { lint } from '../../src/index.ts';
import { group, parameterFile, registry, setting, template } from '../support/arm-templates.ts';
import { gitRepository, scratchFolder } from '../support/git-repository.ts';

const SCOPE = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries';
const registryNamed = (name: string) => template([registry({ name })]);
const settingFor = (name: string) =>
  template([setting({ logs: [group('audit')] }, { scope: `${SCOPE}/${name}`, name: `for-${name}` })]);
const linking = template([
  {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'linked',
    properties: { mode: 'Incremental', templateLink: { relativePath: 'module.json' } },
  },
]);
const byParameter = template([registry({ name: "[parameters('n')]" })], {
  parameters: { n: { type: 'string', defaultValue: 'acrd' } },
});

/** What each file may hold; null: it is not there. */
const CONTENTS: Readonly<Record<string, readonly unknown[]>> = {
  'acraudit.yaml': [
    null,
    'deployments: [{ files: [x/*.json], subscription: s, resourceGroup: rg }]\n',
    'failOn: never\n',
  ],
  'x/acraudit.yaml': [null, 'rules: { Azure.ACR.Logs: info }\n', 'exclude: [b.json]\n'],
  'x/a.json': [null, registryNamed('acrone'), registryNamed('acrtwo')],
  'x/b.json': [null, settingFor('acrone'), settingFor('acrtwo'), '{ "$schema": '],
  'y/main.json': [null, byParameter, linking],
  'y/main.prod.parameters.json': [null, parameterFile({ n: 'acrone' }), parameterFile({ n: 'acrthree' })],
  'y/module.json': [null, registryNamed('acrtwo'), settingFor('acrone')],
  'y/prod.parameters.json': [null, parameterFile({ n: 'acrfour' })],
  '.gitignore': [null, 'x/b.json\n', 'y/\n'],
};
const NAMES = Object.keys(CONTENTS);

const tree = fc.record(Object.fromEntries(NAMES.map((name) => [name, fc.constantFrom(...(CONTENTS[name] ?? []))])));

/** What matters of a result, whatever line it stands at. */
function line({ rule, outcome, level, affectsExitCode, fingerprint, location, target }: Finding): string {
  const { template: of = location.file, parameters = '' } = target;
  return [of, parameters, rule, outcome, level, affectsExitCode, fingerprint].join(' ');
}

const templateIn = (text: string): string => text.split(' ')[0] ?? '';

test('what --changed-since leaves is as in the whole run, and what it leaves out is as it was', async () => {
  await fc.assert(
    fc.asyncProperty(tree, tree, async (before, after) => {
      const present = (files: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(Object.entries(files).filter(([, content]) => content !== null));
      const repository = gitRepository({ 'README.md': 'text', ...present(before) });
      // What .gitignore hides was never committed: git cannot know it.
      const old = join(scratchFolder(), 'old');
      repository.git('worktree', 'add', '--quiet', '--detach', old, 'main');
      repository.write(
        Object.fromEntries(
          Object.entries(after).filter(([name, content]) => content !== null || before[name] !== null),
        ),
      );
      const request = { rules: ['Azure.ACR.Logs'], allowEmpty: true } as const;
      const whole = (await lint({ ...request, cwd: repository.folder })).result.findings.map(line);
      const earlier = (await lint({ ...request, cwd: old })).result.findings.map(line);
      const left = (await lint({ ...request, cwd: repository.folder, changedSince: 'main' })).result.findings.map(line);
      const affected = new Set(left.map(templateIn));
      expect(left.toSorted()).toEqual(whole.filter((text) => affected.has(templateIn(text))).toSorted());
      const rest = whole.filter((text) => !affected.has(templateIn(text)));
      const templates = new Set(rest.map(templateIn));
      expect(rest.toSorted()).toEqual(earlier.filter((text) => templates.has(templateIn(text))).toSorted());
    }),
    { numRuns: 15 },
  );
});
