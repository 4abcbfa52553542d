import type { fixLines as english } from '../en/fix-lines.ts';

/** Lines that `acraudit fix` prints. */
export const fixLines = {
  'print.nothing-to-do': '无需更改',
  'print.not-fixed': '未修复：{reason}。下一步：{step}',
  'print.rule-not-fixed': '{rule}：未修复：{reason}。下一步：{step}',
  'print.in-group': '{group} 中的 {name}',
  'print.changes': '更改诊断设置“{setting}”：{changes}',
  'print.assumes': '{change}；仅当满足以下条件时 Azure 才会接受：{assumptions}',
  'print.nothing-in': '{registries}中没有需要修复的内容；未写入文件夹',
  'print.nothing-in-readable': '能够读取的 {registries}中没有需要修复的内容；未写入文件夹',
  'print.none-readable': '没有能够读取的注册表；未写入文件夹',
  'print.no-change': '无更改',
  'print.see': '{counts}；请参阅 {file}',

  'print.generated': '由 Bicep 生成，未编辑；下面显示要添加的 Bicep（--force 会编辑 JSON）',
  'print.needs-value': '{change}；{advice}',
  'print.needs-value-and-flag': '{change}；{advice}，并且 --write 需要 --allow-new-parameter 或一个目标',
  'print.supply-it': '每次部署都必须提供它',
  'print.give-it': '在 {files} 中为它提供值',
  'print.undecided': '未编辑：是否失败取决于{causes}。下一步：使用 --parameters 或 --set 提供该值',
  'print.undecided-module': '未编辑：是否失败取决于{causes}。下一步：运行 `acraudit restore`，然后再次运行 fix',
  'print.broken': '未编辑：{error}。下一步：更正模板或提供其他值，然后再次运行 fix',
  'print.suppressed-in-loop': '随同一循环中的其他项一起更改，尽管 {rule} 已抑制：{reason}',
  'print.suppressed': '保持不变：{rule} 已抑制：{reason}',
  'print.no-fix': '未修复：模板中没有针对 {rule} 的修复',
  'print.in-bicep': '{registries}需要在 Bicep 中修复',
  'print.left': '{registries}未修复',
  'print.nothing': '没有需要修复的内容',
  'print.nothing-readable': '能够读取的内容中没有需要修复的内容',
  'print.nothing-fixable': '没有可以修复的内容',
  'print.fixed': '已在 {files}中修复 {registries}',
  'print.fixable': '可在 {files}中修复 {registries}',
  'print.write': '{summary}；--write 会应用这些更改',
  'print.write-with-parameter': '{summary}；--write 加 --allow-new-parameter 会应用这些更改',

  'print.withheld': '预览中隐去了安全值，因此不能用于 `git apply`；--write 会按原样进行更改',
  'print.escaped':
    '包含可能影响终端或日志的字符，因此其差异以转义形式显示，无法应用；请将其写入文件 (> fix.patch)，或使用 --write',
  'print.escaped-template': '模板包含可能影响终端或日志的字符，因此以转义形式显示；请将其写入文件 (> main.json)',
  'print.not-utf8': '不是 UTF-8，因此 git 无法应用其差异；--write 会保留其编码',

  'print.no-policy': '未写入策略：{reason}。下一步：{step}',
  'print.policy': '已写入 {count} 个文件；{file} 说明如何部署它们',
} as const satisfies Record<keyof typeof english, string>;
