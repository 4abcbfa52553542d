import type { en } from './en.ts';
import type { RuleTexts } from './rule-texts.ts';

/** All texts of a language other than English. */
export interface Translation {
  readonly language: 'zh-CN';
  readonly messages: Readonly<Record<keyof typeof en, string>>;
  /** Texts of the page of the HTML report itself, by the English ones. */
  readonly page: Readonly<Record<string, string>>;
  /** By the names of built-in rules. */
  readonly rules: Readonly<Record<string, RuleTexts>>;
}
