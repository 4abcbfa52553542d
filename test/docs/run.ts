import { main } from '../../src/cli/main.ts';

/** What one command line wrote, and its exit code. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process as if no terminal were attached. */
export async function run(argv: readonly string[], cwd: string): Promise<Run> {
  let out = '';
  let err = '';
  const streams = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    isTerminal: false,
    env: {},
  };
  const code = await main(argv, streams, cwd);
  return { code, out, err };
}
