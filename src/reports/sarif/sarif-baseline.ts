import type { Finding, FixedFinding, RunResult } from '../../engine/finding.ts';
import { message as said } from '../../messages/message.ts';
import { targetName } from '../../messages/target-name.ts';
import { artifactLocation } from './sarif-location.ts';
import { plainMessage } from './sarif-message.ts';

export type BaselineState = 'new' | 'unchanged';

/**
 * §3.27.24: where any result has a state all have one. Earlier results decide before a baseline; what neither fails nor is
 * unknown has not become so by them.
 */
export function baselineStates({ findings, comparison }: RunResult): (finding: Finding) => BaselineState | undefined {
  const isCompared = comparison !== undefined;
  if (!isCompared && findings.every(({ baseline }) => baseline === undefined)) return () => undefined;
  return ({ comparison: state, baseline, outcome }) => {
    if (outcome !== 'fail' && outcome !== 'unknown') return 'unchanged';
    // One whose input has no baseline is known by none.
    return isCompared ? (state ?? 'new') : baseline === 'known' ? 'unchanged' : 'new';
  };
}

/** A result of earlier results that is no longer there. */
export function absentResult(finding: FixedFinding, ruleIndex: ReadonlyMap<string, number>): object {
  const { rule, outcome, target, message, file, fingerprint } = finding;
  return {
    ruleId: rule,
    ruleIndex: ruleIndex.get(rule),
    level: 'note',
    baselineState: 'absent',
    message: { text: plainMessage(said('report.about', { name: targetName(target), message })) },
    locations: [
      {
        physicalLocation:
          file === '' ? undefined : { artifactLocation: artifactLocation(file), region: { startLine: 1 } },
        logicalLocations: [{ name: target.name, fullyQualifiedName: target.id, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'acrauditFingerprint/v1': fingerprint },
    properties: {
      outcome,
      target: { type: target.type, name: target.name, id: target.id, parameters: target.parameters },
    },
  };
}
