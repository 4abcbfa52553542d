import { createHash } from 'node:crypto';

/** A run of a task, or of none. Times are minutes ago; `id` is `ca1`, …, by default by its place in the list. */
export interface RegistryRun {
  readonly id?: string;
  readonly status?: string;
  readonly runType?: string;
  readonly task?: string;
  readonly created?: number;
  /** Undefined while it runs. */
  readonly finished?: number;
  readonly images?: readonly { readonly repository: string; readonly tag?: string; readonly digest?: string }[];
  readonly trigger?: 'source' | 'image' | 'timer';
  /** Bytes of its log; a text is UTF-8. `null`: the blob is gone; `blank`: there is no link to one. */
  readonly log?: string | Uint8Array | null | { readonly how: 'blank' | 'notFound' };
  /** Its log is still being written. */
  readonly isGrowing?: boolean;
  /** Its log is an artifact of the registry, and nothing else. */
  readonly isArtifact?: boolean;
  /** In the place of the link to the blob. */
  readonly link?: string;
  /** Whether asking for its link is refused. */
  readonly linkAccess?: 'denied';
}

const MINUTE = 60_000;

export function runIdOf({ id }: RegistryRun, index: number): string {
  return id ?? `ca${index + 1}`;
}

/** As Microsoft.ContainerRegistry 2019-06-01-preview answers it. */
export function runBody(registry: string, run: RegistryRun, index: number, now: number): Record<string, unknown> {
  const { status = 'Succeeded', runType = 'AutoBuild', task, created = 60, finished, images = [], trigger } = run;
  const runId = runIdOf(run, index);
  const time = (ago: number): string => new Date(now - ago * MINUTE).toISOString().replace('Z', '1234+00:00');
  return {
    id: `${registry}/runs/${runId}`,
    name: runId,
    type: 'Microsoft.ContainerRegistry/registries/runs',
    properties: {
      runId,
      status,
      lastUpdatedTime: time(finished ?? created),
      runType,
      createTime: time(created),
      startTime: time(created),
      ...(finished !== undefined && { finishTime: time(finished) }),
      ...(task !== undefined && { task }),
      outputImages: images.map((one) => ({ registry: 'contoso.azurecr.io', ...one })),
      ...(trigger === 'source' && {
        sourceTrigger: { id: 's', eventType: 'commit', commitId: 'a1b2', provider: 'Github' },
      }),
      ...(trigger === 'image' && { imageUpdateTrigger: { id: 'i', timestamp: time(created), images: [] } }),
      ...(trigger === 'timer' && { timerTrigger: { timerTriggerName: 'nightly', scheduleOccurrence: time(created) } }),
      platform: { os: 'linux', architecture: 'amd64' },
      isArchiveEnabled: false,
      provisioningState: 'Succeeded',
    },
  };
}

/** The path of the blob of a run. */
export function blobPath(registry: string, runId: string): string {
  return `/acrtasks/${createHash('sha256').update(registry.toLowerCase()).digest('hex').slice(0, 12)}/${encodeURIComponent(runId)}`;
}

/** What nobody but the holder of a link may know; it is like one of Azure, and in no output of the program. */
export function signatureOf(path: string, expiry: string): string {
  return createHash('sha256').update(`${path} ${expiry} not-a-secret-but-never-to-be-seen`).digest('base64');
}

export const LINK_MINUTES = 10;
