import type { Overlay } from '../../util/bounded-read.ts';
import { isBicepName } from '../../util/paths.ts';
import type { FoundFile } from '../discover/discover.ts';
import type { BicepReader, BicepTemplate } from './bicep-reader.ts';
import { type LocatedProblem, type ParsedFile, readJsonFile } from './read-json-file.ts';
import type { InventoryProblem } from './template-inventory.ts';

/** How the files of a run are read. */
export interface ReadOptions {
  /** In bytes. */
  readonly maxSize: number;
  /** Contents of files by absolute path that replace those on disk. */
  readonly overlay?: Overlay | undefined;
  /** Only loaded for runs with Bicep. */
  readonly bicep?: BicepReader | undefined;
}

/** Reads a template in either language; a failure is returned as a problem, never thrown. */
export function readTemplate(
  found: FoundFile,
  { maxSize, overlay, bicep }: ReadOptions,
): ParsedFile | BicepTemplate | LocatedProblem {
  const { file, absolute } = found;
  if (!isBicepName(file)) return readJsonFile(file, absolute, maxSize, overlay);
  return withBicep(bicep).template(found);
}

/** A run that comes upon Bicep has loaded its reader. */
export function withBicep(bicep: BicepReader | undefined): BicepReader {
  if (bicep === undefined) throw new Error('nothing that reads Bicep is loaded');
  return bicep;
}

/** What is wrong in a template that can be read. */
export function problemsIn(read: ParsedFile | BicepTemplate): readonly InventoryProblem[] {
  return 'problems' in read ? read.problems : [];
}
