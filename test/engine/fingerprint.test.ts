import { describe, expect, test } from 'vitest';
import { type FindingIdentity, fingerprintOf } from '../../src/engine/fingerprint.ts';

const FAILS: FindingIdentity = {
  ref: 'ACRA-0001',
  file: 'infra/main.json',
  parameters: '',
  id: '/subscriptions/s/acr',
  outcome: 'fail',
  reasons: [{ id: 'not-collected', category: 'Login' }, { id: 'no-destination' }],
  dependsOn: [],
};
const UNKNOWN: FindingIdentity = {
  ...FAILS,
  outcome: 'unknown',
  dependsOn: [
    { kind: 'parameter', name: 'a' },
    { kind: 'runtime', name: 'b' },
  ],
};

test('a fingerprint is 32 hexadecimal digits', () => {
  expect(fingerprintOf(FAILS)).toMatch(/^[0-9a-f]{32}$/);
});

describe('a fingerprint stays the same for', () => {
  test.each<readonly [string, FindingIdentity, FindingIdentity]>([
    ['reasons in another order', FAILS, { ...FAILS, reasons: FAILS.reasons.toReversed() }],
    ['causes in another order', UNKNOWN, { ...UNKNOWN, dependsOn: UNKNOWN.dependsOn.toReversed() }],
    ['an id in other letter case', FAILS, { ...FAILS, id: FAILS.id.toUpperCase() }],
    ['causes of what is certain', FAILS, { ...FAILS, dependsOn: UNKNOWN.dependsOn }],
  ])('%s', (_, one, other) => {
    expect(fingerprintOf(other)).toBe(fingerprintOf(one));
  });
});

describe('a fingerprint changes with', () => {
  test.each<readonly [string, FindingIdentity, FindingIdentity]>([
    ['the rule', FAILS, { ...FAILS, ref: 'ACRA-0002' }],
    ['the file', FAILS, { ...FAILS, file: 'main.json' }],
    ['the parameter file', FAILS, { ...FAILS, parameters: 'p.json' }],
    ['the resource', FAILS, { ...FAILS, id: '/subscriptions/s/other' }],
    ['a failure that becomes unknown', FAILS, { ...FAILS, outcome: 'unknown' }],
    ['a reason less', FAILS, { ...FAILS, reasons: FAILS.reasons.slice(1) }],
    ['a reason twice', FAILS, { ...FAILS, reasons: [...FAILS.reasons, ...FAILS.reasons.slice(1)] }],
    ['the category of a reason', FAILS, { ...FAILS, reasons: [{ id: 'not-collected' }, { id: 'no-destination' }] }],
    ['the kind of a cause', UNKNOWN, { ...UNKNOWN, dependsOn: [{ kind: 'runtime', name: 'a' }] }],
    ['the name of a cause', UNKNOWN, { ...UNKNOWN, dependsOn: [{ kind: 'parameter', name: 'c' }] }],
  ])('%s', (_, one, other) => {
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(one));
  });
});
