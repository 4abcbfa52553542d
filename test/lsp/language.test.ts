import { expect, test } from 'vitest';
import { registry, template } from '../support/arm-templates.ts';
import type { SpokenLanguage } from '../support/lsp-client.ts';
import { brief, json, lspWorkspace } from '../support/lsp-workspace.ts';

const CONFIG = 'rules:\n  Azure.ACR.Metrics: off\n  Azure.ACR.LogsRetention: off\n';
const FAILS = json(template([registry({ name: 'acr' })]));

const ENGLISH = 'acr: no diagnostic setting is attached to it (defaults)';
const CHINESE = 'acr：没有附加任何诊断设置（默认值）';

test.each<[string, SpokenLanguage, string]>([
  ['English where the editor names no language', {}, ENGLISH],
  ['the language of the editor', { locale: 'zh-cn' }, CHINESE],
  ['English where the editor speaks another', { locale: 'zh-tw' }, ENGLISH],
  ['what the flag asks for, whatever the editor speaks', { locale: 'zh-cn', lang: 'en' }, ENGLISH],
  ['Chinese by the flag', { locale: 'de', lang: 'zh-CN' }, CHINESE],
])('an editor is told in %s', async (_, spoken, said) => {
  const { client, uri } = await lspWorkspace({ 'acraudit.yaml': CONFIG }, spoken);
  const shown = await client.open(uri('main.json'), FAILS);
  expect(brief(shown)[0]).toContain(said);
});

test('a hover has the remedy in the language of the editor', async () => {
  const { client, uri } = await lspWorkspace({ 'acraudit.yaml': CONFIG }, { locale: 'zh-cn' });
  await client.open(uri('main.json'), FAILS);
  const hover = await client.hover(uri('main.json'), 5, 10);
  expect(JSON.stringify(hover?.contents)).toContain('修复方法：在注册表上添加一个包含类别组 audit 和目标的诊断设置');
});
