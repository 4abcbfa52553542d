import { vi } from 'vitest';
import { scanInstances } from '../../src/api/scan/alibaba/scan-instances.ts';
import { exitCode } from '../../src/engine/exit-code.ts';
import type { Finding, RunResult } from '../../src/engine/finding.ts';
import type { Clock } from '../../src/sources/azure/live/clock.ts';
import { ACCOUNT, type FakeAccount } from '../alibaba/account.ts';
import { type CloudOptions, type RunningCloud, startCloud } from '../alibaba/cloud.ts';
import { KEY } from '../alibaba/signatures.ts';
import { acrauditIn, folderOf, type Ran, type Surroundings } from './cli.ts';

/** Variables by which the library signs in, or looks elsewhere for a way to. */
const SIGN_IN = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.id,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.secret,
  ALIBABA_CLOUD_SECURITY_TOKEN: '',
} as const;

/** Signs this process in, until `vi.unstubAllEnvs()`. */
export function signInToAlibaba(more: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries({ ...SIGN_IN, ...more })) vi.stubEnv(name, value);
}

/** Runs `acraudit scan --provider alibaba` against the server. */
export async function scanAlibaba(
  { endpoint }: Pick<RunningCloud, 'endpoint'>,
  around: Surroundings,
  ...argv: readonly string[]
): Promise<Ran> {
  signInToAlibaba();
  const flags = ['--provider', 'alibaba', '--alibaba-endpoint', endpoint, '--pack', 'core'];
  return acrauditIn(around, 'scan', ...flags, ...argv);
}

/** A clock whose waits take no time and are counted, but for those that bound a request: these end with it. */
export function impatientClock(now: number): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (milliseconds < 30_000 || milliseconds === 120_000) {
          waits.push(milliseconds);
          return resolve();
        }
        if (signal?.aborted === true) return resolve();
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
}

export interface AlibabaScanned {
  readonly result: RunResult;
  readonly code: number;
  /** By the name of the instance: its outcome, with the ids of reasons and the kinds of causes. */
  readonly outcomes: Readonly<Record<string, string>>;
  readonly requests: readonly string[];
  readonly waits: readonly number[];
}

export const NOW = Date.UTC(2030, 11, 31);

/** Scans an account whose server is started for it, with the rules of pack core. */
export async function scanAccount(
  account: FakeAccount = ACCOUNT,
  options: CloudOptions & {
    readonly regions?: readonly string[];
    readonly rule?: readonly string[];
    readonly signal?: AbortSignal;
  } = {},
): Promise<AlibabaScanned> {
  signInToAlibaba();
  const cloud = await startCloud(account, { now: () => NOW, ...options });
  const clock = impatientClock(NOW);
  try {
    const { result } = await scanInstances(
      {
        cwd: folderOf({}),
        provider: 'alibaba',
        alibabaEndpoint: cloud.endpoint,
        pack: 'core',
        config: false,
        regions: options.regions ?? [],
        options: options.rule ?? [],
        ...(options.signal && { signal: options.signal }),
      },
      clock,
    );
    return {
      result,
      code: exitCode(result),
      outcomes: Object.fromEntries(result.findings.map((finding) => [finding.target.name, told(finding)])),
      requests: cloud.requests,
      waits: clock.waits,
    };
  } finally {
    await cloud.stop();
  }
}

function told({ outcome, reasons, dependsOn }: Finding): string {
  return [outcome, ...reasons.map(({ id }) => id).sort(), ...new Set(dependsOn.map(({ kind }) => kind))].join(' ');
}
