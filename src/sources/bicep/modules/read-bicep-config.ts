import { dirname, resolve } from 'node:path';
import type { BytesRead } from '../../../util/bounded-read.ts';
import type { Path } from '../../../util/location.ts';
import { ancestorFolders, childPath, isInside, relativePath } from '../../../util/paths.ts';
import { isJsonObject } from '../../arm/expand/json-access.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import { locate } from '../../arm/json/locate-paths.ts';
import { isProblem, readJsonBytes } from '../../arm/read-json-file.ts';
import { type BicepConfig, type BicepConfigProblem, BUILT_IN_CONFIG, overlaid } from './bicep-config.ts';
import { wrongMembers } from './config-shape.ts';

export const BICEP_CONFIG_NAME = 'bicepconfig.json';

/** Configuration files that one file may extend, one after the other. */
const MAX_EXTENDED = 16;

export interface ConfigSource {
  /** Absolute; no file outside is read. */
  readonly root: string;
  /** Reads a file, bounded; `ENOENT` or `ENOTDIR` where there is none. */
  readonly readFile: (absolute: string) => BytesRead;
}

/** A function that gives the configuration for the files of an absolute folder: the nearest `bicepconfig.json` upwards, up to the root. */
export function bicepConfigs(source: ConfigSource): (folder: string) => BicepConfig {
  const known = new Map<string, BicepConfig | undefined>();
  const inFolder = (folder: string): BicepConfig | undefined => {
    if (!known.has(folder)) known.set(folder, configIn(folder, source));
    return known.get(folder);
  };
  return (folder) => {
    for (const above of ancestorFolders(folder)) {
      if (!isInside(source.root, above)) break;
      const found = inFolder(above);
      if (found !== undefined) return found;
    }
    return BUILT_IN_CONFIG;
  };
}

/** The configuration of one folder; undefined where it has none. */
function configIn(folder: string, source: ConfigSource): BicepConfig | undefined {
  const absolute = childPath(folder, BICEP_CONFIG_NAME);
  const problems: BicepConfigProblem[] = [];
  const layers: ConfigLayer[] = [];
  for (let next: string | undefined = absolute; next !== undefined; ) {
    const layer = readLayer(next, layers.at(-1), source, problems);
    if (layer === 'missing') return undefined;
    if (layer === undefined) break;
    layers.push(layer);
    next = extendedBy(layer, layers, source, problems);
  }
  const merged = layers.reduceRight(
    (under, { json, absolute: from }) => absoluteCache(overlaid(under, json), json, from),
    BUILT_IN_CONFIG,
  );
  return {
    ...merged,
    configFile: relativePath(source.root, absolute),
    files: layers.length === 0 ? [absolute] : layers.map((layer) => layer.absolute),
    problems,
  };
}

interface ConfigLayer {
  readonly absolute: string;
  readonly file: string;
  readonly text: string;
  readonly json: JsonObject;
}

function readLayer(
  absolute: string,
  by: ConfigLayer | undefined,
  { root, readFile }: ConfigSource,
  problems: BicepConfigProblem[],
): ConfigLayer | 'missing' | undefined {
  const file = relativePath(root, absolute);
  const bytes = readFile(absolute);
  if (by === undefined && 'problem' in bytes && ABSENT.has(bytes.problem.code)) return 'missing';
  const read = readJsonBytes(file, bytes);
  if (isProblem(read)) {
    // The place of a file that is not there is that of its name in the one that extends it.
    problems.push(
      by === undefined || read.location.line !== undefined
        ? read
        : at(by, ['extends'], `extends: ${file}: ${read.message}`),
    );
    return undefined;
  }
  const { json, text } = read;
  const layer = { absolute, file, text, json: isJsonObject(json) ? json : {} };
  for (const { path, message } of wrongMembers(json)) problems.push(at(layer, path, message));
  return layer;
}

const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

function at({ file, text }: ConfigLayer, path: Path, message: string): BicepConfigProblem {
  const range = locate(text, [path])[0];
  return { code: 'wrong-shape', message, location: { file, ...(range && { line: range.line, column: range.column }) } };
}

/** The file that a layer extends, when it may be read. */
function extendedBy(
  layer: ConfigLayer,
  layers: readonly ConfigLayer[],
  { root }: ConfigSource,
  problems: BicepConfigProblem[],
): string | undefined {
  const name = layer.json.extends;
  if (typeof name !== 'string' || name === '') return undefined;
  const absolute = resolve(dirname(layer.absolute), name);
  const refuse = (message: string): undefined => {
    problems.push(at(layer, ['extends'], message));
    return undefined;
  };
  if (!isInside(root, absolute)) return refuse('extends leads out of the repository');
  if (layers.some((earlier) => earlier.absolute === absolute)) return refuse('extends leads back to an earlier file');
  if (layers.length >= MAX_EXTENDED) return refuse(`more than ${MAX_EXTENDED} files extend each other`);
  return absolute;
}

/** A relative cache folder is one beside the file that names it. */
function absoluteCache(config: BicepConfig, { cacheRootDirectory: own }: JsonObject, file: string): BicepConfig {
  if (typeof own !== 'string' || own === '' || own.startsWith('~')) return config;
  return { ...config, cacheRootDirectory: resolve(dirname(file), own) };
}
