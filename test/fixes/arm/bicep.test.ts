// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep

import { describe, expect, test } from 'vitest';
import { calledModules, declarationsIn, declaredRegistries } from '../../../src/fixes/bicep/bicep-declarations.ts';
import { toBicep } from '../../../src/fixes/bicep/to-bicep.ts';

describe('toBicep writes', () => {
  test.each<[arm: string, bicep: string | undefined]>([
    ['acr', "'acr'"],
    ["it's", "'it\\'s'"],
    ['[[acr]', "'[acr]'"],
    ["[parameters('name')]", 'name'],
    ["[variables('name')]", 'name'],
    ["[variables('$fxv#0')]", undefined],
    ["[concat('acr', uniqueString(resourceGroup().id))]", "concat('acr', uniqueString(resourceGroup().id))"],
    ["[format('acr{0}-{1}', parameters('a'), 'b')]", "'acr${a}-b'"],
    ["[format('{0:D3}', 1)]", undefined],
    // Pieces that make an interpolation only together.
    ["[format('${0}', '{adminPassword}')]", "'\\${adminPassword}'"],
    ["[format('{0}{1}', 'a$', '{x}')]", "'a\\${x}'"],
    ["[format('{0}', format('${0}', '{x}'))]", "'\\${x}'"],
    ["[format('${0}', parameters('a'))]", "'\\$${a}'"],
    ["[format('{0}-{1}', format('{0}!', parameters('a')), 'b')]", "'${a}!-b'"],
    ["[format('{0}', concat('}', 'x'))]", "'${concat('}', 'x')}'"],
    ["[format('{0}{1}', 'only one')]", undefined],
    ["[parameters('true')]", undefined],
    ['half \ud800', undefined],
    ["[concat('half \ud800', parameters('a'))]", undefined],
    ['##vso[task.x]', "'#\\u{23}vso[task.x]'"],
    ["[and(parameters('a'), not(equals(parameters('b'), 'x')))]", "(a && !(b == 'x'))"],
    ["[if(empty(parameters('a')), null(), true())]", '(empty(a) ? null : true)'],
    ["[parameters('list')[copyIndex()].name]", 'list[i].name'],
    ["[copyIndex('loop', 1)]", '(i + 1)'],
    ["[coalesce(parameters('a'), createArray(1, 2))]", '(a ?? [1, 2])'],
    ["[parameters('o')['a b']]", "o['a b']"],
    ["[reference('x').id]", undefined],
    ["[my.function('x')]", undefined],
    ['[not an expression]', undefined],
  ])('%s', (arm, bicep) => {
    expect(toBicep(arm)).toBe(bicep);
  });
});

const DECLARED = `
// resource comment 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
/* resource block 'Microsoft.ContainerRegistry/registries@2023-07-01' = {} */
resource other 'Microsoft.ContainerRegistry/registries/webhooks@2023-07-01' = {}
resource there 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {}
@description('https://contoso.example')
resource acr 'microsoft.containerregistry/Registries@2023-07-01' = if (enabled) {}
module one 'modules/one.bicep' = {}
module remote 'br/public:avm/res/container-registry/registry:0.1.0' = {}
`;

describe('declarations of a Bicep file', () => {
  test('are the registries that it deploys', () => {
    expect(declaredRegistries(DECLARED)).toEqual(['acr']);
  });

  test('include local modules', () => {
    expect(calledModules(DECLARED)).toEqual(['modules/one.bicep']);
  });

  test('are followed through modules that call one another', () => {
    const files: Record<string, string> = {
      'a.bicep': "module b 'b.bicep' = {}",
      'b.bicep': "module a 'a.bicep' = {}\nresource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {}",
    };
    const read = (file: string): string | undefined => files[file];
    expect(declarationsIn('a.bicep', true, read, (_, path) => path)).toEqual([{ file: 'b.bicep', name: 'acr' }]);
    expect(declarationsIn('a.bicep', false, read, (_, path) => path)).toEqual([]);
  });
});
