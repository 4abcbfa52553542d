import type { editorLines as english } from '../en/editor-lines.ts';

/** What a language server shows beside findings. */
export const editorLines = {
  'editor.fails': '失败',
  'editor.error': '无法评估',
  'editor.depends': '取决于{causes}。',
  'editor.values': '值：{values}。',
  'editor.page': '关于该规则',
  'editor.page-command': '关于该规则：{command}',
  'editor.level': '{ref}，级别 {level}',
  'editor.related-template': '作为此模板的一部分进行评估',
  'editor.fix': '修复 {rule}：{description}',
  'editor.fix-one': '修复 {rule}',
  'editor.fix-refused': '{reason}；{action}',
  'editor.fix-generated': '此文件由 Bicep 生成；请更改 Bicep 文件，`acraudit fix` 会显示要添加的内容',
  'editor.fix-all': '修复此文件中 acraudit 能修复的所有问题',
  'editor.suppress': '在此处用注释抑制 {rule}',
  'editor.suppress-reason': '在此处说明接受的理由',
  'editor.no-comments': 'JSON 没有注释：请将此文件的语言选为 JSON with Comments，或在 acraudit.yaml 中抑制',
  'editor.config-wrong': '未检查，因为配置有误：{problem}',
  'editor.crashed': '未检查：{problem}',
} as const satisfies Record<keyof typeof english, string>;
