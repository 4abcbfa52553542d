import type { Finding } from '../../engine/finding.ts';
import type { Location } from '../../util/location.ts';
import { describeValues } from '../phrases.ts';
import type { BaselineState } from './sarif-baseline.ts';
import { sarifFix } from './sarif-fix.ts';
import { physicalLocation } from './sarif-location.ts';
import { messageAndRelated } from './sarif-message.ts';
import { descriptorId, sarifLevel } from './sarif-rules.ts';
import { sarifSuppression } from './sarif-suppression.ts';

/** What a result is told of the run that it belongs to. */
export interface ResultContext {
  readonly ruleIndex: ReadonlyMap<string, number>;
  readonly stateOf: (finding: Finding) => BaselineState | undefined;
  readonly locationOf: (finding: Finding) => Location;
  readonly lineHashOf: (finding: Finding) => string | undefined;
}

/** §3.27. */
export function sarifResult(finding: Finding, context: ResultContext): object {
  const { target, location, outcome } = finding;
  const place = context.locationOf(finding);
  const { text, related } = messageAndRelated(finding, describeValues(finding));
  const ruleId = descriptorId(finding);
  return {
    ruleId,
    ruleIndex: context.ruleIndex.get(ruleId),
    kind: outcome === 'pass' || outcome === 'notApplicable' ? outcome : undefined,
    level: resultLevel(finding),
    baselineState: context.stateOf(finding),
    message: { text },
    locations: [
      {
        physicalLocation: place.file === '' ? undefined : physicalLocation(place, 'with a region'),
        logicalLocations: [{ name: target.name, fullyQualifiedName: location.path || target.id, kind: 'resource' }],
      },
    ],
    relatedLocations: related.length === 0 ? undefined : related,
    partialFingerprints: {
      'acrauditFingerprint/v1': finding.fingerprint,
      primaryLocationLineHash: context.lineHashOf(finding),
    },
    fixes: finding.fix === undefined ? undefined : [sarifFix(finding.fix)],
    suppressions: finding.suppression === null ? undefined : [sarifSuppression(finding.suppression)],
    properties: {
      ref: finding.ref,
      outcome,
      basis: finding.basis,
      affectsExitCode: finding.affectsExitCode,
      target: { type: target.type, name: target.name, id: target.id, parameters: target.parameters },
    },
  };
}

/** Unknown is never an error, and results that do not affect the exit code are notes. What is suppressed has the level that it would have. */
function resultLevel({ outcome: shown, suppression, affectsExitCode, level }: Finding): string {
  const outcome = suppression?.outcome ?? shown;
  if (outcome === 'pass' || outcome === 'notApplicable') return 'none';
  if (!affectsExitCode) return 'note';
  if (outcome === 'unknown' && level === 'error') return 'warning';
  return sarifLevel(level);
}

/** Results without a file of their own point at the anchor, where there is one. */
export function locationsWith(anchor: string | undefined): ResultContext['locationOf'] {
  return ({ location }) => (location.file === '' && anchor !== undefined ? { file: anchor } : location);
}

/**
 * GitHub tells results of one rule apart by their hashes alone, and derives one that is missing from the text of the line:
 * results at the same line would become one alert. So where several are, each has its fingerprint for a hash, with a
 * number where two of them have the same.
 */
export function lineHashes(
  results: readonly Finding[],
  locationOf: ResultContext['locationOf'],
): ResultContext['lineHashOf'] {
  const byLine = new Map<string, Finding[]>();
  for (const finding of results) {
    const { file, line } = locationOf(finding);
    const key = JSON.stringify([descriptorId(finding), file, line]);
    byLine.set(key, [...(byLine.get(key) ?? []), finding]);
  }
  const hashes = new Map<Finding, string>();
  for (const sharing of byLine.values()) {
    const times = new Map<string, number>();
    const [first] = sharing;
    // At an anchor another target may come to share the line at any time.
    if (first === undefined || locationOf(first).file === '') continue;
    if (sharing.length < 2 && first.location.file !== '') continue;
    for (const finding of sharing) {
      const time = (times.get(finding.fingerprint) ?? 0) + 1;
      times.set(finding.fingerprint, time);
      hashes.set(finding, `${finding.fingerprint}:${time}`);
    }
  }
  return (finding) => hashes.get(finding);
}
