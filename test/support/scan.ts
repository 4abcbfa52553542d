import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';
import type { ScanWatch } from '../../src/api/requests.ts';
import { evaluateLive } from '../../src/api/scan/live-scan.ts';
import { createScanEvaluation } from '../../src/api/scan/scan-evaluation.ts';
import { selectScanRules } from '../../src/api/select-rules.ts';
import { exitCode } from '../../src/engine/exit-code.ts';
import { wantedBy } from '../../src/engine/wanted.ts';
import { reports } from '../../src/reports/index.ts';
import type { ScanRecord, ScanScope, SubscriptionRecord } from '../../src/sources/azure/decode/scan-record.ts';
import { safeLine } from '../../src/util/safe-text.ts';
import { loadCertificate } from '../arm/certificate.ts';
import { send } from '../arm/raw-client.ts';
import type { PresetName } from '../arm/setting-presets.ts';
import { armEnvironment, type RunningArm } from '../arm/start.ts';
import { type RegistryAccess, registryId, type SubscriptionAccess, type Tenant } from '../arm/tenant.ts';
import { acrauditIn, type Ran, type Results, type Surroundings } from './cli.ts';
import { assertResults } from './results-schema.ts';

/** Signs this process in to the server, until `vi.unstubAllEnvs()`. */
export function signInTo(arm: RunningArm): void {
  vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'EnvironmentCredential');
  for (const [name, value] of Object.entries(armEnvironment(arm))) vi.stubEnv(name, value);
}

export function endpointFlags({ endpoint, authorityHost }: Pick<RunningArm, 'endpoint' | 'authorityHost'>): string[] {
  return ['--arm-endpoint', endpoint, '--authority-host', authorityHost];
}

/** Runs `acraudit scan` against the server. */
export async function scan(arm: RunningArm, around: Surroundings, ...argv: readonly string[]): Promise<Ran> {
  signInTo(arm);
  return acrauditIn(around, 'scan', ...endpointFlags(arm), ...argv);
}

/** Runs `acraudit verify` against the server. */
export async function verify(arm: RunningArm, around: Surroundings, ...argv: readonly string[]): Promise<Ran> {
  signInTo(arm);
  return acrauditIn(around, 'verify', ...endpointFlags(arm), '--logs-endpoint', arm.endpoint, ...argv);
}

/** The same with JSON results, which are checked against their schema. */
export async function scanJson(
  arm: RunningArm,
  cwd: string,
  ...argv: readonly string[]
): Promise<Results & { readonly code: number; readonly text: string }> {
  const { code, out, err } = await scan(arm, { cwd }, '-f', 'json', ...argv);
  if (out === '') throw new Error(`no results: ${err}`);
  assertResults(out);
  return { ...(JSON.parse(out) as Results), code, text: out };
}

/** How a scan on the server's own clock is run. */
export interface VirtualScan extends Pick<ScanWatch, 'onProgress'> {
  readonly scope?: Partial<ScanScope>;
  readonly discovery?: 'graph' | 'arm';
  readonly concurrency?: number;
  readonly batch?: boolean;
  /** Absolute path. */
  readonly save?: string;
  readonly resume?: boolean;
  readonly cwd?: string;
  /** Called with what a press of Ctrl-C would call. */
  readonly onInterrupt?: (stop: () => void) => void;
  /** What requests are sent to, when it is not the server itself. */
  readonly armEndpoint?: string;
  /** The rules that run, with all that they need; by default `Azure.ACR.Logs`, with settings alone. */
  readonly rules?: readonly string[];
  /** Set for a verification: how many minutes back events have to have arrived. */
  readonly arrivedSince?: number;
  /** What workspaces are queried at, when it is not the server itself. */
  readonly logsEndpoint?: string;
}

export interface Scanned extends Results {
  /** With `--fail-on never`, so that a failure does not hide what could not be read. */
  readonly code: number;
  readonly codeWithFailures: number;
  /** JSON results. */
  readonly text: string;
  /** As they were handed on. */
  readonly records: readonly ScanRecord[];
  /** Milliseconds on the clock of the server. */
  readonly took: number;
  /** Its notices, in lines. */
  readonly err: string;
}

/** What `acraudit scan -f json` does, with all waits on the clock of the server. */
export async function scanVirtually(arm: RunningArm, options: VirtualScan = {}): Promise<Scanned> {
  signInTo(arm);
  const { scope, discovery = 'graph', concurrency = 4, batch = false, resume = false, save, cwd = '/' } = options;
  const { rules = ['Azure.ACR.Logs'] } = options;
  const { arrivedSince } = options;
  const job = arrivedSince === undefined ? 'scan' : 'verify';
  const { active, infos } = await selectScanRules({ rules, config: false, cwd }, job);
  const evaluation = createScanEvaluation(active);
  const records: ScanRecord[] = [];
  let err = '';
  const stop = new AbortController();
  options.onInterrupt?.(() => stop.abort());
  const request = {
    scope: { subscriptions: [], excludeSubscriptions: [], resourceGroups: [], ...scope },
    cloud: 'AzureCloud' as const,
    custom: {
      armEndpoint: options.armEndpoint ?? arm.endpoint,
      authorityHost: arm.authorityHost,
      logsEndpoint: options.logsEndpoint ?? arm.endpoint,
    },
    ...(arrivedSince !== undefined && { arrivedSince }),
    discovery,
    concurrency,
    batch,
    resume,
    cwd,
    signal: stop.signal,
    onNotice: (text: string) => {
      err += safeLine(text);
    },
    ...(options.onProgress !== undefined && { onProgress: options.onProgress }),
    ...(save !== undefined && { save }),
    ...(options.rules !== undefined && { wanted: wantedBy(active.map(({ rule }) => rule)) }),
  };
  const before = arm.clock.now();
  const add = (record: ScanRecord): void => {
    records.push(record);
    evaluation.add(record);
  };
  const result = evaluation.result(await evaluateLive(request, add, arm.clock));
  const text = reports.json(result, { color: false, verbose: false, quiet: false, rules: infos, sarifAll: false });
  assertResults(text);
  // Both codes are those of the same results, whatever the request asks for.
  const open = { ...result, findings: result.findings.map(({ exitPolicy: _, ...finding }) => finding) };
  return {
    ...(JSON.parse(text) as Results),
    text,
    records,
    err,
    took: arm.clock.now() - before,
    code: exitCode(open, { failOn: 'never', unknown: 'report' }),
    codeWithFailures: exitCode(open, { failOn: 'error', unknown: 'report' }),
  };
}

