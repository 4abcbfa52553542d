import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isBicepName, isJsonName, relativePath } from '../../util/path-text.ts';
import { enterFolder, type IgnoreRules, isIgnored, rulesAbove } from './gitignore.ts';
import type { PathPattern } from './globs.ts';
import {
  addFile,
  configPath,
  type FileScope,
  hiddenByConfig,
  hide,
  MOST_HIDDEN_ENTRIES,
  type Search,
  type SearchRoot,
  searchRoot,
  visitFile,
  visitHidden,
  withScope,
} from './visit.ts';
import { type WalkBudget, walkFolder } from './walk.ts';

/** What a folder hands down to what is in it. */
interface Inside {
  readonly rules: IgnoreRules;
  readonly scope: FileScope;
}

/** Searches a folder and all below it for JSON and Bicep files, as far as `.gitignore`, `include` and `exclude` let it. */
export function searchFolder(search: Search, folder: string): void {
  const useRules = search.settings.gitignore;
  const none: IgnoreRules = { top: folder, rules: undefined };
  const rules = useRules ? enterFolder(rulesAbove(folder, search.settings.cwd), folder) : none;
  withScope(search, folder, (scope) => searchInside(search, searchRoot(folder), folder, { rules, scope }));
}

/** The nearest configuration counts, so a folder below that has one of its own waits until that has been read. */
function searchInside(search: Search, root: SearchRoot, folder: string, inside: Inside): void {
  walkFolder<Inside>(
    folder,
    inside,
    {
      folder: (absolute, { rules, scope }) => {
        if (isIgnored(rules, absolute, true) || scope.exclude.coversFolder(configPath(scope, absolute))) {
          hide(search, { absolute, name: '', isLink: false, isFolder: true, root, scope });
          return undefined;
        }
        const own = search.settings.gitignore ? enterFolder(rules, absolute) : rules;
        const known = search.scopeOf(absolute);
        if (known !== undefined) return { rules: own, scope: known };
        withScope(search, absolute, (loaded) => searchInside(search, root, absolute, { rules: own, scope: loaded }));
        return undefined;
      },
      file: (absolute, name, isLink, { rules, scope }) => {
        const isBicep = isBicepName(name);
        if (!isBicep && !isJsonName(name)) return;
        const hidden = isIgnored(rules, absolute, false) || hiddenByConfig(scope, absolute) !== undefined;
        if (hidden && isBicep) return;
        if (hidden) hide(search, { absolute, name, isLink, isFolder: false, root, scope });
        else visitFile(search, root, absolute, name, isLink);
      },
      problem: (absolute, problem) =>
        addFile(search, absolute, absolute, false, false, { kind: 'unreadable', problem }),
    },
    search.budget,
  );
}

/**
 * Searches for the files that a pattern matches, whatever their extension. A pattern that matches folders alone means
 * their contents. `.gitignore` and `include` do not count here. Returns whether anything matched.
 */
export function searchPattern(search: Search, base: string, pattern: PathPattern): boolean {
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
        const dotted = path.slice(path.lastIndexOf('/') + 1).startsWith('.');
        return depth < pattern.depth && (pattern.dotFolders || !dotted) ? depth + 1 : undefined;
      },
      file: (absolute, name, isLink) => {
        if (!pattern.matches(relativePath(base, absolute))) return;
        matched = true;
        withScope(search, dirname(absolute), (scope) => {
          if (scope.exclude.matches(configPath(scope, absolute)))
            hide(search, { absolute, name, isLink, isFolder: false, root, scope });
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

/** Counts the templates among what was hidden, within bounds of its own; problems there are nobody's concern. */
export function searchHidden(search: Search): void {
  const budget: WalkBudget = { left: MOST_HIDDEN_ENTRIES };
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
          if (isJsonName(name)) visitHidden(search, { ...entry, absolute, name, isLink, isFolder: false });
        },
        problem: () => {
          search.hiddenBounded ||= budget.left <= 0;
        },
      },
      budget,
    );
  }
}
