import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import schema from '../../../schemas/task-logs.schema.json' with { type: 'json' };
import type { ExportFile } from '../../sources/saved-scan/export-problem.ts';
import { makePrivateFolder } from '../../sources/task-logs/save-log.ts';
import { type BytesRead, readBounded } from '../../util/bounded-read.ts';
import { UsageError } from '../../util/errors.ts';
import { errorCode, toUsageError } from '../../util/system-error.ts';
import { createLogIndex, type IndexedRun, type LogIndex } from './log-index.ts';

/** The folder of logs, with what an earlier export left in it. */
export interface LogFolder {
  readonly folder: ExportFile;
  readonly index: LogIndex;
  /** Makes what is not there yet, before anything is fetched. */
  readonly create: () => Promise<void>;
}

const INDEX = 'index.json';
/** About half a million runs. */
const MAX_INDEX_BYTES = 256 * 1024 * 1024;

/**
 * Reads what is in the folder that logs go to. Nothing is written.
 *
 * @throws UsageError when it is a file, has other files, or an index that is none.
 */
export async function openLogFolder(out: string, cwd: string): Promise<LogFolder> {
  if (out.trim() === '') throw new UsageError('--out: the name of the folder is empty');
  const folder = { file: out, absolute: resolve(cwd, out) };
  const file = { file: `${out}/${INDEX}`, absolute: join(folder.absolute, INDEX) };
  const index = createLogIndex(file, (await isNew(folder)) ? [] : await readIndex(file));
  return {
    folder,
    index,
    create: async () => {
      try {
        await makePrivateFolder(folder.absolute);
        await index.flush();
      } catch (error) {
        throw toUsageError(`--out ${out} cannot be written`, error);
      }
    },
  };
}

/** Whether there is nothing in it, or no such folder. */
async function isNew({ file, absolute }: ExportFile): Promise<boolean> {
  try {
    if (!(await stat(absolute)).isDirectory()) throw new UsageError(`--out ${file}: is a file`);
    // What a process that was killed left of its first index.
    const names = (await readdir(absolute)).filter((name) => name !== `${INDEX}.new`);
    if (names.length > 0 && !names.includes(INDEX))
      throw new UsageError(
        `--out ${file}: is not empty and has no ${INDEX}, so it is not the folder of an earlier export`,
        {
          hint: 'Name a new folder.',
        },
      );
    return names.length === 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw toUsageError(`--out ${file} cannot be read`, error);
  }
}

async function readIndex({ file, absolute }: ExportFile): Promise<readonly IndexedRun[]> {
  const read: BytesRead = readBounded(absolute, MAX_INDEX_BYTES);
  if ('problem' in read) throw new UsageError(`${file}: ${read.problem.message}`, { location: { file } });
  const data = parsed(file, read.bytes.toString('utf8'));
  const { compiledSchema, schemaProblems } = await import('../../config/check-schema.ts');
  const [wrong] = schemaProblems(await compiledSchema(schema), data);
  if (wrong !== undefined)
    throw noIndex(file, `${wrong.pointer === '' ? 'the file' : wrong.pointer} is not as it should be`);
  return (data as { readonly runs: readonly IndexedRun[] }).runs;
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw noIndex(file, 'it is not JSON');
  }
}

function noIndex(file: string, why: string): UsageError {
  return new UsageError(`${file}: this is no index of saved logs: ${why}`, {
    location: { file },
    hint: 'Restore it, or name a new folder.',
  });
}
