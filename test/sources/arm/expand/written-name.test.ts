import { describe, expect, test } from 'vitest';
import { registry, template } from '../../../support/arm-templates.ts';
import { folderOf, lintJson } from '../../../support/cli.ts';

const NAME = { parameters: { name: { type: 'string' } } };
const named = "[concat('acr', parameters('name'))]";

/** A module, with a name or a symbolic name of its own. */
function module(resources: unknown, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'registries',
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: { name: { value: "[parameters('name')]" } },
      template: template(resources as never, NAME),
    },
    ...fields,
  };
}

const symbolic = (resources: Readonly<Record<string, unknown>>) => ({
  ...template([], NAME),
  languageVersion: '2.0',
  resources,
});

describe('what a template calls a registry whose name is an expression is', () => {
  const cases: readonly (readonly [string, unknown, readonly (string | undefined)[]])[] = [
    ['nothing else where the name is known', template([registry({ name: 'acrone' })]), [undefined]],
    ['the name as it is written', template([registry({ name: named })], NAME), [named]],
    ['its symbolic name', symbolic({ acr: registry({ name: named }) }), ['acr']],
    [
      'the same with the index of a loop',
      symbolic({ acr: registry({ name: "[concat(parameters('name'), copyIndex())]", copy: { name: 'l', count: 2 } }) }),
      ['acr[0]', 'acr[1]'],
    ],
    [
      'after the module that it stands in',
      template([module([registry({ name: named })])], NAME),
      [`registries > ${named}`],
    ],
    [
      'after the symbolic name of that',
      symbolic({ shared: module([registry({ name: named })]) }),
      [`shared > ${named}`],
    ],
    [
      'after each of its modules, without those whose name is an expression',
      template([module([module([registry({ name: named })])], { name: "[concat('long', deployment().name)]" })], NAME),
      [`registries > ${named}`],
    ],
    [
      'after the index of the loop of its module',
      template([module([registry({ name: named })], { copy: { name: 'l', count: 2 } })], NAME),
      [`registries[0] > ${named}`, `registries[1] > ${named}`],
    ],
    [
      'the name as it is written where it cannot be evaluated',
      template([registry({ name: "[variables('nowhere')]" })]),
      ["[variables('nowhere')]"],
    ],
  ];

  test.each(cases)('%s', async (_, main, expected) => {
    const { results } = await lintJson(folderOf({ 'main.json': main }), 'main.json', '--rule', 'Azure.ACR.Logs');
    expect(results.map(({ target }) => target.writtenName)).toEqual(expected);
  });
});
