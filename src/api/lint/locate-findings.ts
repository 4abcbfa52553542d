import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RunError } from '../../engine/finding.ts';
import { type Located, locationsIn, mapLocations } from '../../engine/map-locations.ts';
import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import { locateExisting } from '../../sources/arm/json/locate-paths.ts';
import type { TemplateRun } from '../../sources/arm/template-request.ts';
import type { WrittenSource } from '../../sources/arm/written-source.ts';
import { MAX_READABLE_BYTES, type Overlay, readBounded } from '../../util/bounded-read.ts';
import { containCrash } from '../../util/crash.ts';
import { formatPath, type Location, type Path, parsePath } from '../../util/location.ts';

/**
 * Finds lines and columns for all places at once: each file is gone through once, and only files with something to say. One
 * in which that crashes keeps its places without lines, and has that for an error.
 */
export function locateAll(
  result: Located,
  cwd: string,
  startedAt: number,
  { texts, sourceOf }: Pick<TemplateRun, 'texts' | 'sourceOf'>,
  overlay?: Overlay,
): Located {
  const wanted = new Map<string, Set<string>>();
  for (const { file, path, line } of new Set(locationsIn(result))) {
    // What is live has no file.
    if (file !== '' && path !== undefined && line === undefined)
      wanted.set(file, (wanted.get(file) ?? new Set()).add(path));
  }
  const places = new Map<string, Location>();
  const crashes: RunError[] = [];
  for (const [file, paths] of wanted) {
    containCrash(
      () => {
        const locate =
          sourceOf(file)?.locate ?? jsonLocator(texts.get(file) ?? textOf(resolve(cwd, file), startedAt, overlay));
        if (locate !== undefined) place(file, locate, [...paths], places);
      },
      (crash) => void crashes.push({ ...crash, location: { file } }),
    );
  }
  const located = mapLocations(result, (location) => places.get(`${location.file}\n${location.path}`) ?? location);
  return { ...located, errors: [...located.errors, ...crashes] };
}

type Locate = WrittenSource['locate'];

function jsonLocator(text: string | undefined): Locate | undefined {
  return text === undefined ? undefined : (paths) => locateExisting(text, paths);
}

function place(file: string, locate: Locate, paths: readonly string[], places: Map<string, Location>): void {
  const parsed = paths.map((path): Path => parsePath(path) ?? []);
  locate(parsed).forEach((found, i) => {
    if (found !== undefined) places.set(`${file}\n${paths[i]}`, { file, ...found.range, path: formatPath(found.path) });
  });
}

/** The text as it was evaluated; nothing for a file that has been written since, for its lines would be wrong. */
function textOf(absolute: string, startedAt: number, overlay: Overlay | undefined): string | undefined {
  try {
    if (overlay?.has(absolute) !== true && Math.floor(statSync(absolute).mtimeMs) > startedAt) return undefined;
    // Whatever bound it was read with, it is the same file.
    const read = readBounded(absolute, MAX_READABLE_BYTES, overlay);
    return 'bytes' in read ? decodeBytes(read.bytes).text : undefined;
  } catch {
    return undefined;
  }
}
