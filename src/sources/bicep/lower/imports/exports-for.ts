import { basename, dirname, resolve } from 'node:path';
import { isJsonName } from '../../../../util/paths.ts';
import { fileCycle } from '../../bind/bind-errors.ts';
import type { ReadExports } from '../../bind/symbols.ts';
import type { BicepHost } from '../../host.ts';
import { parseModuleReference } from '../../modules/registry-reference.ts';
import { literalString } from '../../syntax/literal-text.ts';
import type { BicepFiles } from '../lower-context.ts';
import { bicepExports, compiledExports } from './exported-symbols.ts';
import { importSource } from './import-source.ts';

/** What the imports of a file can name; the files that this reads are added to `reads`. */
export function exportsFor(file: string, files: BicepFiles, host: BicepHost, reads: Set<string>): ReadExports {
  return (path) => {
    const { start, end } = path;
    const source = importSource(path, file, files, host);
    switch (source.kind) {
      case 'problem':
        if (source.file !== undefined) reads.add(source.file);
        return { code: source.code, message: source.message, start, end };
      case 'unread':
        return { unread: source.reference };
      case 'json':
        if (source.read !== undefined) reads.add(source.read);
        return compiledExports(source.file, source.template);
      case 'bicep': {
        reads.add(source.file);
        const cycle = cycleOf(file, source.file, files, host);
        if (cycle !== undefined) return { ...fileCycle(cycle), start, end };
        const parsed = files.parsed(source.file);
        return 'declarations' in parsed ? bicepExports(source.file, parsed) : new Map();
      }
    }
  };
}

/** The names of the files on the way from an imported file back to the one that imports it; undefined where there is none. */
function cycleOf(file: string, imported: string, files: BicepFiles, host: BicepHost): readonly string[] | undefined {
  const cameFrom = new Map<string, string>([[imported, file]]);
  const open = [imported];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === file) return wayTo(file, cameFrom);
    for (const next of importedFiles(at, files, host)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      open.push(next);
    }
  }
  return undefined;
}

function wayTo(file: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const names: string[] = [];
  let at = file;
  do {
    names.unshift(basename(at));
    at = cameFrom.get(at) ?? file;
  } while (at !== file);
  return names;
}

/** Bicep files that a file imports from; no others lead back to it. */
function importedFiles(file: string, files: BicepFiles, host: BicepHost): readonly string[] {
  const parsed = files.parsed(file);
  if (!('declarations' in parsed)) return [];
  const config = host.configOf(dirname(file));
  return parsed.declarations.flatMap((each) => {
    const path = each.kind === 'import' ? literalString(each.path) : undefined;
    if (path === undefined) return [];
    const reference = parseModuleReference(path, config);
    const isBicep = reference.kind === 'path' && !isJsonName(reference.path);
    return isBicep ? [resolve(dirname(file), reference.path)] : [];
  });
}
