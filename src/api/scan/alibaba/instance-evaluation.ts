import { type ActiveRule, evaluateRules } from '../../../engine/evaluate-rules.ts';
import type { Finding, Note, RunError, RunResult } from '../../../engine/finding.ts';
import { placeKey, placeOf } from '../../../engine/known/finding-place.ts';
import { isUnread, type RunScope } from '../../../engine/known/run-scope.ts';
import type { Suppress } from '../../../engine/suppress/suppressor.ts';
import { message } from '../../../messages/message.ts';
import { INSTANCE_TYPE, instanceParts } from '../../../model/alibaba/instance-audit.ts';
import type { AlibabaRecord, InstanceRecord, RegionRecord } from '../../../sources/alibaba/decode/alibaba-record.ts';
import { scannedInstance } from '../../../sources/alibaba/decode/instance-target.ts';
import { buildResult } from '../../build-result.ts';
import type { Judge } from '../scan-evaluation.ts';

/** Turns the records of a scan of Alibaba Cloud into results. An account has few instances: all are kept until the end. */
export interface InstanceEvaluation {
  readonly add: (record: AlibabaRecord) => void;
  /** Everything that was found, in an order that does not depend on that of the records, told by `judge` from what is known. */
  readonly result: (files: InstanceFiles, judge: Judge) => RunResult;
}

/** What is to be said of the scan besides. */
export interface InstanceFiles {
  readonly errors: readonly RunError[];
  readonly notes?: readonly Note[];
  /** Whether all regions were read. */
  readonly isWhole: boolean;
}

/** What accepts results. */
export interface InstanceSuppressions {
  readonly suppress: Suppress;
  /** What became of the suppressions, when everything is evaluated. */
  readonly notes: (hasSeenAll: boolean) => readonly Note[];
}

export function createInstanceEvaluation(
  rules: readonly ActiveRule[],
  suppressions: InstanceSuppressions,
): InstanceEvaluation {
  const regions = new Map<string, RegionRecord>();
  const instances = new Map<string, InstanceRecord>();
  const unread: RunError[] = [];
  return {
    add: (record) => {
      if (record.kind === 'region') regions.set(record.id, record);
      else if (record.kind === 'instance') instances.set(record.id, record);
      else unread.push({ code: 'scan-incomplete', message: record.problem.message });
    },
    result: (files, judge) => {
      const targets = [...instances.values()].map((record) => {
        const { region = '' } = instanceParts(record.id) ?? {};
        return scannedInstance(record, regions.get(region)?.auditLog);
      });
      const subjects = { targets, basis: 'live', affectsExitCode: true } as const;
      const { findings, errors: crashes } = evaluateRules(subjects, rules, { suppress: suppressions.suppress });
      const listed = [...regions.values()];
      const errors = [...unread, ...listed.flatMap(inaccessibleRegion), ...crashes, ...files.errors];
      const inaccessible = listed.filter(({ state }) => state === 'inaccessible').length;
      const covers = regionScope({ isWhole: files.isWhole && unread.length === 0, regions: listed, rules, findings });
      return buildResult({
        findings,
        triage: (sorted) => judge(sorted, covers),
        errors,
        notes: [...(files.notes ?? []), ...suppressions.notes(files.isWhole && errors.length === 0)],
        inputKind: 'region',
        inputs: { read: listed.length - inaccessible, unreadable: inaccessible, skipped: 0 },
        types: [INSTANCE_TYPE],
      });
    },
  };
}

function inaccessibleRegion({ id, state, problem }: RegionRecord): readonly RunError[] {
  if (state !== 'inaccessible') return [];
  const reason = problem?.message ?? '';
  return [{ code: 'region-inaccessible', message: message('error.region-inaccessible', { region: id, reason }) }];
}

/** What a scan has looked at. */
interface ScannedRegions {
  readonly isWhole: boolean;
  readonly regions: readonly RegionRecord[];
  readonly rules: readonly ActiveRule[];
  readonly findings: readonly Finding[];
}

/** What a scan would have found again. */
function regionScope({ isWhole, regions, rules, findings }: ScannedRegions): RunScope {
  if (!isWhole) return () => false;
  const read = new Set(regions.filter(({ state }) => state !== 'inaccessible').map(({ id }) => id));
  const names = new Set(rules.map(({ rule }) => rule.name));
  const unread = new Set(findings.filter(isUnread).map((finding) => placeKey(placeOf(finding, (file) => file))));
  return (place) => {
    const { region = '' } = instanceParts(place.id) ?? {};
    return place.file === undefined && names.has(place.rule) && !unread.has(placeKey(place)) && read.has(region);
  };
}
