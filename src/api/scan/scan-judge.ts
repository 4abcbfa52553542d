import type { Config } from '../../config/config.ts';
import { placeOf } from '../../engine/known/finding-place.ts';
import { UsageError } from '../../util/errors.ts';
import { readKnownResults } from '../known/known-results.ts';
import { triage } from '../known/triage.ts';
import type { InFolder, TriageRequest } from '../requests.ts';
import type { Judge } from './scan-evaluation.ts';

/**
 * Reads what the results of a scan are told apart by.
 *
 * @throws UsageError when a baseline or earlier results are missing or wrong.
 */
export async function scanJudge(request: TriageRequest & InFolder, config: Config): Promise<Judge> {
  const known = await readKnownResults(request, { configs: [config], nameOf, earlierOf: noSuchFile });
  return (findings, covers) =>
    triage(findings, known, {
      baselineOf: () => known.baselineFor(config),
      place: (finding) => placeOf(finding, nameOf),
      covers,
    });
}

/** What a cloud answered is in no file. */
function nameOf(file: string): string {
  return file;
}

function noSuchFile(compared: string): never {
  throw new UsageError(`--compare ${compared}: no such file`);
}
