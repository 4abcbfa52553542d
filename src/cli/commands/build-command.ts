import { buildFile } from '../../api/build-file.ts';
import type { BuildRequest } from '../../api/requests.ts';
import { toJson } from '../../reports/report-text.ts';
import { safeLine, safeLines } from '../../util/safe-text.ts';
import { readInput, type Streams } from '../streams.ts';
import { placeText } from './place-text.ts';

export interface BuildFlags {
  readonly stdinFilename: string;
  readonly maxSize?: number;
  readonly debug: boolean;
}

const UNREADABLE = 3;

/** Prints the template that a Bicep file makes, and what is wrong in it. Returns the exit code. */
export async function build(named: string, flags: BuildFlags, streams: Streams, cwd: string): Promise<number> {
  const { stdinFilename, maxSize, debug } = flags;
  const request: BuildRequest = {
    cwd,
    file: named === '-' ? { file: stdinFilename, read: (most) => readInput(streams, most) } : named,
    environment: streams.env,
    ...(maxSize !== undefined && { maxSize }),
  };
  const { template, problems } = await buildFile(request);
  if (template !== undefined) await streams.out(toJson(template, 2));
  for (const { code, message, location, stack } of problems) {
    streams.err(safeLine(`acraudit: ${placeText(location)}: ${message}${code === 'bicep' ? '' : ` (${code})`}`));
    if (debug && stack !== undefined) streams.err(safeLines(stack.split('\n')));
  }
  return problems.length > 0 ? UNREADABLE : 0;
}
