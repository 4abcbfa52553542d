import { expect, test, vi } from 'vitest';
import { specialForms } from '../../../../src/sources/arm/expression/evaluate.ts';
import { lambdaForms } from '../../../../src/sources/arm/expression/lambdas.ts';
import { partialFunctions } from '../../../../src/sources/arm/expression/partial-functions.ts';
import { scopeFunctions } from '../../../../src/sources/arm/expression/scope-functions.ts';
import { pureFunctions } from '../../../../src/sources/arm/functions/index.ts';
import { evaluated } from '../support.ts';

/** How often a template that calls a function calls what is spied on. */
function callsOf(
  name: string,
  args: number,
  spy: { readonly mock: { calls: unknown[] }; mockRestore(): void },
): number {
  evaluated(`[${name}(${Array.from({ length: args }, () => "'x'").join(', ')})]`);
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}

/*
 * The evaluator looks a name up in one table after the other. What stands in a later one under a name of an earlier one
 * would be code that no template can run.
 */
test.each([...pureFunctions])('the function %s over known arguments is reached', (name, entry) => {
  expect(callsOf(name, entry.min, vi.spyOn(entry, 'apply'))).toBe(1);
});

test.each([...partialFunctions])('the operation %s is reached', (name, entry) => {
  const args = pureFunctions.get(name)?.min ?? 2;
  expect(callsOf(name, args, vi.spyOn(entry, 'apply'))).toBeGreaterThan(0);
});

test.each([...scopeFunctions, ...lambdaForms, ...specialForms])('the form %s is reached', (name, entry) => {
  expect(callsOf(name, entry.min, vi.spyOn(entry, 'evaluate'))).toBe(1);
});
