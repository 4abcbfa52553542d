import { resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { findRepositoryRoot } from '../../config/find-config-file.ts';
import type { RunError } from '../../engine/finding.ts';
import type { BaselineEntry } from '../../engine/known/baseline.ts';
import { message } from '../../messages/message.ts';
import { readBounded } from '../../util/bounded-read.ts';
import { UsageError } from '../../util/errors.ts';
import { writeWholeFile } from '../../util/fs/write-whole-file.ts';
import { relativePath } from '../../util/paths.ts';
import { errorCode, systemErrorText } from '../../util/system-error.ts';
import { pathProblem } from '../path-in-repository.ts';
import { type BaselineContent, parseBaseline } from './parse-baseline.ts';

/** Where a baseline is, and who says so. */
export interface BaselineName {
  readonly absolute: string;
  /** As messages name it. */
  readonly file: string;
  /** What messages about the name begin with. */
  readonly saidBy: string;
}

/** A baseline as it was read; one that is still to be written has no entries. */
export interface BaselineFile extends BaselineContent {
  readonly file: string;
  readonly absolute: string;
  /** Undefined when there is no such file yet. */
  readonly text?: string;
}

/** Bytes; some 150,000 entries. */
const MAX_BASELINE_BYTES = 60_000_000;

/** The baseline that a configuration names; it is controlled by the repository, so it must not lie outside of it. */
export function configuredBaseline(config: Config, cwd: string): BaselineName | undefined {
  const { baseline, places, root } = config;
  const place = places.get('baseline');
  if (baseline === undefined) return undefined;
  const absolute = resolve(root, baseline);
  const at = place === undefined ? '' : `${place.file}:${place.line}:${place.column}: `;
  const repository = findRepositoryRoot(root) ?? root;
  const problem = pathProblem(repository, absolute);
  if (problem !== undefined)
    throw new UsageError(`${at}baseline ${baseline}: ${problem}`, {
      ...(place && { location: place }),
      hint: 'If that is meant, name it: --baseline FILE',
    });
  return { absolute, file: relativePath(cwd, absolute), saidBy: at };
}

/**
 * Reads a baseline.
 *
 * @param mayBeNew Whether it may not exist yet.
 * @throws UsageError when it is missing, unreadable, too large or wrong in any way.
 */
export async function readBaseline({ absolute, file, saidBy }: BaselineName, mayBeNew: boolean): Promise<BaselineFile> {
  const read = readBounded(absolute, MAX_BASELINE_BYTES);
  if ('problem' in read) {
    const isMissing = read.problem.code === 'ENOENT';
    if (isMissing && mayBeNew) return { file, absolute, entries: [] };
    if (isMissing) throw new UsageError(`${saidBy}baseline ${file} does not exist; --update-baseline creates it`);
    const why = read.problem.code === 'too-large' ? 'it is larger than 60 MB' : read.problem.message;
    throw new UsageError(`${saidBy}baseline ${file} cannot be read: ${why}`, { location: { file } });
  }
  const { text, ...content } = await parseBaseline(file, read.bytes);
  return { file, absolute, text, ...content };
}

/** The text of a baseline: the same for the same findings, a key a line, for reviews. */
function baselineText({ schema, entries }: BaselineContent): string {
  const findings = entries.map(({ fingerprint, rule, outcome, file, template, parameters, target, id }) => ({
    fingerprint,
    rule,
    outcome,
    file,
    template,
    parameters,
    target,
    id,
  }));
  return `${JSON.stringify({ $schema: schema, version: 1, findings }, null, 2)}\n`;
}

/** Writes a baseline whole or not at all, unless it is so already. Returns what went wrong; undefined when it is as it should be. */
export function writeBaseline(
  { file, absolute, text: before, schema }: BaselineFile,
  entries: readonly BaselineEntry[],
): RunError | undefined {
  const text = baselineText({ entries, ...(schema !== undefined && { schema }) });
  if (text === before) return undefined;
  if (Buffer.byteLength(text) > MAX_BASELINE_BYTES) return notWritten(file, 'it would be larger than 60 MB');
  try {
    writeWholeFile(absolute, [text]);
    return undefined;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return notWritten(file, systemErrorText(error));
  }
}

function notWritten(file: string, problem: string): RunError {
  return { code: 'baseline-not-written', message: message('error.baseline-not-written', { file, problem }) };
}
