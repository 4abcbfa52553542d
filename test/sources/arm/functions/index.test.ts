import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArmError, type ConcreteValue, pureFunctions } from '../../../../src/sources/arm/functions/index.ts';

test('every function is found under its own name in lower case', () => {
  for (const [key, entry] of pureFunctions) expect(entry.name.toLowerCase()).toBe(key);
  expect([...pureFunctions.keys()].sort()).toStrictEqual(
    (
      'add array base64 base64tojson base64tostring bool builduri cidrhost cidrsubnet concat contains createarray ' +
      'createobject datauri datauritostring datetimeadd datetimefromepoch datetimetoepoch distinct div empty endswith ' +
      'equals false first flatten float format guid indexfromend indexof int intersection items join json last ' +
      'lastindexof length less like max min mod mul not null objectkeys padleft parsecidr parseuri range replace ' +
      'shallowmerge skip split startswith string sub substring take tolower toupper trim true tryindexfromend union ' +
      'uniquestring uri uricomponent uricomponenttostring'
    ).split(' '),
  );
});

test('messages say what happened and keep the texts of arguments to themselves', () => {
  const secret = 'hunter2';
  const messageOf = (
    name: string,
    ...args: Parameters<NonNullable<ReturnType<typeof pureFunctions.get>>['apply']>[0]
  ) => {
    try {
      return pureFunctions.get(name)?.apply(args);
    } catch (error) {
      return (error as ArmError).message;
    }
  };
  expect(messageOf('substring', 'abc', 9)).toBe('substring: start 9 is past the end of a text of 3 characters');
  expect(messageOf('add', 1)).toBe('add: 1 arguments given, expected 2');
  expect(messageOf('substring', 'abc')).toBe('substring: 1 arguments given, expected 2 to 3');
  expect(messageOf('concat')).toBe('concat: 0 arguments given, expected at least 1');
  expect(messageOf('toupper', 1.5)).toBe('toUpper: argument 1 must be a string, not Float');
  for (const name of [
    'int',
    'bool',
    'float',
    'json',
    'base64tostring',
    'datetimetoepoch',
    'parsecidr',
    'uri',
    'format',
  ]) {
    const message = messageOf(name, `{${secret}`, ...(name === 'uri' ? [secret] : []));
    expect(message).toMatch(new RegExp(`^${name}: `, 'i'));
    expect(message).not.toContain(secret);
  }
});

const argument = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.integer({ min: -3, max: 40 }),
  fc.constantFrom('10.0.0.0/8', '2024-01-31T00:00:00Z', 'P1D', '{0:D3}', 'yyyy', 'https://h/p', 'My.Rp/a', "{'a':1}"),
);

test.each([...pureFunctions.keys()])('%s gives a value or an ArmError for any arguments', (key) => {
  const property = fc.property(fc.array(argument, { maxLength: 4 }), (args) => {
    try {
      return pureFunctions.get(key)?.apply(args as ConcreteValue[]) !== undefined;
    } catch (error) {
      return error instanceof ArmError;
    }
  });
  fc.assert(property, { numRuns: 200, seed: 1 });
});
