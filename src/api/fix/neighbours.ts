import { opendirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { NamedText } from '../../fixes/arm/linking-template.ts';
import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import { readBounded } from '../../util/bounded-read.ts';
import { compareStrings, isBicepName, isBicepParamName, isInside, isJsonName, relativePath } from '../../util/paths.ts';

/** A folder of generated files is not searched to the end. */
const MAX_ENTRIES = 2000;
const MAX_TEMPLATE_BYTES = 4 * 1024 * 1024;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

/** The JSON files of the folder of a file, by their names relative to the folder of the run. What cannot be read is left out. */
export function* jsonNeighbours(cwd: string, file: string): Generator<NamedText> {
  const folder = dirname(resolve(cwd, file));
  let left = MAX_TOTAL_BYTES;
  for (const name of namesIn(folder, isJsonName)) {
    const absolute = resolve(folder, name);
    const read = readBounded(absolute, Math.min(left, MAX_TEMPLATE_BYTES));
    const text = 'bytes' in read ? textOf(read.bytes) : undefined;
    if (text === undefined) continue;
    left -= text.length;
    yield { file: relativePath(cwd, absolute), text };
  }
}

/** Calls of modules are looked for in no more files. */
const MAX_BICEP_FILES = 500;

/** The names of the Bicep files of the folder of a file and of those that it is in, up to its root: the nearest first. */
export function* bicepNeighbours(cwd: string, file: string, rootOf: (absolute: string) => string): Generator<string> {
  const absolute = resolve(cwd, file);
  const root = rootOf(absolute);
  let left = MAX_BICEP_FILES;
  for (let folder = dirname(absolute); isInside(root, folder); folder = dirname(folder)) {
    for (const name of namesIn(folder, isBicepTemplate)) {
      if (left-- === 0) return;
      yield relativePath(cwd, resolve(folder, name));
    }
    if (folder === dirname(folder)) return;
  }
}

function isBicepTemplate(name: string): boolean {
  return isBicepName(name) && !isBicepParamName(name);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decodeBytes(bytes).text;
  } catch {
    return undefined;
  }
}

/** The sorted names of files in a folder that are wanted. */
function namesIn(folder: string, isWanted: (name: string) => boolean): readonly string[] {
  const names: string[] = [];
  try {
    const entries = opendirSync(folder);
    for (let read = 0; read < MAX_ENTRIES; read++) {
      const entry = entries.readSync();
      if (entry === null) break;
      if (entry.isFile() && isWanted(entry.name)) names.push(entry.name);
    }
    entries.closeSync();
  } catch {
    // What cannot be listed has no neighbours that can be read.
  }
  return names.sort(compareStrings);
}
