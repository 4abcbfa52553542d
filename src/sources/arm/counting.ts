import { compareText } from '../../util/path-text.ts';
import type { Explored } from './expand/expand.ts';
import type { InventoryProblem, TemplateInventory } from './template-inventory.ts';

/** What there is to find out about other values of parameters. */
interface Exploration extends Explored {
  readonly inventory: TemplateInventory;
}

export interface CountedInventory extends TemplateInventory {
  /** The same template for all listed values of its parameters, and the values they have. */
  readonly exploration?: Exploration;
  readonly counted: boolean;
  readonly notCountedBecause?: string;
}

/** A problem of a run; not counted when it exists only with values that nobody deploys. */
export interface RunProblem extends InventoryProblem {
  readonly notCountedBecause?: string;
  /** Something was seen and not used, which is said whatever else is left out. */
  readonly important?: true;
}

/** What becomes of a template's own defaults where it has parameter files: evaluated and not counted, counted, or left out. */
export type Defaults = 'auto' | 'count' | 'skip';

/** Nobody deploys the defaults where parameter files exist, nor a module that another input nests or links. */
export function count(
  inventories: readonly Omit<CountedInventory, 'counted'>[],
  defaults: Defaults,
): readonly CountedInventory[] {
  const withFiles = new Set(inventories.filter(({ parameters }) => parameters !== undefined).map(({ file }) => file));
  const byHash = parentsBy(inventories, ({ nestedHashes }) => nestedHashes);
  const byFile = parentsBy(inventories, ({ linkedFiles }) => linkedFiles);
  return inventories.map((inventory) => {
    const { file, hash, parameters } = inventory;
    if (defaults !== 'auto' || parameters !== undefined) return { ...inventory, counted: true };
    if (withFiles.has(file))
      return { ...inventory, counted: false, notCountedBecause: 'the template has parameter files' };
    const parents = [...(byHash.get(hash ?? '') ?? []), ...(byFile.get(file) ?? [])];
    const parent = parents.filter((other) => other !== file).sort(compareText)[0];
    return parent === undefined
      ? { ...inventory, counted: true }
      : { ...inventory, counted: false, notCountedBecause: `it is a module of ${parent}` };
  });
}

/** The files in which something is used, by what it is called. */
function parentsBy(
  inventories: readonly Omit<CountedInventory, 'counted'>[],
  used: (inventory: TemplateInventory) => readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const parents = new Map<string, Set<string>>();
  for (const inventory of inventories) {
    for (const name of used(inventory)) parents.set(name, (parents.get(name) ?? new Set()).add(inventory.file));
  }
  return parents;
}

/** The problems of an inventory; errors of one that does not count do not count either. */
export function problemsOf({ problems, notCountedBecause }: CountedInventory): readonly RunProblem[] {
  return problems.map((problem) =>
    problem.error && notCountedBecause !== undefined ? { ...problem, notCountedBecause } : problem,
  );
}

/** Each problem once; one that counts with some values counts. */
export function distinctProblems(all: readonly RunProblem[]): readonly RunProblem[] {
  const distinct = new Map<string, RunProblem>();
  for (const problem of all) {
    const { notCountedBecause, ...same } = problem;
    const key = JSON.stringify(same);
    if (distinct.get(key)?.notCountedBecause !== undefined || !distinct.has(key)) distinct.set(key, problem);
  }
  return [...distinct.values()];
}
