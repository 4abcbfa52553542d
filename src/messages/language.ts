import { AsyncLocalStorage } from 'node:async_hooks';
import type { Translation } from './translation.ts';

/** The languages that texts are in. */
export type Language = 'en' | 'zh-CN';
export const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];

/** `zh_CN.UTF-8`, `zh_SG.UTF-8`, `zh-Hans`; Chinese of other places is written in other characters. */
const SIMPLIFIED = /^zh(?:$|[_-](?:CN|SG|Hans))(?=$|[^a-z])/i;

/** The language of a locale, as an environment or an editor names it. */
export function languageOfLocale(locale: string): Language {
  return SIMPLIFIED.test(locale.replace(/[.@].*$/, '')) ? 'zh-CN' : 'en';
}

/** How a run speaks. */
interface Speech {
  /** Null: English, inside a run that is not. */
  readonly texts: Translation | null;
  /** What is put into files is English, because nothing but a locale chose the language. */
  readonly isShownOnly: boolean;
}

/** Each run has its own, so that several at a time do not mix. */
const spoken = new AsyncLocalStorage<Speech>();

/** Undefined: texts are English. */
export function translation(): Translation | undefined {
  return spoken.getStore()?.texts ?? undefined;
}

export function language(): Language {
  return translation()?.language ?? 'en';
}

/** The same for what a run puts into files. */
export function writtenTranslation(): Translation | undefined {
  return spoken.getStore()?.isShownOnly === true ? undefined : translation();
}

/** Runs something in a language. Texts of one that is not English are loaded when it is first asked for. */
export async function inLanguage<Result>(
  wanted: Language,
  run: () => Result | Promise<Result>,
  isShownOnly = false,
): Promise<Result> {
  if (wanted === language()) return run();
  const texts = wanted === 'en' ? null : (await import('./zh-cn.ts')).zhCN;
  return spoken.run({ texts, isShownOnly }, run);
}
