import type { Comparison, FixedFinding, InputKind, RunError, RunResult } from '../../engine/finding.ts';
import { translation } from '../../messages/language.ts';
import { targetName } from '../../messages/target-name.ts';
import { type SafeText, safeJson } from '../../util/safe-text.ts';
import type { ReportOptions } from '../report.ts';
import type { PageComparison, PageData, PageFixed, PageNote, PageProblem } from './page-data.ts';
import { createPageTables, groupOf, pageFinding } from './page-finding.ts';
import { shown, shownPlace } from './page-texts.ts';

const GROUP_LABELS: Readonly<Record<InputKind, PageData['groupLabel']>> = {
  template: 'File',
  subscription: 'Subscription',
  region: 'Region',
  export: 'Subscription',
};

/**
 * The `PageData` of a result as JSON for inside a `script` element, an entry a line. Findings come first: what they point to
 * is known when all of them are written.
 */
export function* dataPieces(result: RunResult, { rules }: Pick<ReportOptions, 'rules'>): Iterable<SafeText> {
  const tables = createPageTables();
  const words = translation()?.page;
  const infos = new Map(rules.map((rule) => [rule.name, rule]));
  yield inScript('{');
  yield* listPieces('findings', result.findings, (finding) => pageFinding(finding, { rules: infos, result }, tables));
  for (const name of ['targets', 'details', 'rules', 'groups', 'values'] as const) {
    yield inScript(',\n');
    yield* listPieces<unknown>(name, tables[name].items, (item) => item);
  }
  const rest: Omit<PageData, 'findings' | keyof typeof tables> = {
    groupLabel: GROUP_LABELS[result.inputKind],
    errors: result.errors.map(problemOf),
    notes: result.notes.map(
      ({ message, location }): PageNote => ({ message: shown(message), ...shownPlace(location) }),
    ),
    ...(words && { words }),
    ...(result.comparison && { comparison: comparisonOf(result.comparison, result) }),
  };
  for (const [name, value] of Object.entries(rest)) yield inScript(`,\n"${name}":${JSON.stringify(value)}`);
  yield inScript('}\n');
}

function* listPieces<T>(name: string, items: readonly T[], write: (item: T) => unknown): Iterable<SafeText> {
  let start = `"${name}":[\n`;
  for (const item of items) {
    yield inScript(start + JSON.stringify(write(item)));
    start = ',\n';
  }
  yield inScript(start === ',\n' ? ']' : `${start}]`);
}

/** No `<`, and so neither `</script` nor `<!--`: with the same value as JSON. */
function inScript(json: string): SafeText {
  return safeJson(json.replaceAll('<', '\\u003c'));
}

function problemOf({ code, message, location, excludedBecause }: RunError): PageProblem {
  return {
    message: shown(message),
    ...shownPlace(location),
    code: shown(code),
    ...(excludedBecause !== undefined && { excludedBecause: shown(excludedBecause) }),
  };
}

function comparisonOf(comparison: Comparison, result: RunResult): PageComparison {
  const { with: earlier, new: added, unchanged, fixed } = comparison;
  return { with: shown(earlier), new: added, unchanged, fixed: fixed.map((one) => fixedOf(one, result)) };
}

function fixedOf({ rule, outcome, target, message, file }: FixedFinding, result: RunResult): PageFixed {
  return {
    rule: shown(rule),
    outcome,
    name: shown(targetName(target)),
    message: shown(message),
    group: groupOf(file, target.id, result),
  };
}
