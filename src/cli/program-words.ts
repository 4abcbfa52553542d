import type { Help } from 'commander';
import type { HelpWords } from './help-text.ts';

/** How the command line speaks of itself: help, and what commander says of wrong usage. */
export interface ProgramWords {
  readonly say: HelpWords;
  /** What commander is to do in its own way. */
  readonly help: Partial<Help>;
  readonly usageError: (english: string) => string;
  readonly didYouMean: (name: string) => string;
}

export const ENGLISH: ProgramWords = {
  say: (english) => english,
  help: {},
  usageError: (english) => english,
  didYouMean: (name) => `; did you mean ${name}?`,
};
