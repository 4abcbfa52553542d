import { expect, test } from 'vitest';
import { findPack, isGeneral, namedPacks } from '../../src/api/find-pack.ts';
import { UsageError } from '../../src/util/errors.ts';

const ALL =
  'core, recommended, recommended@2026-12, all, best-practices, mcsb-v1, cis-6.0, nist-800-53-r5, pci-dss-4.0.1, iso-27001-2022, soc2, acr-waf';

test.each([
  ['core', 'core'],
  ['Recommended', 'recommended'],
  ['recommended@2026-12', 'recommended@2026-12'],
  ['MCSB-v1', 'mcsb-v1'],
  ['PCI-DSS-4.0.1', 'pci-dss-4.0.1'],
])('pack %s is %s', (word, name) => {
  expect(findPack(word).name).toBe(name);
});

test.each([
  ['recomended', "unknown pack 'recomended'; did you mean recommended?"],
  ['cis-60', "unknown pack 'cis-60'; did you mean cis-6.0?"],
  ['constructor', `unknown pack 'constructor'; there are ${ALL}`],
  ['', `unknown pack ''; there are ${ALL}`],
])('there is no pack %j', (word, message) => {
  expect(() => findPack(word)).toThrow(new UsageError(message));
});

test('the packs to start from are neither dated nor of a standard', () => {
  expect(namedPacks.filter(isGeneral).map(({ name }) => name)).toEqual([
    'core',
    'recommended',
    'best-practices',
    'acr-waf',
  ]);
});
