import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { zhCN } from '../../rules/locales/zh-CN.ts';
import { builtInRules } from '../../src/api/built-in-rules.ts';
import { ruleHelp } from '../../src/api/rule-docs.ts';
import { inLanguage } from '../../src/messages/language.ts';
import { sectionText, sentencesOf } from '../../src/reports/page-sections.ts';
import { blocksOf, headingsOf } from './markdown.ts';

const HEADINGS = ['摘要', '原因', '失败', '通过', '何时为未知', '修复', '选项', '控制措施', '参考'];

const HAN = /\p{Script=Han}/u;

function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
}

function linksOf(page: string): readonly string[] {
  return [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).sort();
}

/** What stands in backticks outside of blocks: names, which are the same in every language. */
function codeWords(page: string): readonly string[] {
  const prose = page.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll('``', '');
  return [...new Set([...prose.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word.replaceAll(/\s+/g, ' ')))].sort();
}

test('the folder has the pages of the English one', () => {
  expect(readdirSync('docs/zh-CN/rules').sort()).toEqual(readdirSync('docs/rules').sort());
});

test('the table has every rule, in its order', () => {
  expect(Object.keys(zhCN).sort()).toEqual(rules.map(({ name }) => name).sort());
});

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const english = readFileSync(`docs/rules/${name}.md`, 'utf8');
  const chinese = readFileSync(`docs/zh-CN/rules/${name}.md`, 'utf8');
  const texts = zhCN[name];

  test('has a text for every reason and option, with the same placeholders', () => {
    const reasons = (table: typeof rule.reasons | undefined) =>
      Object.entries(table ?? {}).map(([id, { message, remedy }]) => [
        id,
        placeholdersOf(message),
        placeholdersOf(remedy),
      ]);
    expect(reasons(texts?.reasons)).toEqual(reasons(rule.reasons));
    expect(Object.keys(texts?.options ?? {})).toEqual(Object.keys(rule.options ?? {}));
  });

  test('has the names of Azure that the English texts have', () => {
    const namesIn = (text: string): readonly string[] => [
      ...new Set(text.match(/\b[A-Za-z]*[a-z][A-Z]\w*\b|\b\d{4}-\d\d-\d\d[\w-]*|--[\w-]+/g)),
    ];
    const wrong = Object.entries(rule.reasons).flatMap(([id, { message, remedy }]) => {
      const own = texts?.reasons[id];
      return namesIn(`${own?.message} ${own?.remedy}`)
        .filter((word) => !namesIn(`${message} ${remedy}`).includes(word))
        .map((word) => [id, word]);
    });
    expect(wrong).toEqual([]);
  });

  test('has no text in English', () => {
    const all = [
      texts?.synopsis,
      texts?.pass,
      ...Object.values(texts?.reasons ?? {}).flatMap(({ message, remedy }) => [message, remedy]),
      ...Object.values(texts?.options ?? {}),
    ];
    expect(all.filter((text) => !HAN.test(text ?? ''))).toEqual([]);
  });

  test('has a page with the same headings, examples, links and names', () => {
    expect(headingsOf(chinese)).toEqual(HEADINGS);
    expect(chinese.startsWith(`# ${name}\n`)).toBe(true);
    const blocks = (page: string) => blocksOf(page).map(({ language, words, text }) => ({ language, words, text }));
    expect(blocks(chinese)).toEqual(blocks(english));
    const upwards = (target: string): string => (target.startsWith('../') ? `../${target}` : target);
    const filesOf = (links: readonly string[]): readonly string[] =>
      links.map((target) => (/^Azure\./.test(target) ? target.replace(/#.*/, '') : target)).sort();
    expect(filesOf(linksOf(chinese))).toEqual(filesOf(linksOf(english).map(upwards)));
    expect(codeWords(chinese)).toEqual(codeWords(english));
  });

  test('has a page that begins with its synopsis', () => {
    expect(sectionText(chinese, '摘要').startsWith(texts?.synopsis ?? '?')).toBe(true);
    expect(sentencesOf(sectionText(chinese, '摘要'))[0]).toBe(texts?.synopsis);
  });
});

test('a run in Chinese has the texts and the pages, and the addresses of the English ones', async () => {
  const [english] = builtInRules();
  const chinese = await inLanguage('zh-CN', () => {
    const [first] = builtInRules();
    return { rule: first, again: builtInRules()[0], help: ruleHelp(first?.name ?? '') };
  });
  expect(chinese.rule?.synopsis).toBe(zhCN[english?.name ?? '']?.synopsis);
  expect(chinese.again).toBe(chinese.rule);
  expect(chinese.help.help).toBe(readFileSync(`docs/zh-CN/rules/${english?.name}.md`, 'utf8'));
  expect(chinese.help.helpUri).toBe(ruleHelp(english?.name ?? '').helpUri);
});