/** What became of each registry and subscription, by name, in a line each. */
export interface OutcomesByName {
  readonly registries: Readonly<Record<string, string>>;
  readonly subscriptions: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

export function outcomesByName({
  records,
  results,
  notes,
}: Pick<Scanned, 'records' | 'results' | 'notes'>): OutcomesByName {
  const found = results.map(({ target, outcome, dependsOn }): [string, string] => [
    target.name,
    [outcome, ...dependsOn.map(({ kind, name }) => `${kind} (${name})`)].join(' '),
  ]);
  const gone = notes.flatMap(
    ({ message }) => /\/registries\/(\w+) was deleted or moved while the scan ran$/.exec(message)?.[1] ?? [],
  );
  const subscriptions = records.filter((record): record is SubscriptionRecord => record.kind === 'subscription');
  return {
    registries: Object.fromEntries([...found, ...gone.map((name): [string, string] => [name, 'deleted'])].sort()),
    subscriptions: Object.fromEntries(
      subscriptions.map(({ name, state, problem }) => [
        name,
        problem === undefined ? state : `${state} ${shown(problem)}`,
      ]),
    ),
    problems: records.flatMap((record) => (record.kind === 'problem' ? [shown(record.problem)] : [])),
  };
}

function shown({
  kind,
  code,
  message,
}: {
  readonly kind: string;
  readonly code: string;
  readonly message: string;
}): string {
  return `${kind} ${code} (${message})`;
}

export interface SubscriptionSpec {
  readonly access?: SubscriptionAccess;
  readonly managementGroup?: string;
  /** By name: its settings, or what happens when they are read. */
  readonly registries?: Readonly<Record<string, PresetName | RegistryAccess>>;
  readonly resourceGroup?: string;
}

/** A tenant with these subscriptions, by name. Management groups: the root, `outer`, and `inner` within that. */
export function tenantOf(
  specs: Readonly<Record<string, SubscriptionSpec>>,
  graph: Tenant['graph'] = 'allowed',
): Tenant {
  const id = '11111111-1111-4111-8111-111111111111';
  const subscriptions = Object.entries(specs).map(([name, { access = 'full', managementGroup = 'inner' }], i) => ({
    id: subscriptionId(i),
    name,
    state: 'Enabled' as const,
    managementGroup,
    access,
  }));
  const registries = Object.values(specs).flatMap(({ registries: named = {}, resourceGroup = 'rg-Apps' }, i) =>
    Object.entries(named).map(([name, what], seed) => ({
      id: registryId(subscriptionId(i), resourceGroup, name),
      name,
      subscription: subscriptionId(i),
      resourceGroup,
      location: 'westeurope',
      sku: 'Premium' as const,
      access: isAccess(what) ? what : ('full' as const),
      preset: isAccess(what) ? ('audit' as const) : what,
      seed: seed + 1,
    })),
  );
  return {
    id,
    principal: {
      clientId: '22222222-2222-4222-8222-222222222222',
      objectId: '33333333-3333-4333-8333-333333333333',
      clientSecret: 'not-a-secret-but-never-to-be-seen',
    },
    managementGroups: [
      { name: id, displayName: 'Tenant Root Group', parent: null },
      { name: 'outer', displayName: 'Outer', parent: id },
      { name: 'inner', displayName: 'Inner', parent: 'outer' },
    ],
    subscriptions,
    registries,
    graph,
  };
}

export function subscriptionId(index: number): string {
  return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

function isAccess(what: string): what is RegistryAccess {
  return what === 'full' || what === 'denied' || what === 'deleted';
}

/** An HTTPS server of somebody else on loopback, and the requests it saw. */
export interface OtherHost {
  readonly endpoint: string;
  readonly requests: readonly string[];
  readonly stop: () => Promise<void>;
}

/**
 * Starts a host that nobody is to send a token to. With `before` it stands in front of the server: what it redirects
 * goes elsewhere, all else is passed on.
 */
export async function startOtherHost(before?: {
  readonly arm: RunningArm;
  readonly redirect: (path: string) => { readonly status: number; readonly to: string } | undefined;
}): Promise<OtherHost> {
  const { key, cert } = await loadCertificate();
  const requests: string[] = [];
  const server = createServer({ key, cert }, async (request, response) => {
    const path = request.url ?? '';
    requests.push(`${request.method} ${path}`);
    const redirected = before?.redirect(path);
    if (before === undefined || redirected !== undefined) {
      response.writeHead(redirected?.status ?? 200, redirected && { Location: redirected.to });
      response.end('{"value":[]}');
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { authorization = '', 'content-type': type = 'application/json' } = request.headers;
    const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks).toString() };
    const headers = { authorization, 'Content-Type': type };
    const answer = await send(before.arm, path, { method: request.method ?? 'GET', headers, ...body });
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(answer.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
