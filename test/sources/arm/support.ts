import { type ExpandInput, type Expansion, expandTemplate } from '../../../src/sources/arm/expand/expand-template.ts';
import { type ExpandedJson, expandedJson } from '../../../src/sources/arm/expanded-json.ts';
import { expressionText, isArray, isFault, isUnknown, type Value } from '../../../src/value/value.ts';
import { type Json, template } from '../../support/arm-templates.ts';

/** Subscription and group that the templates of these tests are deployed to. */
export const TARGET = {
  subscription: '00000000-0000-0000-0000-000000000001',
  resourceGroup: 'A',
  location: 'westeurope',
};
export const GROUP_A = `/subscriptions/${TARGET.subscription}/resourceGroups/A`;
export const GROUP_B = `/subscriptions/${TARGET.subscription}/resourceGroups/B`;

/** Parameter values as a parameter file gives them. */
export function values(given: { readonly [name: string]: Json }): ExpandInput['values'] {
  return new Map(
    Object.entries(given).map(([name, value]) => [
      name.toLowerCase(),
      { entry: { value }, fromFlag: false, file: 'p.json' },
    ]),
  );
}

export function expand(json: Json, input: Partial<ExpandInput> = {}): Expansion {
  return expandTemplate({
    file: 'main.json',
    template: json,
    values: new Map(),
    target: TARGET,
    deploymentKey: 'main.json',
    ...input,
  });
}

export function expandToJson(json: Json, input: Partial<ExpandInput> = {}): ExpandedJson {
  return expandedJson(expand(json, input), []);
}

/** A value as JSON: an unknown as `<expression>`, a fault as `!code`. */
export function plain(value: Value | undefined): unknown {
  if (value === undefined) return undefined;
  if (isUnknown(value)) return `<${expressionText(value)}>`;
  if (isFault(value)) return `!${value.code}`;
  if (isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

/** What an expression comes to in a template with the given sections; `p`, `s`, `n`, `b`, `a` and `o` are parameters without a value. */
export function evaluated(expression: Json, sections: { readonly [name: string]: Json } = {}): unknown {
  const unknown = {
    p: { type: 'string' },
    q: { type: 'string' },
    n: { type: 'int' },
    b: { type: 'bool' },
    a: { type: 'array' },
    o: { type: 'object' },
    full: { type: 'string', minLength: 1 },
    tier: { type: 'string', allowedValues: ['Basic', 'Premium'] },
  };
  const { parameters, ...others } = sections;
  const json = template([], {
    ...others,
    parameters: { ...unknown, ...(parameters as { [name: string]: Json } | undefined) },
    outputs: { it: { type: 'object', value: expression } },
  });
  return plain(expand(json).root.output('it'));
}

/** Id and deployment of every resource of a type, in order. */
export function places(json: Json, type: string, input: Partial<ExpandInput> = {}): unknown[] {
  return expand(json, input)
    .resources.filter((resource) => resource.type.toLowerCase() === type.toLowerCase())
    .map(({ id }) => plain(id));
}
