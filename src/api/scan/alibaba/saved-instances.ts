import type { RunError } from '../../../engine/finding.ts';
import { message } from '../../../messages/message.ts';
import type { AlibabaRecord } from '../../../sources/alibaba/decode/alibaba-record.ts';
import type { AlibabaScan } from '../../../sources/saved-scan/read-saved-scan.ts';
import { UsageError } from '../../../util/errors.ts';
import type { ScanRequest } from '../../requests.ts';
import type { JobResult } from '../../results.ts';
import { ruleFileNotes } from '../../rule-files/rule-file-notes.ts';
import { infoOf, type Selection } from '../../select-rules.ts';
import { scanSuppressions } from '../../suppress/scan-suppressions.ts';
import { errorOf } from '../scan-exports.ts';
import { scanJudge } from '../scan-judge.ts';
import { createInstanceEvaluation, type InstanceEvaluation, type InstanceFiles } from './instance-evaluation.ts';

/** Said of a scan that was stopped, live or saved: what it holds is right, and there is more. None of them goes on later. */
export function scanEnded(): RunError {
  return { code: 'scan-interrupted', message: message('error.alibaba-scan-ended') };
}

/** What evaluating instances has in common, live and saved. */
export interface InstanceJob {
  readonly evaluation: InstanceEvaluation;
  readonly resultOf: (files: InstanceFiles) => JobResult;
}

/** @throws UsageError when none of the rules that are chosen is for instances, or a baseline is missing or wrong. */
export async function instanceJob(request: ScanRequest, selection: Selection): Promise<InstanceJob> {
  const { config, instanceRules: rules } = selection;
  if (rules.length === 0)
    throw new UsageError('no rule is left to run: none of those that are chosen is for Alibaba Cloud', {
      hint: 'Choose one with --rule Alibaba.ACR.InstanceAudit, or another --pack.',
    });
  const judge = await scanJudge(request, config);
  const evaluation = createInstanceEvaluation(rules, scanSuppressions(request, { ...selection, active: rules }));
  return {
    evaluation,
    resultOf: (files) => ({
      result: evaluation.result(
        { ...files, notes: [...(files.notes ?? []), ...ruleFileNotes(request, [config])] },
        judge,
      ),
      rules: rules.map(infoOf),
    }),
  };
}

/**
 * Evaluates the instances of a saved scan.
 *
 * @param onRecord Sees each record as well.
 */
export async function evaluateSavedInstances(
  request: ScanRequest,
  selection: Selection,
  scan: AlibabaScan,
  onRecord: (record: AlibabaRecord) => void = () => undefined,
): Promise<JobResult> {
  const { evaluation, resultOf } = await instanceJob(request, selection);
  for await (const record of scan.records) {
    onRecord(record);
    evaluation.add(record);
  }
  const isComplete = scan.end?.complete === true;
  const errors = scan.problems.map(errorOf);
  return resultOf({
    errors: isComplete ? errors : [...errors, scanEnded()],
    isWhole: isComplete && errors.length === 0 && scan.header.scope.regions.length === 0,
  });
}
