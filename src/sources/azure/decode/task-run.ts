import { FINAL_RUN_STATUSES, RUN_LOG_DAYS, type RunTrigger } from '../../../model/azure/task-runs.ts';
import { isObject, type ParsedObject } from './json-object.ts';

/** A run of a task, or one without a task, such as `az acr build`. Times are ISO 8601, UTC. */
export interface TaskRun {
  /** Letters, digits, `_` and `-`: it becomes a part of addresses and of names of files. */
  readonly runId: string;
  /** `Succeeded`, `Failed`, …; empty where Azure does not say it. */
  readonly status: string;
  /** `QuickBuild`, `QuickRun`, `AutoBuild`, `AutoRun`. */
  readonly runType?: string;
  readonly task?: string;
  readonly createTime?: string;
  readonly startTime?: string;
  readonly finishTime?: string;
  /** What it built, as `repository:tag@digest`. */
  readonly images: readonly string[];
  readonly trigger: RunTrigger;
  /** What the registry keeps of its log itself, by `logTemplate` of the task, as `repository:tag@digest`. */
  readonly logArtifact?: string;
}

const RUN_ID = /^[a-z\d][\w-]{0,99}$/i;
const WORD = /^[a-z]{1,40}$/i;
/** "Naming rules and restrictions for Azure resources": letters, digits and `-`; Azure's own tasks have `_` too. */
const TASK = /^[\w-]{1,60}$/;
/** Names of repositories and tags, and digests: OCI distribution specification 1.1, "Pulling manifests". */
const REPOSITORY = /^[a-z\d][a-z\d._/-]{0,254}$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z\d]+:[a-f\d]{32,128}$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d)$/;
const MAX_IMAGES = 100;

/**
 * A run as Azure lists it; undefined where it has no id that is one. What does not look as it should is left out: none of it
 * is a reason not to save the log.
 */
export function taskRunOf(body: unknown): TaskRun | undefined {
  const { name, properties } = isObject(body) ? body : {};
  const run: ParsedObject = isObject(properties) ? properties : {};
  const runId = fitting(run.runId ?? name, RUN_ID);
  if (runId === undefined) return undefined;
  const { outputImages } = run;
  const images = Array.isArray(outputImages) ? outputImages.slice(0, MAX_IMAGES).flatMap(imageOf) : [];
  const [logArtifact] = imageOf(run.logArtifact);
  return {
    runId,
    status: fitting(run.status, WORD) ?? '',
    ...defined({ runType: fitting(run.runType, WORD), task: fitting(run.task, TASK) }),
    ...defined({ createTime: timeOf(run.createTime), startTime: timeOf(run.startTime) }),
    ...defined({ finishTime: timeOf(run.finishTime) }),
    images,
    trigger: triggerOf(run),
    ...defined({ logArtifact }),
  };
}

/** Whether its log can no longer grow. A status that is not known is believed where there is a time of its end. */
export function isFinal({ status, finishTime }: TaskRun): boolean {
  if (/^(?:queued|started|running)$/i.test(status)) return false;
  return FINAL_RUN_STATUSES.has(status) || finishTime !== undefined;
}

/** When it ended, else when it was created; undefined where Azure says neither. */
export function endOf({ finishTime, createTime }: Pick<TaskRun, 'finishTime' | 'createTime'>): string | undefined {
  return finishTime ?? createTime;
}

const DAY = 24 * 60 * 60_000;

/** When Azure deletes its log by default. */
export function expiryOf(run: Pick<TaskRun, 'finishTime' | 'createTime'>): string | undefined {
  const end = endOf(run);
  return end === undefined ? undefined : new Date(Date.parse(end) + RUN_LOG_DAYS * DAY).toISOString();
}

function triggerOf({ sourceTrigger, imageUpdateTrigger, timerTrigger }: ParsedObject): RunTrigger {
  if (isObject(sourceTrigger)) return 'source';
  if (isObject(imageUpdateTrigger)) return 'baseImage';
  return isObject(timerTrigger) ? 'timer' : 'manual';
}

function imageOf(image: unknown): readonly string[] {
  const { repository, tag, digest } = isObject(image) ? image : {};
  const name = fitting(repository, REPOSITORY);
  if (name === undefined) return [];
  const [version, hash] = [fitting(tag, TAG), fitting(digest, DIGEST)];
  return [`${name}${version === undefined ? '' : `:${version}`}${hash === undefined ? '' : `@${hash}`}`];
}

function fitting(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}

/** The latest time of JavaScript is too far for a month to be added. */
const LAST_YEAR = 9000;

function timeOf(value: unknown): string | undefined {
  const time = new Date(fitting(value, TIME) ?? Number.NaN);
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() > LAST_YEAR ? undefined : time.toISOString();
}

function defined<T extends Readonly<Record<string, string | undefined>>>(
  members: T,
): { readonly [Key in keyof T]?: string } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    readonly [Key in keyof T]?: string;
  };
}
