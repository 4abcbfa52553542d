import { RUNS_API_VERSION } from '../../../model/azure/api-versions.ts';
import { READ_RUNS } from '../../../model/azure/roles.ts';
import { isObject } from '../decode/json-object.ts';
import type { ScanProblem } from '../decode/scan-record.ts';
import { type TaskRun, taskRunOf } from '../decode/task-run.ts';
import { isRegistryGone } from '../live/list-registries.ts';
import { itemsOf, type RequestContext, registryBucket, sendRequest } from '../live/request-context.ts';
import { responseError } from '../live/subscriptions.ts';
import { taskProblem } from './task-failure.ts';

/** The runs of a registry, as far as they could be read. */
export interface ListedRuns {
  /** In the order that Azure has; each id once, whatever its letter case. */
  readonly runs: readonly TaskRun[];
  /** Runs without an id that is one. */
  readonly nameless: number;
  /** The registry was deleted after it was listed. */
  readonly isGone: boolean;
  /** Why the list is not whole. */
  readonly problem?: ScanProblem;
}

const MAX_PAGES = 10_000;
const MAX_RUNS = 200_000;

/** Lists all runs that Azure still knows of a registry: `GET {registry}/runs`. Never throws. */
export async function listRuns(context: RequestContext, registry: string): Promise<ListedRuns> {
  const runs = new Map<string, TaskRun>();
  let nameless = 0;
  const add = (body: unknown): void => {
    for (const item of itemsOf([body])) {
      const run = taskRunOf(item);
      if (run === undefined) nameless += 1;
      else runs.set(run.runId.toLowerCase(), run);
    }
  };
  const found = (): Pick<ListedRuns, 'runs' | 'nameless'> => ({ runs: [...runs.values()], nameless });
  try {
    await readPages(context, registry, add);
    return { ...found(), isGone: false };
  } catch (error) {
    if (isRegistryGone(error)) return { ...found(), isGone: true };
    return { ...found(), isGone: false, problem: taskProblem(context, 'listing its runs', READ_RUNS, error) };
  }
}

/** Page by page, so that what was read before a page that fails is not lost. */
async function readPages(context: RequestContext, registry: string, add: (body: unknown) => void): Promise<void> {
  const options = { bucket: registryBucket(registry), maxPages: MAX_PAGES, maxItems: MAX_RUNS, keepsResponses: false };
  await sendRequest(context, options, async ({ rest }) => {
    let link: string | undefined = `${encodeURI(registry)}/runs?api-version=${RUNS_API_VERSION}`;
    while (link !== undefined) {
      const { status, body }: { status: string; body: unknown } = await rest.pathUnchecked(link).get();
      if (status !== '200') throw responseError(Number(status), body);
      add(body);
      const next: unknown = isObject(body) ? body.nextLink : undefined;
      link = typeof next === 'string' && next !== '' ? next : undefined;
    }
  });
}
