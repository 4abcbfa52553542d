import { isDate } from '../util/dates.ts';
import type { ConfigSuppression } from './config.ts';
import { quote } from './config-problems.ts';
import { type ConfigText, isMap, unwrap } from './config-text.ts';
import { rulesMatching } from './known-rules.ts';

type RawSuppression = Omit<ConfigSuppression, 'rules' | 'place'> & { readonly rule: string };

const LOOKS_LIKE_DATE = /^\d{4}-\d\d-\d\d$/;

/** The entries of `suppressions` whose rules are known, with their places; what else is wrong with them the schema says. */
export function suppressionsIn(data: Record<string, unknown>, text: ConfigText): readonly ConfigSuppression[] {
  const entries: readonly unknown[] = Array.isArray(data.suppressions) ? data.suppressions : [];
  return entries.flatMap((entry, i) => {
    if (!isMap(entry) || typeof entry.rule !== 'string') return [];
    const pointer = `/suppressions/${i}`;
    const rules = unwrap(rulesMatching(entry.rule, text.knownRules), (problem) =>
      text.report(`${pointer}/rule`, problem),
    );
    const { expires } = entry;
    if (typeof expires === 'string' && LOOKS_LIKE_DATE.test(expires) && !isDate(expires))
      text.report(`${pointer}/expires`, `${quote(expires)} is not a day of the calendar`);
    if (rules === undefined) return [];
    const { rule: _, ...rest } = entry as unknown as RawSuppression;
    return [{ ...rest, rules: rules.map(({ name }) => name), place: text.placeOf(pointer) }];
  });
}
