import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export const CLI = resolve('dist/cli.js');
export const MEGABYTE = 1024 * 1024;

/** Milliseconds of a whole child process and of what it measured inside, and its peak memory in bytes. */
export interface Measurement {
  readonly whole: number;
  readonly inside: number;
  readonly peak: number;
}

/**
 * Runs module source in a child process and returns what it adds up in `inside`, or the time from `since` to the end of
 * the process. Output is discarded.
 */
export function measureModule(
  text: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Measurement {
  const script = `import { writeSync } from 'node:fs';
let inside = 0;
let since;
process.on('exit', (code) => {
  if (since !== undefined) inside = performance.now() - since;
  // What was refused or crashed was not measured.
  process.exitCode = code === 2 || code === 4 ? code : 0;
  writeSync(3, JSON.stringify({ inside, peak: process.resourceUsage().maxRSS * 1024 }));
});
${text}`;
  const start = performance.now();
  const { output, status, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script, '--', ...argv], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  const whole = performance.now() - start;
  if (status !== 0) throw new Error(`a child process ended with ${status ?? signal}`);
  return { whole, ...(JSON.parse(output[3] ?? '') as { inside: number; peak: number }) };
}

/** A command line of the bundle, loading it included. */
export function measureCommand(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Measurement {
  const text = `process.argv.splice(1, 0, ${JSON.stringify(CLI)});
since = performance.now();
await import(${JSON.stringify(CLI)});`;
  return measureModule(text, argv, env);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const RUNS = 3;

/** Of several runs, the one with the median inner time. */
export function medianRun(measure: () => Measurement): Measurement {
  const runs = Array.from({ length: RUNS }, measure);
  return runs.toSorted((a, b) => a.inside - b.inside)[Math.floor(RUNS / 2)] as Measurement;
}

export function printRow(name: string, value: string, aim: string, detail: string): void {
  console.log(`${name.padEnd(34)} ${value.padStart(9)}  ${aim.padEnd(10)} ${detail}`.trimEnd());
}

export const ratio = (a: number, b: number): string => `${(a / b).toFixed(1)}×`;
export const ms = (time: number): string => `${time.toFixed(time < 10 ? 1 : 0)} ms`;
export const mb = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(0)} MB`;
