import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { moduleFiles, writeModule } from '../../../../src/sources/bicep/remote/write-module.ts';
import { folderOf } from '../../../support/cli.ts';

const FILES = moduleFiles({ template: '{"id": 1}', manifest: '{"layers": []}', manifestDigest: 'sha256:0' });

test('what says that a module is whole is written last', () => {
  expect(FILES.map(([name]) => name)).toEqual(['manifest', 'metadata', 'main.json']);
});

test('a module takes the place of half of one', () => {
  const folder = folderOf({ 'cache/main.json': '{' });
  writeModule(join(folder, 'cache'), FILES, undefined);
  expect(readdirSync(join(folder, 'cache')).sort()).toEqual(['main.json', 'manifest', 'metadata']);
  expect(readFileSync(join(folder, 'cache/main.json'), 'utf8')).toBe('{"id": 1}');
});

test('a disk that refuses leaves no temporary file', () => {
  const folder = folderOf({ 'cache/main.json/in-the-way': '' });
  expect(() => writeModule(join(folder, 'cache'), FILES, undefined)).toThrow();
  expect(readdirSync(join(folder, 'cache')).sort()).toEqual(['main.json', 'manifest', 'metadata']);
});
