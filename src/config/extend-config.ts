import { dirname, relative, resolve, sep } from 'node:path';
import type { Overlay } from '../util/bounded-read.ts';
import { UsageError } from '../util/errors.ts';
import type { Config, ConfigContent, ConfigPlace } from './config.ts';
import { printable } from './config-problems.ts';
import type { ParseContext } from './config-text.ts';
import { mergeConfigs } from './merge-configs.ts';
import { parseConfig } from './parse-config.ts';
import { leadsOutOf, readConfigText, statOf } from './read-config-file.ts';

/** Files in a chain of `extends`, and in all. */
const MAX_EXTENDS_DEPTH = 10;
const MAX_EXTENDED_FILES = 50;

/** A configuration file, absolute and as messages name it. */
interface NamedConfig {
  readonly file: string;
  readonly shown: string;
}

interface ExtendContext extends Omit<ParseContext, 'file'> {
  readonly cwd: string;
  /** Contents in place of those on disk. */
  readonly overlay?: Overlay | undefined;
  /** The folder that no file of `extends` may lie outside of. */
  readonly within: string;
}

type Merged = ConfigContent & Pick<Config, 'extended'>;

/**
 * Reads a configuration over those that it extends.
 *
 * @throws UsageError when one is missing, outside of the repository, extended by itself, or wrong.
 */
export async function readWithBases(named: NamedConfig, context: ExtendContext): Promise<Merged> {
  const extended = new Set<string>();
  const read = async ({ file, shown }: NamedConfig, chain: readonly string[]): Promise<ConfigContent> => {
    const parsed = await parseConfig(readConfigText(file, shown, context.overlay), { ...context, file: shown });
    let merged: ConfigContent | undefined;
    for (const { path, place } of parsed.bases) {
      const base = baseFile(path, place, dirname(file), context);
      if (chain.includes(base.file) || base.file === file)
        throw at(place, `extends ${printable(path)}: it extends itself`);
      // Once is enough, and lists would grow with every path that leads to it.
      if (extended.has(base.file)) continue;
      if (chain.length >= MAX_EXTENDS_DEPTH) throw at(place, `extends more than ${MAX_EXTENDS_DEPTH} files in a row`);
      extended.add(base.file);
      if (extended.size > MAX_EXTENDED_FILES) throw at(place, `extends more than ${MAX_EXTENDED_FILES} files`);
      const content = await read(base, [...chain, file]);
      merged = merged === undefined ? content : mergeConfigs(merged, content);
    }
    return merged === undefined ? parsed.content : mergeConfigs(merged, parsed.content);
  };
  return { ...(await read(named, [])), extended: [...extended] };
}

/** The repository controls what is extended, so that must lie inside of it. */
function baseFile(path: string, place: ConfigPlace, folder: string, { cwd, within }: ExtendContext): NamedConfig {
  const file = resolve(folder, path.replaceAll('\\', '/'));
  const shown = relative(cwd, file).split(sep).join('/');
  const fromRoot = relative(within, file);
  const isOutside = fromRoot === '..' || fromRoot.startsWith(`..${sep}`) || resolve(within, fromRoot) !== file;
  if (isOutside) throw at(place, `extends ${printable(path)}: lies outside of the repository`);
  if (statOf(file, shown) === undefined) throw at(place, `extends ${printable(path)}: no such file`);
  if (leadsOutOf(within, file)) throw at(place, `extends ${printable(path)}: is a link out of the repository`);
  return { file, shown };
}

function at({ file, line, column }: ConfigPlace, message: string): UsageError {
  return new UsageError(`${printable(file)}:${line}:${column}: ${message}`, { location: { file, line, column } });
}
