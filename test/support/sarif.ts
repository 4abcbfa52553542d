import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** What is read of the validator's own output, which is SARIF too. */
interface Log {
  readonly runs: readonly {
    readonly results?: readonly Complaint[];
    readonly tool: { readonly driver: { readonly rules?: readonly Rule[] } };
    readonly invocations?: readonly { readonly toolExecutionNotifications?: readonly Notification[] }[];
  }[];
}

interface Complaint {
  readonly ruleId: string;
  readonly level?: string;
  readonly message: { readonly text?: string; readonly id?: string; readonly arguments?: readonly string[] };
  readonly locations?: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
  }[];
}

interface Rule {
  readonly id: string;
  readonly messageStrings?: Record<string, { readonly text: string }>;
}

interface Notification {
  readonly level?: string;
  readonly message: { readonly text?: string };
}

/**
 * Validates logs against the SARIF schema, and in one run of `sarif-multitool`, which takes about a second to start,
 * against its own rules and those for GitHub. Returns for each log its complaints as `error SARIF1001: …`. Throws when
 * the tool itself fails.
 */
export async function validateSarifs(texts: readonly string[]): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'sarif-'));
  try {
    await mkdir(join(folder, 'in'));
    await Promise.all(texts.map((text, i) => writeFile(join(folder, 'in', `${i}.sarif`), text)));
    const output = join(folder, 'out.sarif');
    const inputs = texts.map((_, i) => join(folder, 'in', `${i}.sarif`));
    const args = ['validate', ...inputs, '-o', output, '--rule-kind', 'Sarif;Gh', '--level', 'Error;Warning;Note'];
    // The tool would fetch the address in $schema to see that it answers; a proxy that refuses keeps it off the network.
    const proxy = 'http://127.0.0.1:1';
    const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1', HTTPS_PROXY: proxy, HTTP_PROXY: proxy };
    // The exit code is 1 for findings as well as for failures; whether there is a log tells them apart.
    const run = await promisify(execFile)(multitool(), args, { env, maxBuffer: 1 << 26 }).catch((error) => error);
    const log: Log = JSON.parse(
      await readFile(output, 'utf8').catch(() => {
        throw new Error(`the SARIF validator failed: ${run.stdout ?? ''}${run.stderr ?? ''}${run.message ?? ''}`);
      }),
    );
    const said = complaints(log, texts.length);
    return texts.map((text, i) => [...schemaFaults(text), ...onlyFaults(said[i] ?? [])]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The package's install script only sets the executable bit, so this does it where install scripts did not run. */
function multitool(): string {
  const path: string = createRequire(import.meta.url)('@microsoft/sarif-multitool');
  if (process.platform === 'win32') return path;
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
  return path;
}

/**
 * A value that the tool's own reader refuses, such as an unknown level, makes it go silent about every log of the run,
 * with exit code 0. It has at least one note about each log that it did look at, so silence is a fault.
 */
function onlyFaults(said: readonly string[]): string[] {
  if (said.length === 0) return ['error silent: the validator did not look at this log'];
  return said.filter((text) => !text.startsWith('note '));
}

let compiled: ValidateFunction | undefined;

/** Where the log is against the SARIF schema, as `error schema: POINTER MESSAGE`. */
export function schemaFaults(text: string): string[] {
  compiled ??= new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(
    JSON.parse(readFileSync(join(dirname(multitool()), 'sarif-2.1.0.json'), 'utf8')),
  );
  compiled(JSON.parse(text));
  return (compiled.errors ?? []).map(({ instancePath, message }) => `error schema: ${instancePath} ${message}`);
}

function complaints(log: Log, files: number): string[][] {
  const byFile: string[][] = Array.from({ length: files }, () => []);
  for (const run of log.runs) {
    for (const result of run.results ?? []) {
      const uri = result.locations?.[0]?.physicalLocation.artifactLocation.uri ?? '';
      const index = Number(/(\d+)\.sarif$/.exec(uri)?.[1] ?? Number.NaN);
      const text = `${result.level ?? 'warning'} ${result.ruleId}: ${messageText(result, run.tool.driver.rules ?? [])}`;
      if (byFile[index] === undefined) throw new Error(`the SARIF validator complains about no file: ${text}`);
      byFile[index].push(text);
    }
    const notifications = run.invocations?.flatMap((invocation) => invocation.toolExecutionNotifications ?? []) ?? [];
    for (const { level = 'warning', message } of notifications) {
      if (level === 'error') throw new Error(`the SARIF validator failed: ${message.text}`);
    }
  }
  return byFile;
}

function messageText({ ruleId, message }: Complaint, rules: readonly Rule[]): string {
  const template = rules.find((rule) => rule.id === ruleId)?.messageStrings?.[message.id ?? '']?.text;
  return (template ?? message.text ?? '').replace(/\{(\d+)\}/g, (_, n) => message.arguments?.[Number(n)] ?? '');
}
