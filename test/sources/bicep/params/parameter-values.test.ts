import { expect, test } from 'vitest';
import { parameterValues } from '../../../../src/sources/bicep/params/parameter-values.ts';
import { reachedLimit } from '../../../../src/value/value.ts';

test('after twenty values that reach a limit no other is evaluated', () => {
  let evaluated = 0;
  const chain = Array.from({ length: 5000 }, (_, i): [string, () => string] => [
    `p${i}`,
    () => {
      evaluated++;
      return `[parameters('p${i + 1}')]`;
    },
  ]);
  const { parameter } = parameterValues({
    file: '/main.bicepparam',
    template: {},
    assigned: new Map(chain),
    base: new Map(),
    environment: () => undefined,
    special: () => undefined,
  });
  const limited = (from: number, to: number): readonly boolean[] =>
    chain.slice(from, to).map(([name]) => reachedLimit(parameter(name)));
  expect(limited(0, 20)).toEqual(Array.from({ length: 20 }, () => true));
  expect(evaluated).toBeGreaterThan(20);
  evaluated = 0;
  expect(limited(20, 100)).toEqual(Array.from({ length: 80 }, () => true));
  expect(evaluated).toBe(0);
});
