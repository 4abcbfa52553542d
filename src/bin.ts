#!/usr/bin/env node
import { fstatSync } from 'node:fs';
import { main } from './cli.ts';

// A reader that has seen enough, such as `head`, closes the pipe: nothing more is written, and the run ends with its own code.
let isClosed = false;
let goOn = (): void => undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  isClosed = true;
  goOn();
});

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
  isTerminal: process.stdout.isTTY === true,
  outIsFile: isFile(process.stdout.fd),
  // Terminals that do not tell their size say 0.
  ...(process.stdout.columns > 0 && { width: process.stdout.columns }),
  errIsTerminal: process.stderr.isTTY === true,
  // Asked for anew each time: a window may change while a scan runs.
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

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    // It is closed, so nothing can be said of it.
    return false;
  }
}

process.exitCode = await main(process.argv.slice(2), streams, process.cwd());
