import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addressedSchema } from '../../tools/release-texts.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const [major, minor] = version.split('.');
/** Those that the package ships. */
const SHIPPED = readdirSync('schemas').filter((name) => readFileSync('tools/build.ts', 'utf8').includes(name));

test.each(SHIPPED)('%s has the address of its place in the published package', (name) => {
  const { $id } = JSON.parse(readFileSync(`schemas/${name}`, 'utf8')) as { readonly $id: string };
  expect($id).toBe(`https://unpkg.com/acraudit@${major}.${minor}/dist/${name}`);
  expect(existsSync(`schemas/${name}`)).toBe(true);
});

test.each([
  ['1.4.2', 'acraudit@1.4/dist/x.schema.json'],
  ['0.2.0', 'acraudit@0.2/dist/x.schema.json'],
])('a release of %s keeps it true', (next, expected) => {
  const text = '{\n  "$id": "https://unpkg.com/acraudit@0.1/dist/x.schema.json",\n  "a": 1\n}\n';
  expect(addressedSchema(text, next)).toBe(text.replace('acraudit@0.1/dist/x.schema.json', expected));
});
