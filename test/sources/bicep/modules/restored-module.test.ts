import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { BUILT_IN_CONFIG } from '../../../../src/sources/bicep/modules/bicep-config.ts';
import { moduleFolder } from '../../../../src/sources/bicep/modules/cache-layout.ts';
import type { RegistryReference } from '../../../../src/sources/bicep/modules/registry-reference.ts';
import { digestOf, restoredModules } from '../../../../src/sources/bicep/modules/restored-module.ts';
import { folderOf } from '../../../support/cli.ts';

const V1: RegistryReference = { kind: 'br', registry: 'Contoso.azurecr.io', repository: 'bicep/acr', tag: 'v1' };
const AT = 'br/contoso.azurecr.io/bicep$acr/v1$';
const SUB = 'AAAAAAAA-0000-0000-0000-000000000001';

test.each<[string, RegistryReference]>([
  [
    'br/mcr.microsoft.com/bicep$avm$x/0.9.1$',
    { kind: 'br', registry: 'mcr.microsoft.com', repository: 'bicep/avm/x', tag: '0.9.1' },
  ],
  ['br/localhost$5000/a/V1.0-RC$61', { kind: 'br', registry: 'localhost:5000', repository: 'a', tag: 'V1.0-RC' }],
  [
    `br/h.io/a/${'a'.repeat(64)}B$10000000000000000`,
    { kind: 'br', registry: 'h.io', repository: 'a', tag: `${'a'.repeat(64)}B` },
  ],
  ['br/h.io/a/sha256#00', { kind: 'br', registry: 'h.io', repository: 'a', digest: 'sha256:00' }],
  [
    'ts/aaaaaaaa-0000-0000-0000-000000000001/rg-specs/acr/v2',
    { kind: 'ts', subscription: SUB, resourceGroup: 'RG-Specs', name: 'Acr', version: 'V2' },
  ],
])('the cache has a module at %s', (folder, reference) => {
  expect(moduleFolder(reference)).toBe(folder);
});

interface Found {
  readonly vendored?: Readonly<Record<string, unknown>>;
  readonly cached?: Readonly<Record<string, unknown>>;
}

function below(folder: string, files: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
}

function read({ vendored, cached }: Found, reference = V1): unknown {
  const root = folderOf(below('.acraudit/modules', vendored));
  const home = folderOf(below('.bicep', cached));
  const found = restoredModules({ root, home, maxSize: 1000, configOf: () => BUILT_IN_CONFIG })(
    reference,
    join(root, 'main.bicep'),
  );
  return found?.template;
}

function manifestOf(template: string): string {
  const mediaType = 'Application/vnd.ms.bicep.module.layer.v1+json';
  return JSON.stringify({ layers: [{ mediaType, digest: digestOf(Buffer.from(template)) }] });
}

function moduleAt(folder: string, id: string, leftOut?: string): Record<string, unknown> {
  const template = JSON.stringify({ id });
  const files = { 'main.json': template, manifest: manifestOf(template), metadata: { manifestDigest: 'sha256:0' } };
  return below(folder, Object.fromEntries(Object.entries(files).filter(([name]) => name !== leftOut)));
}

test.each<[string, Found, unknown]>([
  ['nowhere', {}, undefined],
  ['in the cache', { cached: moduleAt(AT, 'cached') }, { id: 'cached' }],
  ['in the repository and the cache', { vendored: moduleAt(AT, 'own'), cached: moduleAt(AT, 'cached') }, { id: 'own' }],
  [
    'half in the repository',
    { vendored: moduleAt(AT, 'own', 'manifest'), cached: moduleAt(AT, 'cached') },
    { id: 'cached' },
  ],
  ['without its template', { cached: moduleAt(AT, 'cached', 'main.json') }, undefined],
  ['without metadata', { cached: moduleAt(AT, 'cached', 'metadata') }, undefined],
  ['with a broken manifest', { cached: { ...moduleAt(AT, 'c'), [`${AT}/manifest`]: '{' } }, undefined],
  ['with a broken template', { cached: { ...moduleAt(AT, 'c'), [`${AT}/main.json`]: '[]' } }, undefined],
  [
    'with a template that is not the one of its manifest',
    { cached: { ...moduleAt(AT, 'c'), [`${AT}/main.json`]: '{}' } },
    undefined,
  ],
  ['with a template over the limit', { cached: moduleAt(AT, 'x'.repeat(1000)) }, undefined],
  ['at another tag', { cached: moduleAt('br/contoso.azurecr.io/bicep$acr/V1$1', 'other') }, undefined],
])('a module that is %s is read so', (_, found, expected) => {
  expect(read(found)).toEqual(expected);
});

const TEMPLATE = '{"id": "pinned"}';
const MANIFEST = manifestOf(TEMPLATE);

test.each<[string, string, string, unknown]>([
  ['the one of its digest', TEMPLATE, MANIFEST, { id: 'pinned' }],
  ['one with another manifest', TEMPLATE, `${MANIFEST} `, undefined],
  ['one with another template', `${TEMPLATE} `, MANIFEST, undefined],
])('a module named by digest that is %s', (_, template, manifest, expected) => {
  const digest = digestOf(Buffer.from(MANIFEST));
  const reference: RegistryReference = { kind: 'br', registry: 'h.io', repository: 'a', digest };
  const files = below(moduleFolder(reference), { 'main.json': template, manifest, metadata: '{}' });
  expect(read({ cached: files }, reference)).toEqual(expected);
});

test('a template spec is its main.json alone, as Azure answered it', () => {
  const reference: RegistryReference = {
    kind: 'ts',
    subscription: SUB,
    resourceGroup: 'rg',
    name: 'acr',
    version: '1',
  };
  expect(
    read(
      {
        cached: {
          [`${moduleFolder(reference)}/main.json`]: { id: '/x', properties: { mainTemplate: { id: 'spec' } } },
        },
      },
      reference,
    ),
  ).toEqual({
    id: 'spec',
  });
});

test('a link in the repository that leads out of it is not followed', () => {
  const root = folderOf({});
  const other = folderOf(moduleAt(AT, 'other'));
  mkdirSync(dirname(join(root, '.acraudit/modules', AT)), { recursive: true });
  symlinkSync(join(other, AT), join(root, '.acraudit/modules', AT));
  const source = { root, home: undefined, maxSize: 1000, configOf: () => BUILT_IN_CONFIG };
  expect(restoredModules(source)(V1, join(root, 'main.bicep'))).toBe(undefined);
});
