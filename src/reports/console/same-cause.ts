import type { Finding } from '../../engine/finding.ts';
import { causePhrase } from '../../messages/cause-phrase.ts';
import { message } from '../../messages/message.ts';
import { type Line, styled } from '../../util/safe-text.ts';
import { nameInAzure } from '../azure-place.ts';
import { locationText, notGating } from '../phrases.ts';
import { adviceFor } from './finding-block.ts';
import { isInFile, labelled, locationPart, MAX_NAME, ruleText } from './line-parts.ts';
import { verdictLabel } from './outcome-style.ts';
import { singleLine, singleLineMiddle } from './terminal.ts';

/** So many unknown results with the same causes are told together. */
const MIN_RESULTS = 3;
const MAX_NAMES = 10;
/** An id fits; there is one block for all results. */
const MAX_CAUSE = 300;

/** Unknown results that depend on the same, so that it is said once. Never empty. */
export type SameCause = readonly [Finding, ...Finding[]];

/**
 * Unknown results by what they depend on, where that decides several: one refused read makes every rule unknown, and an
 * interrupted scan every target that it did not come to. What is new and what has notes of its own is left alone.
 */
export function sameCauses(findings: readonly Finding[]): readonly SameCause[] {
  const byCauses = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    if (finding.outcome !== 'unknown' || finding.baseline === 'known') continue;
    if (finding.notes.some(({ important }) => important)) continue;
    const key = causesKey(finding);
    const known = byCauses.get(key);
    if (known === undefined) byCauses.set(key, [finding]);
    else known.push(finding);
  }
  return [...byCauses.values()].filter(({ length }) => length >= MIN_RESULTS);
}

/** What is not known in one file is another thing in another. */
function causesKey({ dependsOn, comparison, affectsExitCode, excludedBecause, location }: Finding): string {
  const causes = dependsOn.map(({ kind, name, text, location: at }) => [kind, name, text, at && locationText(at)]);
  return JSON.stringify([location.file, causes, comparison, affectsExitCode, excludedBecause]);
}

/** `? unknown  200 results depend on a limit: …`, of which targets and rules, and what helps. */
export function sameCauseBlock(findings: SameCause): Line[] {
  const [first] = findings;
  const { dependsOn, excludedBecause } = first;
  const places = dependsOn.flatMap(({ location }) => (isInFile(location) ? [locationText(location)] : []));
  const causes = dependsOn.map(({ kind, name, text = name }) =>
    causePhrase({ kind, name: singleLine(text, MAX_CAUSE) }),
  );
  const about = message('report.same-cause', { count: findings.length, causes: causes.join(message('list.comma')) });
  return [
    [
      ...verdictLabel(first),
      about,
      ...(first.comparison === 'new' ? ['  ', styled('bold', message('label.new'))] : []),
      ...(first.affectsExitCode ? [] : [styled('dim', `  ${notGating(excludedBecause ?? '')}`)]),
    ],
    ...labelled(
      message('label.where'),
      isInFile(first.location) ? [[locationPart({ file: first.location.file })]] : [],
    ),
    ...labelled(message('label.see'), places.length === 0 ? [] : [[styled('cyan', namesText(places))]]),
    ...labelled(message('label.of'), [[namesText(findings.map(nameInAzure))]]),
    ...labelled(message('label.rules'), [[namesText(findings.map(ruleText))]]),
    ...labelled(
      message('label.how-to-fix'),
      [...new Set(dependsOn.flatMap((cause) => adviceFor(cause, first.target)))].map((text) => [text]),
    ),
  ];
}

/** Each name once, and how many there are besides. */
function namesText(all: readonly string[]): string {
  const names = [...new Set(all)];
  const list = names.slice(0, MAX_NAMES).map((name) => singleLineMiddle(name, MAX_NAME));
  const count = names.length - MAX_NAMES;
  const text = list.join(message('list.comma'));
  return count > 0 ? message('list.more', { list: text, count }) : text;
}
