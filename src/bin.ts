#!/usr/bin/env node
import { fstatSync } from 'node:fs';
import { main } from './cli/main.ts';
import { crashOf } from './util/crash.ts';
import { systemErrorText } from './util/system-error.ts';

const UNWRITTEN = 3;
const CRASH = 4;

// A bug in a callback of a library is caught nowhere else, and Node would exit with 1, which means that a registry fails.
process.on('uncaughtException', (error) => {
  const { message, stack } = crashOf(error);
  process.stderr.write(`acraudit: ${message}\n${process.argv.includes('--debug') ? `${stack}\n` : ''}`);
  process.exit(CRASH);
});

// A reader that has seen enough, such as `head`, closes the pipe: nothing more is written, and the run ends with its own code.
let isClosed = false;
let failure: NodeJS.ErrnoException | undefined;
let goOn = (): void => undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') failure ??= error;
  isClosed = true;
  goOn();
});
// There is no other stream to report it on.
process.stderr.on('error', () => undefined);

const streams = {
  // A pipe whose reader is slower would otherwise be held in memory as a whole.
  out: (text: string): void | Promise<void> => {
    if (isClosed || process.stdout.write(text)) return;
    return new Promise((resolve) => {
      goOn = resolve;
      process.stdout.once('drain', resolve);
    });
  },
  err: (text: string) => void process.stderr.write(text),
  // Opened only when it is asked for.
  get input() {
    return process.stdin;
  },
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
  isTerminal: process.stdout.isTTY === true,
  outIsFile: isFile(process.stdout.fd),
  // Terminals of unknown size report 0.
  ...(process.stdout.columns > 0 && { width: process.stdout.columns }),
  errIsTerminal: process.stderr.isTTY === true,
  // Read each time: a window may be resized while a scan runs.
  get errWidth() {
    return process.stderr.columns || undefined;
  },
  // The second one ends the process, as it would without us.
  onInterrupt: (stop: () => void) => {
    process.once('SIGINT', stop);
    return () => void process.removeListener('SIGINT', stop);
  },
  env: process.env,
};

/** Questions go where progress goes; the end of the input is an empty answer. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}

/** Everything that was written before has reached the system, or never will. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    // It is closed, so nothing can be said of it.
    return false;
  }
}

const code = await main(process.argv.slice(2), streams, process.cwd());
await flushed(process.stdout);
if (failure !== undefined)
  process.stderr.write(`acraudit: the output cannot be written: ${systemErrorText(failure)}\n`);
await flushed(process.stderr);
// What fails is not said when the output is lost, so the code does not say that it is. Not by itself: a request that was given up may hold a socket open for minutes.
process.exit(failure === undefined || code === CRASH ? code : UNWRITTEN);
