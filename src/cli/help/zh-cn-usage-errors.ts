/**
 * What is said of wrong usage in Simplified Chinese, by the English texts of commander and of this program. `{names}` stand
 * for what is put in. A text that is not here is shown in English.
 */
export const usageErrors: Readonly<Record<string, string>> = {
  // Of commander.
  "unknown option '{flag}'": '未知选项“{flag}”',
  "unknown command '{name}'": '未知命令“{name}”',
  "required option '{flags}' not specified": '未指定必需的选项“{flags}”',
  "missing required argument '{name}'": '缺少必需的参数“{name}”',
  "option '{flags}' argument missing": '选项“{flags}”缺少参数',
  "option '{flags}' argument '{value}' is invalid. Allowed choices are {choices}.":
    '选项“{flags}”的参数“{value}”无效。允许的值：{choices}。',
  "option '{flags}' argument '{value}' is invalid. expected {what}": '选项“{flags}”的参数“{value}”无效。应为：{what}',
  "command-argument value '{value}' is invalid for argument '{name}'. Allowed choices are {choices}.":
    '值“{value}”对参数“{name}”无效。允许的值：{choices}。',
  "too many arguments for '{name}'. Expected {most} argument but got {count}.":
    '“{name}”的参数过多。最多 {most} 个，实际 {count} 个。',
  "too many arguments for '{name}'. Expected {most} arguments but got {count}.":
    '“{name}”的参数过多。最多 {most} 个，实际 {count} 个。',

  // Flags that do not go together, or need another.
  '--arm-endpoint and --authority-host go together: the one names a cloud, the other its sign-in':
    '--arm-endpoint 和 --authority-host 必须一起使用：前者指定云，后者指定其登录地址',
  '--arm-endpoint and --logs-endpoint go together: the one names a cloud, the other where its workspaces are queried':
    '--arm-endpoint 和 --logs-endpoint 必须一起使用：前者指定云，后者指定查询其工作区的地址',
  '--changed-since: standard input is in no revision; name the file':
    '--changed-since：标准输入不在任何修订版中；请指定文件',
  '--cloud and --arm-endpoint both name a cloud; choose one of them':
    '--cloud 和 --arm-endpoint 都指定云；请选择其中一个',
  '--config and --no-config exclude each other': '--config 和 --no-config 不能同时使用',
  '--from and --policy are two ways; choose one of them': '--from 和 --policy 是两种方式；请选择其中一个',
  '--full is for the page of a rule: name the rule': '--full 用于规则的页面：请指定规则',
  '--full is for the page of a rule, which --format json has not': '--full 用于规则的页面，--format json 没有该页面',
  '--out is for --from and --policy; templates are fixed in place by --write':
    '--out 用于 --from 和 --policy；模板通过 --write 就地修复',
  '--out writes files, and --format is for what is printed': '--out 写入文件，而 --format 用于显示的内容',
  "--out writes all queries: leave out '{name}'": '--out 写入全部查询：请去掉“{name}”',
  '--resume needs --save FILE: the file of the scan to go on with': '--resume 需要 --save FILE：要继续的扫描的文件',
  '--update-baseline and --changed-since exclude each other': '--update-baseline 和 --changed-since 不能同时使用',
  '--update-baseline and --no-baseline exclude each other': '--update-baseline 和 --no-baseline 不能同时使用',
  '--update-baseline: no baseline is named': '--update-baseline：未指定基线',
  '{mode} needs --out DIR: the folder to write to': '{mode} 需要 --out DIR：要写入的文件夹',
  '{mode} fixes no templates: {paths} cannot go with it': '{mode} 不修复模板：不能与 {paths} 一起使用',
  '{flags}: for templates only, not with {mode}': '{flags}：仅用于模板，不能与 {mode} 一起使用',
  '--policy looks at no registry, so there is nothing for {flags} to tell':
    '--policy 不查看注册表，因此 {flags} 没有可说明的内容',
  '--from reads files and asks no cloud: {flags} cannot go with it':
    '--from 读取文件，不查询任何云：不能与 {flags} 一起使用',
  '{flags}: for Alibaba Cloud; add --provider alibaba': '{flags}：用于阿里云；请添加 --provider alibaba',
  '{flags}: for Azure only, not with --provider alibaba': '{flags}：仅用于 Azure，不能与 --provider alibaba 一起使用',
  '--registry: the name is empty': '--registry：名称为空',
  '--out: the name of the folder is empty': '--out：文件夹的名称为空',
  '--from fixes what {rule} finds, and that rule does not run here':
    '--from 修复 {rule} 发现的内容，而该规则在此处不运行',
  '{flag} is for the list of rules, not for one rule': '{flag} 用于规则列表，不用于单个规则',
  '--explain shows tables, which -f {format} has no place for; use -f console, and --report for the rest':
    '--explain 显示表格，-f {format} 无法容纳；请使用 -f console，其余使用 --report',
  'fix - --write prints the template, so -f {format} cannot go with it; write --report {format}=FILE':
    'fix - --write 显示模板，因此不能与 -f {format} 一起使用；请写 --report {format}=FILE',
  'init asks questions, and this is no terminal; --yes takes what it proposes':
    'init 会提问，而此处不是终端；--yes 接受其建议',

  // Values of flags.
  '{flag}: expected an address such as {example}, without a user name, a password or a query':
    '{flag}：应为 {example} 这样的地址，不带用户名、密码或查询',
  '{flag}: expected an address without a path': '{flag}：应为不带路径的地址',
  "{flag} '{id}': expected a resource id that begins with /subscriptions/":
    '{flag}“{id}”：应为以 /subscriptions/ 开头的资源 ID',
  "'{name}' cannot be the name of a resource group": '“{name}”不能是资源组的名称',
  "--report '{flag}': expected FORMAT=PATH": '--report“{flag}”：应为 FORMAT=PATH',
  "--report: unknown format '{format}'": '--report：未知格式“{format}”',
  '--since: expected a time such as 24h, 7d or 90m, from {least}m to {most}d':
    '--since：应为 24h、7d 或 90m 这样的时间，从 {least}m 到 {most}d',
  'SOURCE_DATE_EPOCH: expected a number of seconds since 1970': 'SOURCE_DATE_EPOCH：应为自 1970 年以来的秒数',
  '{name}: expected the address of a proxy, such as http://proxy.example:8080':
    '{name}：应为代理的地址，例如 http://proxy.example:8080',
  "unknown query '{name}'; acraudit queries lists them": '未知查询“{name}”；acraudit queries 会列出查询',
  "unknown query '{name}'": '未知查询“{name}”',
  "unknown pack '{word}'; there are {names}": '未知规则包“{word}”；可用的规则包：{names}',
  "unknown pack '{word}'": '未知规则包“{word}”',
  '{flag}: unknown rule {rule}': '{flag}：未知规则 {rule}',
  'no rule is left to run: all are excluded or off': '没有要运行的规则：全部被排除或关闭',

  // Files and folders.
  '{folder}: does not exist': '{folder}：不存在',
  '{folder}: is not a folder': '{folder}：不是文件夹',
  '{file} is a folder; {command} takes one {what}': '{file} 是文件夹；{command} 只接受一个文件（{what}）',
  'build takes a .bicep file, and {name} is none': 'build 接受 .bicep 文件，而 {name} 不是',
  '{file} is a parameter file: expand takes a template, and its values with --parameters':
    '{file} 是参数文件：expand 接受模板，其值使用 --parameters 提供',
  'parameter file {path} does not exist': '参数文件 {path} 不存在',
  '--config {file}: no such file': '--config {file}：没有该文件',
  '--compare {file}: no such file': '--compare {file}：没有该文件',
  '--compare {name} cannot be read: {why}': '无法读取 --compare {name}：{why}',
  '--plugin {file}: no such file': '--plugin {file}：没有该文件',
  '--plugin {file} cannot be loaded: {why}': '无法加载 --plugin {file}：{why}',
  '--print-config: {path} does not exist': '--print-config：{path} 不存在',
  '--from {path}: no JSON file in this folder or below it': '--from {path}：此文件夹及其下没有 JSON 文件',
  '--from {path}: more than {most} JSON files below this folder': '--from {path}：此文件夹下的 JSON 文件超过 {most} 个',
  '--from {path}: folders are nested deeper than {most}': '--from {path}：文件夹嵌套超过 {most} 层',
  '--out {path}: is a file': '--out {path}：是文件',
  '--out {path}: is not empty; files of an earlier run would stand among new ones':
    '--out {path}：不为空；先前运行的文件会与新文件混在一起',
  '--out {path} cannot be written: {why}': '无法写入 --out {path}：{why}',
  '{folder} has both {names}; keep one': '{folder} 同时有 {names}；请保留一个',
  '{file}: cannot be read ({code})': '{file}：无法读取 ({code})',
  '{file}: is a broken symbolic link': '{file}：是损坏的符号链接',
  '{file}: is a link out of the repository': '{file}：是指向存储库之外的链接',
  '{file}: is not valid UTF-8': '{file}：不是有效的 UTF-8',

  // What can be done.
  'A baseline is written from a run over everything that it is for': '基线应由涵盖其全部内容的运行写入',
  'A branch of a remote is named with it, as in origin/main, and has to be fetched':
    '远程分支应带远程名称，例如 origin/main，并且必须先获取',
  'Give it alone.': '请单独提供它。',
  'Give one at a time.': '请一次提供一个。',
  'Name a new folder, or remove this one first.': '请指定新文件夹，或先移除此文件夹。',
  'Name one with --baseline FILE, or for good in acraudit.yaml: baseline: acraudit-baseline.json':
    '请使用 --baseline FILE 指定，或在 acraudit.yaml 中长期指定：baseline: acraudit-baseline.json',
  'Name a file of the repository that results of Azure can point at, such as README.md':
    '请指定存储库中 Azure 的结果可以指向的文件，例如 README.md',
  'Restore it, or remove it and write it anew: --update-baseline': '请恢复它，或移除它并重新写入：--update-baseline',
  'Write them with -f json, or --report json=FILE': '请使用 -f json 或 --report json=FILE 写入它们',
  'If that is meant, name it: --baseline FILE': '如果确实如此，请指定它：--baseline FILE',
  '{flag} {path} does not exist': '{flag} {path} 不存在',
  '{path} does not exist': '{path} 不存在',
};
