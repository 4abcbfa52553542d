import { expect, test } from 'vitest';
import { BUILT_IN_ALIASES } from '../../../../src/sources/bicep/modules/module-aliases.ts';
import {
  parseModuleReference,
  type ReferenceConfig,
  referenceText,
} from '../../../../src/sources/bicep/modules/registry-reference.ts';

const HEX = '0123456789abcdef'.repeat(4);
const SUB = '00000000-0000-0000-0000-000000000001';
const CONFIG: ReferenceConfig = {
  configFile: 'bicepconfig.json',
  moduleAliases: {
    br: new Map([
      ...BUILT_IN_ALIASES.br,
      ['own', { registry: 'contoso.azurecr.io' }],
      ['no-registry', { modulePath: 'bicep' }],
    ]),
    ts: new Map([
      ['spec', { subscription: SUB, resourceGroup: 'rg-specs' }],
      ['no-sub', { resourceGroup: 'rg' }],
      ['no-group', { subscription: SUB }],
    ]),
  },
};

function read(text: string): string {
  const found = parseModuleReference(text, CONFIG);
  if (found.kind === 'problem') return found.problem.code;
  return found.kind === 'path' ? `path ${found.path}` : referenceText(found);
}

test.each([
  ['./main.bicep', 'path ./main.bicep'],
  ['modules/a b.json', 'path modules/a b.json'],
  ['br:contoso.azurecr.io/bicep/acr:v1', 'br:contoso.azurecr.io/bicep/acr:v1'],
  ['br:localhost:5000/a:V1.0-rc_2', 'br:localhost:5000/a:V1.0-rc_2'],
  [`br:contoso.azurecr.io/a@sha256:${HEX}`, `br:contoso.azurecr.io/a@sha256:${HEX}`],
  ['br/public:avm/res/x/y:1.0.0', 'br:mcr.microsoft.com/bicep/avm/res/x/y:1.0.0'],
  ['br/own:a/b:1', 'br:contoso.azurecr.io/a/b:1'],
  [`ts:${SUB}/rg/spec:1.0`, `ts:${SUB}/rg/spec:1.0`],
  ['ts/spec:acr:v2', `ts:${SUB}/rg-specs/acr:v2`],
  [`br:h.io/${'a'.repeat(255)}:${'t'.repeat(128)}`, `br:h.io/${'a'.repeat(255)}:${'t'.repeat(128)}`],
])('the reference %s is read', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each([
  ['', 'BCP050'],
  ['/main.bicep', 'BCP051'],
  ['C:/main.bicep', 'BCP051'],
  ['modules\\a.bicep', 'BCP098'],
  ['a?.bicep', 'BCP085'],
  ['a\tb.bicep', 'BCP111'],
  ['main.bicep ', 'BCP086'],
  ['http://h/a', 'BCP189'],
  ['BR:h.io/a:1', 'BCP189'],
  ['br:', 'BCP193'],
  ['br:a:1', 'BCP193'],
  ['br:user@h.io/a:1', 'BCP193'],
  ['br:h io/a:1', 'BCP193'],
  ['br:h.io/A:1', 'BCP195'],
  ['br:h.io/../a:1', 'BCP195'],
  ['br:h.io/a//b:1', 'BCP195'],
  ['br:h.io/a', 'BCP196'],
  ['br:h.io/a:', 'BCP196'],
  ['br:h.io/a@', 'BCP196'],
  [`br:h.io/a:${'t'.repeat(129)}`, 'BCP197'],
  ['br:h.io/a:.1', 'BCP198'],
  ['br:h.io/a:1:2', 'BCP198'],
  [`br:h.io/${'a'.repeat(256)}:1`, 'BCP199'],
  [`br:${'h'.repeat(256)}/a:1`, 'BCP200'],
  ['br:h.io/a@sha256:ABC', 'BCP224'],
  ['br/a b:c:1', 'BCP211'],
  ['br/:c:1', 'BCP211'],
  ['br/none:c:1', 'BCP213'],
  ['br/__proto__:c:1', 'BCP213'],
  ['br/no-registry:c:1', 'BCP216'],
  ['ts/none:c:1', 'BCP212'],
  ['ts/no-sub:c:1', 'BCP214'],
  ['ts/no-group:c:1', 'BCP215'],
  ['ts:x/rg/spec', 'BCP194'],
  ['ts:x/rg/spec:1', 'BCP217'],
  [`ts:${SUB}/${'g'.repeat(91)}/spec:1`, 'BCP218'],
  [`ts:${SUB}/rg./spec:1`, 'BCP219'],
  [`ts:${SUB}/rg/${'s'.repeat(91)}:1`, 'BCP220'],
  [`ts:${SUB}/rg/sp ec:1`, 'BCP221'],
  [`ts:${SUB}/rg/spec:${'1'.repeat(91)}`, 'BCP222'],
  [`ts:${SUB}/rg/spec:1.`, 'BCP223'],
  [`br:h.io/${'a/'.repeat(5000)}:1`, 'BCP193'],
])('the reference %s is refused with %s', (text, code) => {
  expect(read(text)).toBe(code);
});
