import { compareText } from '../../util/path-text.ts';
import type { CountedInventory, RunProblem, TemplateRequest } from './arm-source.ts';
import type { TemplateInventory } from './template-inventory.ts';

/** Nobody deploys the defaults where parameter files exist, nor a module that another input nests or links. */
export function count(
  inventories: readonly Omit<CountedInventory, 'counted'>[],
  defaults: TemplateRequest['defaults'],
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
