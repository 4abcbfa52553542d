import { tooManyWildcards, WILDCARD_HINT, wildcardProblem } from '../util/wildcards.ts';
import { printable } from './config-problems.ts';
import { type ConfigText, isMap } from './config-text.ts';

/** Keys that hold patterns, by the list whose entries have them; at the root under `''`. */
const PATTERN_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': ['include', 'exclude'],
  deployments: ['files', 'parameters'],
  overrides: ['files'],
  suppressions: ['registry', 'id', 'file'],
};

/** Reports patterns that could take too long to match, before any path is matched. */
export function checkPatterns(data: Record<string, unknown>, { report }: ConfigText): void {
  for (const [list, keys] of Object.entries(PATTERN_KEYS)) {
    const entries: readonly unknown[] = list === '' ? [data] : Array.isArray(data[list]) ? data[list] : [];
    entries.forEach((entry, i) => {
      const pointer = list === '' ? '' : `/${list}/${i}`;
      if (isMap(entry)) for (const key of keys) checkValue(entry[key], `${pointer}/${key}`, report);
    });
  }
}

function checkValue(value: unknown, pointer: string, report: ConfigText['report']): void {
  if (Array.isArray(value)) {
    value.forEach((item, i) => {
      checkValue(item, `${pointer}/${i}`, report);
    });
  } else if (typeof value === 'string' && tooManyWildcards(value.replaceAll('\\', '/')))
    report(pointer, `${wildcardProblem(printable(value))}; ${WILDCARD_HINT}`);
}
