import { runServer } from '../../lsp/run-server.ts';
import type { Streams } from '../streams.ts';

/** Serves an editor on standard input and output. Returns the exit code. */
export function lsp(streams: Streams): Promise<number> {
  return runServer(streams);
}
