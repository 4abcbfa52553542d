import { message } from '../../messages/message.ts';
import { compareStrings } from '../../util/paths.ts';
import type { ExploredValues } from './expand/expand-template.ts';
import type { InventoryProblem, TemplateInventory } from './template-inventory.ts';

/** The template evaluated with alternative values of its parameters. */
interface ParameterExploration extends ExploredValues {
  readonly inventory: TemplateInventory;
}

export interface TemplateResult extends TemplateInventory {
  /** The same template for all listed values of its parameters, and their actual values. */
  readonly exploration?: ParameterExploration;
  readonly affectsExitCode: boolean;
  readonly excludedBecause?: string;
}

/** A problem of a run; it does not affect the exit code when it occurs only with values that are not deployed. */
export type RunProblem = InventoryProblem & {
  readonly excludedBecause?: string;
  /** An input was found and not used; shown even when other notes are omitted. */
  readonly important?: true;
};

/** What becomes of a template's own defaults where it has parameter files: evaluated and not counted, counted, or left out. */
export type Defaults = 'auto' | 'count' | 'skip';

/** Marks results that do not affect the exit code: defaults where parameter files exist, and modules of other inputs. */
export function markGating(
  inventories: readonly Omit<TemplateResult, 'affectsExitCode'>[],
  defaultsOf: (file: string) => Defaults,
): readonly TemplateResult[] {
  const withFiles = new Set(inventories.filter(({ parameters }) => parameters !== undefined).map(({ file }) => file));
  const byHash = parentsBy(inventories, ({ nestedHashes }) => nestedHashes);
  const byFile = parentsBy(inventories, ({ linkedFiles }) => linkedFiles);
  return inventories.map((inventory) => {
    const { file, hash, parameters } = inventory;
    if (defaultsOf(file) !== 'auto' || parameters !== undefined) return { ...inventory, affectsExitCode: true };
    if (withFiles.has(file))
      return { ...inventory, affectsExitCode: false, excludedBecause: message('note.has-parameter-files') };
    const parents = [...(byHash.get(hash ?? '') ?? []), ...(byFile.get(file) ?? [])];
    const parent = parents.filter((other) => other !== file).sort(compareStrings)[0];
    return parent === undefined
      ? { ...inventory, affectsExitCode: true }
      : { ...inventory, affectsExitCode: false, excludedBecause: message('note.module-of', { template: parent }) };
  });
}

/** The files that use something, by its name. */
function parentsBy(
  inventories: readonly Omit<TemplateResult, 'affectsExitCode'>[],
  used: (inventory: TemplateInventory) => readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const parents = new Map<string, Set<string>>();
  for (const inventory of inventories) {
    for (const name of used(inventory)) parents.set(name, (parents.get(name) ?? new Set()).add(inventory.file));
  }
  return parents;
}

/** The problems of an inventory; errors of one that does not affect the exit code do not either. */
export function problemsOf({ problems, excludedBecause }: TemplateResult): readonly RunProblem[] {
  return problems.map((problem) =>
    problem.error && excludedBecause !== undefined ? { ...problem, excludedBecause } : problem,
  );
}

/** Each problem once; one that affects the exit code with some values does so. */
export function distinctProblems(all: readonly RunProblem[]): readonly RunProblem[] {
  const distinct = new Map<string, RunProblem>();
  for (const problem of all) {
    const { excludedBecause, ...same } = problem;
    const key = JSON.stringify(same);
    if (distinct.get(key)?.excludedBecause !== undefined || !distinct.has(key)) distinct.set(key, problem);
  }
  return [...distinct.values()];
}
