import { relative, resolve } from 'node:path';
import type { RunError } from '../../../engine/finding.ts';
import { message } from '../../../messages/message.ts';
import { ALIBABA_API_VERSIONS, isRegion } from '../../../model/alibaba/alibaba-apis.ts';
import type { AlibabaHeader, AlibabaRecord } from '../../../sources/alibaba/decode/alibaba-record.ts';
import { type CallerIdentity, callerIdentity } from '../../../sources/alibaba/live/alibaba-calls.ts';
import { AlibabaSignInError, defaultKeys } from '../../../sources/alibaba/live/alibaba-credential.ts';
import { type CloudExchange, createExchange } from '../../../sources/alibaba/live/alibaba-exchange.ts';
import { scanRegions } from '../../../sources/alibaba/live/scan-regions.ts';
import { type Clock, systemClock } from '../../../sources/azure/live/clock.ts';
import { ReadFailure } from '../../../sources/azure/live/read-failure.ts';
import { openSavedScan, type SavedScanWriter } from '../../../sources/saved-scan/write-saved-scan.ts';
import { UsageError } from '../../../util/errors.ts';
import { version } from '../../../util/version.ts';
import type { ScanRequest } from '../../requests.ts';
import type { JobResult } from '../../results.ts';
import { selectScanRules } from '../../select-rules.ts';
import { concurrencyOf } from '../scan-settings.ts';
import type { InstanceFiles } from './instance-evaluation.ts';
import { instanceJob, scanEnded } from './saved-instances.ts';

/**
 * Evaluates the instances of an account of Alibaba Cloud.
 *
 * @throws UsageError when the request or a configuration is wrong; what cannot be read is an error of the result.
 */
export async function scanInstances(request: ScanRequest, clock: Clock = systemClock): Promise<JobResult> {
  const regions = regionsOf(request);
  const selection = await selectScanRules(request);
  const concurrency = concurrencyOf(request, selection.config.scan);
  // Before anything is asked.
  const { evaluation, resultOf } = await instanceJob(request, selection);
  const { signal = new AbortController().signal, alibabaEndpoint: endpoint } = request;
  const keys = defaultKeys(clock, signal);
  const exchange = createExchange({ keys, clock, signal, concurrency, ...(endpoint !== undefined && { endpoint }) });
  let identity: CallerIdentity;
  try {
    await keys();
    identity = await signedInTo(exchange);
  } catch (error) {
    if (!(error instanceof AlibabaSignInError)) throw error;
    return resultOf({ errors: [signal.aborted ? scanEnded() : signInError(error)], isWhole: false });
  }
  const header = headerOf(regions, identity, request, clock);
  return resultOf(await scan(request, exchange, header, evaluation.add));
}

function signInError(error: AlibabaSignInError): RunError {
  return { code: 'sign-in', message: error.message };
}

/** Asks who signs in, so that a key that is refused is reported before anything is read. */
async function signedInTo(exchange: CloudExchange): Promise<CallerIdentity> {
  try {
    return await callerIdentity(exchange);
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    throw new AlibabaSignInError(message('error.alibaba-sign-in', { reason: error.problem.message }));
  }
}

function headerOf(
  regions: readonly string[],
  { account, principal }: CallerIdentity,
  { alibabaEndpoint }: ScanRequest,
  clock: Clock,
): AlibabaHeader {
  return {
    format: 'acraudit-scan',
    version: 1,
    provider: 'alibaba',
    tool: { name: 'acraudit', version },
    started: new Date(clock.now()).toISOString(),
    cloud: alibabaEndpoint ?? 'AlibabaCloud',
    account,
    principal,
    apiVersions: ALIBABA_API_VERSIONS,
    scope: { regions },
  };
}

/** Reads all regions, hands each record on, and saves it where that was asked for. */
async function scan(
  { save, cwd, signal }: ScanRequest,
  exchange: CloudExchange,
  header: AlibabaHeader,
  add: (record: AlibabaRecord) => void,
): Promise<InstanceFiles> {
  const absolute = resolve(cwd, save ?? '');
  const writer: SavedScanWriter | undefined =
    save === undefined
      ? undefined
      : await openSavedScan({ file: relative(cwd, absolute) || absolute, absolute }, header);
  const { account, scope } = header;
  const sink = async (record: AlibabaRecord): Promise<void> => {
    add(record);
    await writer?.write(record);
  };
  try {
    await scanRegions({ exchange, account, regions: scope.regions, sink });
  } catch (error) {
    await writer?.abandon();
    throw error;
  }
  const complete = signal?.aborted !== true;
  await writer?.finish({ finished: new Date(exchange.clock.now()).toISOString(), complete });
  return { errors: complete ? [] : [scanEnded()], isWhole: complete && scope.regions.length === 0 };
}

/** The regions that a request names, each once, sorted. */
function regionsOf({ regions = [] }: ScanRequest): readonly string[] {
  const wrong = regions.find((region) => !isRegion(region));
  // It becomes part of a host.
  if (wrong !== undefined) throw new UsageError(`--region ${wrong}: expected the id of a region, such as cn-hangzhou`);
  return [...new Set(regions)].sort();
}
