import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { RunError } from '../engine/finding.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { ScanRecord } from '../sources/azure/scan-record.ts';
import type { ExportFile, ExportProblem } from '../sources/export/problem.ts';
import { readExports } from '../sources/export/read-exports.ts';
import { INTERRUPTED_SCAN, type ScanFiles } from './scan-evaluation.ts';

/** Reads what was saved or exported and hands each record on. A folder stands for the JSON files in it. */
export async function evaluateExports(
  paths: readonly string[],
  cwd: string,
  add: (record: ScanRecord) => void,
): Promise<ScanFiles> {
  const named = paths.flatMap((path) => filesOf(path, cwd));
  const files = [...new Map(named.map((file) => [file.absolute, file])).values()];
  const scan = await readExports(files);
  for await (const record of scan.records) add(record);
  const errors = scan.problems.map(errorOf);
  if (scan.header === undefined) return { exports: files.length, errors };
  return { errors: scan.end?.complete === true ? errors : [...errors, INTERRUPTED_SCAN] };
}

function filesOf(path: string, cwd: string): ExportFile[] {
  const absolute = resolve(cwd, path);
  if (!existsSync(absolute)) throw missing(path, absolute);
  if (!statSync(absolute).isDirectory()) return [fileAt(absolute, cwd)];
  const names = readdirSync(absolute).filter((name) => /\.json$/i.test(name));
  if (names.length === 0) throw new UsageError(`--from ${path}: no JSON file in this folder`);
  return names.sort().map((name) => fileAt(join(absolute, name), cwd));
}

function fileAt(absolute: string, cwd: string): ExportFile {
  return { file: relative(cwd, absolute).split(sep).join('/'), absolute };
}

function missing(path: string, absolute: string): UsageError {
  const folder = dirname(absolute);
  const names = existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
  const close = nearest(basename(absolute), names);
  const help = close === undefined ? '' : `; did you mean ${join(dirname(path), close).split(sep).join('/')}?`;
  return new UsageError(`--from ${path} does not exist${help}`);
}

function errorOf({ file, line, code, message }: ExportProblem): RunError {
  return { code, message, location: { file, ...(line !== undefined && { line }) } };
}
