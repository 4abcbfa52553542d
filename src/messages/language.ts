import { AsyncLocalStorage } from 'node:async_hooks';
import type { Translation } from './translation.ts';

/** The languages that texts are in. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a run speaks: each has its own, so that several at a time do not mix. Null: English, inside a run that is not. */
const spoken = new AsyncLocalStorage<Translation | null>();

/** Undefined: texts are English. */
export function translation(): Translation | undefined {
  return spoken.getStore() ?? undefined;
}

export function language(): Language {
  return translation()?.language ?? 'en';
}

/** Runs something in a language. Texts of one that is not English are loaded when it is first asked for. */
export async function inLanguage<Result>(wanted: Language, run: () => Result | Promise<Result>): Promise<Result> {
  if (wanted === language()) return run();
  const texts = wanted === 'en' ? null : (await import('./zh-cn.ts')).zhCN;
  return spoken.run(texts, run);
}
