import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { baseName, isBicepName, isJsonName, relativePath } from '../../util/paths.ts';
import { enterFolder, type IgnoreRules, isIgnored, rulesAbove } from './gitignore.ts';
import type { PathPattern } from './globs.ts';
import { seemsDeclaring } from './seems-declaring.ts';
import {
  addFile,
  type CompiledRules,
  configPath,
  type FolderSearch,
  hiddenByConfig,
  MAX_HIDDEN_ENTRIES,
  recordHidden,
  type SearchRoot,
  searchRoot,
  visitFile,
  visitHidden,
  whenRulesLoaded,
} from './visit-file.ts';
import { type WalkBudget, walkFolder } from './walk-folder.ts';

/** The state that a folder passes to its entries. */
interface FolderState {
  readonly rules: IgnoreRules;
  readonly scope: CompiledRules;
}

/** Searches a folder recursively for JSON and Bicep files, subject to `.gitignore`, `include` and `exclude`. */
export function searchFolder(search: FolderSearch, folder: string): void {
  const useRules = search.settings.gitignore;
  const none: IgnoreRules = { top: folder, rules: undefined };
  const rules = useRules ? enterFolder(rulesAbove(folder, search.settings.cwd), folder) : none;
  whenRulesLoaded(search, folder, (scope) => searchInside(search, searchRoot(folder), folder, { rules, scope }));
}

/** The nearest configuration applies, so a subfolder with one of its own waits until it is loaded. */
function searchInside(search: FolderSearch, root: SearchRoot, folder: string, state: FolderState): void {
  walkFolder<FolderState>(
    folder,
    state,
    {
      folder: (absolute, { rules, scope }) => {
        if (isIgnored(rules, absolute, true) || scope.exclude.coversFolder(configPath(scope, absolute))) {
          recordHidden(search, { absolute, name: '', isLink: false, isFolder: true, root, scope });
          return undefined;
        }
        const own = search.settings.gitignore ? enterFolder(rules, absolute) : rules;
        const known = search.scopeOf(absolute);
        if (known !== undefined) return { rules: own, scope: known };
        whenRulesLoaded(search, absolute, (loaded) =>
          searchInside(search, root, absolute, { rules: own, scope: loaded }),
        );
        return undefined;
      },
      file: (absolute, name, isLink, { rules, scope }) => {
        const { declarations } = search.settings;
        const others = isBicepName(name) || isJsonName(name) ? undefined : declarations;
        if (others === undefined ? !isBicepName(name) && !isJsonName(name) : !others.mayDeclare(name)) return;
        const hidden = isIgnored(rules, absolute, false) || hiddenByConfig(scope, absolute) !== undefined;
        if (others !== undefined && (hidden || !seemsDeclaring(others, absolute, name))) return;
        if (hidden) recordHidden(search, { absolute, name, isLink, isFolder: false, root, scope });
        else visitFile(search, root, absolute, name, isLink);
      },
      problem: (absolute, problem) =>
        addFile(search, absolute, absolute, false, false, { kind: 'unreadable', problem }),
    },
    search.budget,
  );
}

/**
 * Searches for files that match a pattern, whatever their extension. If it matches only folders, their contents are
 * searched. `.gitignore` and `include` do not apply here. Returns whether anything matched.
 */
export function searchPattern(search: FolderSearch, base: string, pattern: PathPattern): boolean {
  if (statSync(base, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  const root = searchRoot(base);
  let matched = false;
  const folders: string[] = [];
  walkFolder<number>(
    base,
    1,
    {
      folder: (absolute, depth) => {
        const path = relativePath(base, absolute);
        if (pattern.matches(path)) folders.push(absolute);
        const dotted = baseName(path).startsWith('.');
        return depth < pattern.depth && (pattern.dotFolders || !dotted) ? depth + 1 : undefined;
      },
      file: (absolute, name, isLink) => {
        if (!pattern.matches(relativePath(base, absolute))) return;
        matched = true;
        whenRulesLoaded(search, dirname(absolute), (scope) => {
          if (scope.exclude.matches(configPath(scope, absolute)))
            recordHidden(search, { absolute, name, isLink, isFolder: false, root, scope });
          else visitFile(search, root, absolute, name, isLink);
        });
      },
      problem: (absolute, problem) =>
        addFile(search, absolute, absolute, false, false, { kind: 'unreadable', problem }),
    },
    search.budget,
  );
  if (!matched) for (const folder of folders) searchFolder(search, folder);
  return matched || folders.length > 0;
}

/** Counts templates among hidden files, within its own limits. Errors in ignored folders are not reported. */
export function searchHidden(search: FolderSearch): void {
  const budget: WalkBudget = { left: MAX_HIDDEN_ENTRIES };
  for (const entry of search.hidden) {
    if (!entry.isFolder) {
      visitHidden(search, entry);
      continue;
    }
    walkFolder<true>(
      entry.absolute,
      true,
      {
        folder: () => true,
        file: (absolute, name, isLink) => {
          if (isJsonName(name) || isBicepName(name))
            visitHidden(search, { ...entry, absolute, name, isLink, isFolder: false });
        },
        problem: () => {
          search.hiddenTruncated ||= budget.left <= 0;
        },
      },
      budget,
    );
  }
}
