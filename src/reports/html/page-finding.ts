import type { AppliedSuppression, Finding, FindingFix, RuleInfo, RunResult } from '../../engine/finding.ts';
import { causePhrase } from '../../messages/cause-phrase.ts';
import { targetName } from '../../messages/target-name.ts';
import type { Location } from '../../util/location.ts';
import { livePlace } from '../live-place.ts';
import { describeValues } from '../phrases.ts';
import { remediesOf } from '../remedies.ts';
import type { PageDetail, PageFinding, PageFix, PageNote, PageRule, PageSuppression, PageTarget } from './page-data.ts';
import { createIndexedList, type IndexedList } from './page-tables.ts';
import { shown, shownCell, shownLines, shownPlace } from './page-texts.ts';

/** The tables that findings point into. */
export interface PageTables {
  readonly targets: IndexedList<PageTarget>;
  readonly details: IndexedList<PageDetail>;
  readonly rules: IndexedList<PageRule>;
  readonly groups: IndexedList<string>;
  readonly values: IndexedList<string>;
}

export function createPageTables(): PageTables {
  return {
    targets: createIndexedList(),
    details: createIndexedList(),
    rules: createIndexedList(),
    groups: createIndexedList(),
    values: createIndexedList(),
  };
}

/** One finding; what it shares with others goes into the tables. */
export function pageFinding(
  finding: Finding,
  { rules, result }: { readonly rules: ReadonlyMap<string, RuleInfo>; readonly result: RunResult },
  { targets, details, rules: ruleTable, groups, values }: PageTables,
): PageFinding {
  const { outcome, rule, ref, target, location, baseline, comparison } = finding;
  const { id, type } = target;
  const info = rules.get(rule);
  const path = location.file === '' ? undefined : location.path;
  return {
    outcome,
    rule: ruleTable.indexOf({ name: shown(rule), ref: shown(ref), synopsis: shown(info?.synopsis ?? '') }),
    target: targets.indexOf({ name: shown(targetName(target)), id: shown(id), type: shown(type) }),
    group: groups.indexOf(groupOf(location.file, id, result)),
    values: values.indexOf(shown(describeValues(finding))),
    detail: details.indexOf(detailOf(finding, info)),
    ...shownPlace(location),
    ...(path !== undefined && { path: shown(path) }),
    ...(baseline && { baseline }),
    ...(comparison && { comparison }),
    ...(!finding.affectsExitCode && { isExcluded: true }),
  };
}

/** The file of a result; the subscription or region where it has none. */
export function groupOf(file: string, id: string, result: Pick<RunResult, 'subscriptions'>): string {
  if (file !== '') return shown(file);
  const place = livePlace(id, result);
  return place === undefined ? 'other' : shown(place.name);
}

function detailOf(finding: Finding, rule: RuleInfo | undefined): PageDetail {
  const { level, message, reasons, dependsOn, evidence, notes, suppression, fix } = finding;
  return {
    level,
    message: shown(message),
    reasons: reasons.map(noteOf),
    dependsOn: dependsOn.map((cause) => noteOf({ message: causePhrase(cause), location: cause.location })),
    evidence: { columns: evidence.columns.map(shown), rows: evidence.rows.map((row) => row.map(shownCell)) },
    notes: notes.map(noteOf),
    remedies: remediesOf(finding, new Map(rule && [[rule.name, rule.remedies]])).map(shown),
    ...(suppression && { suppression: suppressionOf(suppression) }),
    ...(fix && { fix: fixOf(fix) }),
  };
}

function noteOf({ message, location }: { message: string; location?: Location | undefined }): PageNote {
  return { message: shown(message), ...shownPlace(location) };
}

function suppressionOf({ source, reason, owner, expires, location, outcome }: AppliedSuppression): PageSuppression {
  return {
    source,
    reason: shown(reason),
    ...(owner !== undefined && { owner: shown(owner) }),
    ...(expires !== undefined && { expires: shown(expires) }),
    ...shownPlace(location),
    outcome,
  };
}

function fixOf({ description, changes }: FindingFix): PageFix {
  return {
    description: shown(description),
    changes: changes.flatMap(({ file, replacements }) =>
      replacements.map(({ range: { line, column }, text }) => ({
        place: shown(`${file}:${line}:${column}`),
        text: shownLines(text),
      })),
    ),
  };
}
