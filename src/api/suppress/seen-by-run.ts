import { resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { RunError } from '../../engine/finding.ts';
import type { Suppression } from '../../engine/suppress/suppression.ts';
import type { JudgedSuppression } from '../../engine/suppress/suppression-notes.ts';
import type { TemplateRun } from '../../sources/arm/template-request.ts';
import { isInside } from '../../util/paths.ts';
import { folderOf } from '../lint/input-selections.ts';
import type { LintRequest, TemplatesRequest } from '../requests.ts';
import type { Selection } from '../select-rules.ts';
import type { ConfiguredSuppression } from './config-suppressions.ts';

/*
 * A suppression is unused only where the run has seen all that may need it: a run over one file says nothing of a suppression
 * that another file needs, and one with a rule less says nothing of those of that rule.
 */

/** What a run can say of a suppression by the rules that it ran. */
export function judgedBy(
  suppression: Suppression,
  { active, leftOut }: Pick<Selection, 'active' | 'leftOut'>,
  hasSeenAll: boolean,
): JudgedSuppression {
  const running = new Set(active.map(({ rule }) => rule.name));
  return {
    suppression,
    ran: suppression.rules.some((rule) => running.has(rule)),
    isUnusedKnown: hasSeenAll && !suppression.rules.some((rule) => leftOut.has(rule)),
  };
}

/** What a run over templates has seen. */
interface SeenTemplates {
  /** Whether all that an entry of a configuration may be for. */
  readonly allFor: (one: ConfiguredSuppression, config: Pick<Config, 'root'>) => boolean;
  /** Whether all of an absolute file. */
  readonly allOf: (file: string) => boolean;
}

export function seenByLint(
  request: TemplatesRequest & Pick<LintRequest, 'changedSince'>,
  { inventories }: Pick<TemplateRun, 'inventories'>,
  errors: readonly RunError[],
): SeenTemplates {
  const { cwd, paths = [], given, changedSince } = request;
  const named = paths.length === 0 && given === undefined ? ['.'] : paths;
  const folders = named.map((path) => resolve(cwd, path)).filter((path) => folderOf(path, cwd) === path);
  const isSearched = (path: string): boolean =>
    changedSince === undefined && folders.some((folder) => isInside(folder, path));
  const files = new Set(inventories.map(({ file }) => resolve(cwd, file)));
  const failed = new Set(errors.map(({ location }) => resolve(cwd, location?.file ?? '')));
  return {
    allFor: ({ files: only, hasPattern }, { root }) => {
      if (errors.length > 0 || (hasPattern && choosesValues(request))) return false;
      if (only === undefined) return isSearched(root);
      return isSearched(only.below) || (only.isPlain && files.has(only.below));
    },
    allOf: (file) => !failed.has(file) && !failed.has(resolve(cwd)),
  };
}

/** With other values names are others. */
function choosesValues({
  parameters = [],
  set = [],
  defaults,
  subscription,
  resourceGroup,
}: TemplatesRequest): boolean {
  const isGiven = subscription !== undefined || resourceGroup !== undefined;
  return parameters.length > 0 || set.length > 0 || defaults === 'skip' || isGiven;
}
