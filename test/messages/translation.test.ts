import { describe, expect, test } from 'vitest';
import { en } from '../../src/messages/en.ts';
import { inLanguage, language } from '../../src/messages/language.ts';
import { message } from '../../src/messages/message.ts';
import { zhCN } from '../../src/messages/zh-cn.ts';
import { readSources } from '../support/imports.ts';

/** Texts that no language changes: placeholders, names and signs alone. */
const SAME: readonly string[] = ['explore.value'];

/** Levels of results that the page shows are those of the data. */
const LEVELS: readonly string[] = ['warning', 'info'];

const english = Object.entries<string>(en);
const chinese: Readonly<Record<string, string>> = zhCN.messages;

/** Each name once: languages repeat what they have to. */
function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
}

describe('the catalog in Simplified Chinese', () => {
  test('has the ids of the English one in its order', () => {
    expect(Object.keys(chinese)).toEqual(Object.keys(en));
  });

  test('has the same placeholders in every text', () => {
    const wrong = english.filter(
      ([id, text]) => placeholdersOf(chinese[id] ?? '').join() !== placeholdersOf(text).join(),
    );
    expect(wrong.map(([id]) => id)).toEqual([]);
  });

  test('leaves no text in English', () => {
    expect(english.filter(([id, text]) => chinese[id] === text).map(([id]) => id)).toEqual(SAME);
  });

  test('has no punctuation of English sentences beside Chinese characters', () => {
    const mixed = Object.entries(chinese).filter(([, text]) =>
      /\p{Script=Han}[,:.?!](?!\S)|[,?!](?=\p{Script=Han})/u.test(text),
    );
    expect(mixed).toEqual([]);
  });
});

describe('the language of a run', () => {
  test('is English unless something else is asked for', () => {
    expect([language(), message('init.nothing-written')]).toEqual(['en', 'nothing was written']);
  });

  test('holds for what the run starts, and ends with it', async () => {
    const said = await inLanguage('zh-CN', async () => {
      await Promise.resolve();
      return [language(), message('init.nothing-written')];
    });
    expect(said).toEqual(['zh-CN', '未写入任何内容']);
    expect(language()).toBe('en');
  });

  test('is its own for each of several runs at a time', async () => {
    const say = async (): Promise<string> => {
      await new Promise(setImmediate);
      return message('init.nothing-written');
    };
    const all = await Promise.all([inLanguage('zh-CN', say), inLanguage('en', say), inLanguage('zh-CN', say), say()]);
    expect(all).toEqual(['未写入任何内容', 'nothing was written', '未写入任何内容', 'nothing was written']);
  });

  test('may be English inside one that is not', async () => {
    const inside = await inLanguage('zh-CN', () => inLanguage('en', () => message('init.nothing-written')));
    expect(inside).toBe('nothing was written');
  });
});

test('the page of the HTML report says nothing that is not there in Chinese, and none is there besides', () => {
  const sources = [...readSources('src')].filter(([file]) => file.startsWith('src/reports/html/'));
  const code = sources.map(([, text]) => text).join('\n');
  const said = [...code.matchAll(/\b(?:say|pageWord)\('((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) => text);
  expect(said.length).toBeGreaterThan(50);
  expect(said.filter((text) => !Object.hasOwn(zhCN.page, text))).toEqual([]);
  expect(Object.keys(zhCN.page).filter((text) => !code.includes(`'${text}'`) && !LEVELS.includes(text))).toEqual([]);
});
