import { zhCN } from '../rules/locales/zh-CN.ts';
import { isGeneral, namedPacks } from '../src/api/find-pack.ts';
import { controlsOf } from '../src/api/rule-controls.ts';
import type { Rule } from '../src/engine/rule.ts';
import { markdownTable } from './markdown-table.ts';

/** What the index says, in a language. */
interface IndexWords {
  readonly title: string;
  readonly columns: readonly string[];
  readonly packs: string;
  readonly controls: string;
  readonly standards: readonly string[];
  readonly rule: string;
  readonly unverified: string;
}

const ENGLISH: IndexWords = {
  title: 'Rules',
  columns: ['Rule', 'Ref', 'Synopsis', 'Level', 'Packs', 'Also known as', 'Since'],
  packs: '[Packs](../packs.md) are lists of rules; there are also dated ones, those of standards, and `all`.',
  controls: 'Controls',
  standards: [
    'No standard names the logs of container registries. *Unverified* marks what no source of the',
    '[pack](../packs.md#packs-of-standards) states.',
  ],
  rule: 'Rule',
  unverified: 'unverified',
};

const CHINESE: IndexWords = {
  title: '规则',
  columns: ['规则', '编号', '摘要', '级别', '规则包', '别名', '始于'],
  packs: '[规则包](../../packs.md)是规则的列表；另有带日期的规则包、各标准的规则包，以及 `all`。',
  controls: '控制措施',
  standards: [
    '没有任何标准提到容器注册表的日志。*未经验证*表示[规则包](../../packs.md#packs-of-standards)的来源均未说明该项。',
  ],
  rule: '规则',
  unverified: '未经验证',
};

/** `docs/rules/index.md`: every rule, and the controls that it serves. */
export function ruleIndex(rules: readonly Rule[]): string {
  return indexIn(ENGLISH, rules);
}

/** The same for `docs/zh-CN/rules`. */
export function chineseRuleIndex(rules: readonly Rule[]): string {
  return indexIn(
    CHINESE,
    rules.map((rule) => ({ ...rule, synopsis: zhCN[rule.name]?.synopsis ?? rule.synopsis })),
  );
}

function indexIn(words: IndexWords, rules: readonly Rule[]): string {
  return [
    `# ${words.title}`,
    '',
    '<!-- Written by tools/build-docs.ts from the metadata in rules/. -->',
    '',
    ...markdownTable(words.columns, rules.map(ruleRow)),
    '',
    words.packs,
    '',
    `## ${words.controls}`,
    '',
    ...words.standards,
    '',
    ...controlTable(rules, words),
    '',
  ].join('\n');
}

function ruleRow(rule: Rule): readonly string[] {
  const { name, ref, synopsis, level, aliases, since } = rule;
  return [linkTo(name), ref, synopsis, level, packsOf(name), aliases.join(', '), since];
}

function linkTo(name: string): string {
  return `[${name}](${name}.md)`;
}

function packsOf(name: string): string {
  return namedPacks
    .filter(isGeneral)
    .filter(({ rules }) => rules.some((entry) => entry.name === name))
    .map((pack) => pack.name)
    .join(', ');
}

/** A column for each standard that a rule has controls of. */
function controlTable(rules: readonly Rule[], words: IndexWords): readonly string[] {
  const rows = rules.map((rule) => ({ rule, controls: controlsOf(rule) }));
  const standards = new Map(
    rows.flatMap(({ controls }) => controls.map(({ standard, version }) => [standard, version] as const)),
  );
  const head = [...standards].map(([name, version]) => (version === undefined ? name : `${name} ${version}`));
  const cells = rows.map(({ rule, controls }) => [
    linkTo(rule.name),
    ...[...standards.keys()].map((standard) =>
      controls
        .filter((control) => control.standard === standard)
        .map(({ id, verified }) => (verified ? id : `*${id} ${words.unverified}*`))
        .join(', '),
    ),
  ]);
  return markdownTable([words.rule, ...head], cells);
}
