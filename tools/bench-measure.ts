import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export const CLI = resolve('dist/cli.js');
export const MEGABYTE = 1024 * 1024;

/** Milliseconds of a whole child process and of what it measured inside, and its peak memory in bytes. */
export interface Measured {
  readonly whole: number;
  readonly inside: number;
  readonly peak: number;
}

/**
 * Runs a module text in a process of its own; what the text adds up in `inside` comes back, or the time from `since` until
 * the process ends, which the program does itself. Output is thrown away.
 */
export function child(text: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Measured {
  const script = `import { writeSync } from 'node:fs';
let inside = 0;
let since;
process.on('exit', () => {
  if (since !== undefined) inside = performance.now() - since;
  process.exitCode = 0;
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
export function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Measured {
  const text = `process.argv.splice(1, 0, ${JSON.stringify(CLI)});
since = performance.now();
await import(${JSON.stringify(CLI)});`;
  return child(text, argv, env);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const REPEATS = 3;

/** The run with the median of the time inside, of several. */
export function middle(measure: () => Measured): Measured {
  const runs = Array.from({ length: REPEATS }, measure);
  return runs.toSorted((a, b) => a.inside - b.inside)[Math.floor(REPEATS / 2)] as Measured;
}

export function row(name: string, value: string, aim: string, detail: string): void {
  console.log(`${name.padEnd(34)} ${value.padStart(9)}  ${aim.padEnd(10)} ${detail}`.trimEnd());
}

export const ratio = (a: number, b: number): string => `${(a / b).toFixed(1)}×`;
export const ms = (time: number): string => `${time.toFixed(time < 10 ? 1 : 0)} ms`;
export const mb = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(0)} MB`;
