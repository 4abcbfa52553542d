import type { Location } from '../../util/location.ts';
import { compareStrings } from '../../util/paths.ts';
import type { FoundFile } from '../discover/discover.ts';
import type { GivenParameter } from './expand/given-parameter.ts';
import type { Defaults } from './mark-gating.ts';
import { readParameterFile } from './parameter-file.ts';
import { asError, isProblem } from './read-json-file.ts';
import type { ReadOptions } from './read-template.ts';
import type { InventoryProblem } from './template-inventory.ts';

/** Values for the parameters of one template. */
export interface ValueSet {
  readonly basis: 'defaults' | 'parameters';
  readonly parameters?: FoundFile;
  readonly values: ReadonlyMap<string, GivenParameter>;
  /** Where errors may hide other values. */
  readonly partlyRead: readonly Location[];
  /** Other files that the values come from. */
  readonly reads: readonly string[];
}

/**
 * The template alone and with each of its parameter files; `--set` applies to all of them.
 *
 * @param onProblem Called with what is wrong in the files.
 */
export function valueSets(
  files: readonly FoundFile[],
  defaults: Defaults,
  request: ReadOptions & { readonly flags: ReadonlyMap<string, GivenParameter> },
  onProblem: (problem: InventoryProblem) => void,
): readonly ValueSet[] {
  const { flags } = request;
  const sets: ValueSet[] = [];
  for (const parameters of files) {
    const read = readParameterFile(parameters, request);
    for (const problem of isProblem(read) ? [asError(read)] : read.problems) onProblem(problem);
    if (isProblem(read)) continue;
    const { values, partlyRead, reads } = read;
    sets.push({ basis: 'parameters', parameters, values: new Map([...values, ...flags]), partlyRead, reads });
  }
  if (defaults === 'skip' && sets.length > 0) return sets;
  const basis = flags.size > 0 && sets.length === 0 ? 'parameters' : 'defaults';
  return [{ basis, values: flags, partlyRead: [], reads: [] }, ...sets];
}

/** Each file once, in the order of their names. */
export function distinctFiles(files: readonly FoundFile[]): readonly FoundFile[] {
  const byPath = new Map(files.map((found) => [found.absolute, found]));
  return [...byPath.values()].sort((a, b) => compareStrings(a.file, b.file));
}
