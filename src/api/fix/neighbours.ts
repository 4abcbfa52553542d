import { opendirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { NamedText } from '../../fixes/arm/linking-template.ts';
import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import { readBounded } from '../../util/bounded-read.ts';
import { compareStrings, isJsonName, relativePath } from '../../util/paths.ts';

/** A folder of generated files is not searched to the end. */
const MAX_ENTRIES = 2000;
const MAX_TEMPLATE_BYTES = 4 * 1024 * 1024;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

/** The JSON files of the folder of a file, by their names relative to the folder of the run. What cannot be read is left out. */
export function* jsonNeighbours(cwd: string, file: string): Generator<NamedText> {
  const folder = dirname(resolve(cwd, file));
  let left = MAX_TOTAL_BYTES;
  for (const name of jsonNames(folder).sort(compareStrings)) {
    const absolute = resolve(folder, name);
    const read = readBounded(absolute, Math.min(left, MAX_TEMPLATE_BYTES));
    const text = 'bytes' in read ? textOf(read.bytes) : undefined;
    if (text === undefined) continue;
    left -= text.length;
    yield { file: relativePath(cwd, absolute), text };
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decodeBytes(bytes).text;
  } catch {
    return undefined;
  }
}

function jsonNames(folder: string): string[] {
  const names: string[] = [];
  try {
    const entries = opendirSync(folder);
    for (let read = 0; read < MAX_ENTRIES; read++) {
      const entry = entries.readSync();
      if (entry === null) break;
      if (entry.isFile() && isJsonName(entry.name)) names.push(entry.name);
    }
    entries.closeSync();
  } catch {
    // What cannot be listed has no neighbours that can be read.
  }
  return names;
}
