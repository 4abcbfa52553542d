import { statSync } from 'node:fs';
import { enterFolder, type IgnoreRules, isIgnored, rulesAbove } from './gitignore.ts';
import type { PathPattern } from './globs.ts';
import { isBicepName, isJsonName, relativePath } from './path-text.ts';
import {
  addFile,
  configPath,
  hiddenByConfig,
  hide,
  MOST_HIDDEN_ENTRIES,
  type Search,
  searchRoot,
  visitFile,
  visitHidden,
} from './visit.ts';
import { type WalkBudget, walkFolder } from './walk.ts';

/** Searches a folder and all below it for JSON and Bicep files, as far as `.gitignore`, `include` and `exclude` let it. */
export function searchFolder(search: Search, folder: string): void {
  const root = searchRoot(folder);
  const useRules = search.settings.gitignore;
  const none: IgnoreRules = { top: folder, rules: undefined };
  const rules = useRules ? enterFolder(rulesAbove(folder, search.settings.cwd), folder) : none;
  walkFolder<IgnoreRules>(
    folder,
    rules,
    {
      folder: (absolute, parent) => {
        if (!isIgnored(parent, absolute, true) && !search.exclude.coversFolder(configPath(search, absolute)))
          return useRules ? enterFolder(parent, absolute) : parent;
        hide(search, { absolute, name: '', isLink: false, isFolder: true, root });
        return undefined;
      },
      file: (absolute, name, isLink, here) => {
        const isBicep = isBicepName(name);
        if (!isBicep && !isJsonName(name)) return;
        const hidden = isIgnored(here, absolute, false) || hiddenByConfig(search, absolute) !== undefined;
        if (hidden && isBicep) return;
        if (hidden) hide(search, { absolute, name, isLink, isFolder: false, root });
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
 * their contents. `.gitignore` and `include` do not count here.
 * Returns false when nothing matched and nothing was unreadable.Returns whether anything matched.
 */
export function searchPattern(search: Search, base: string, pattern: PathPattern): boolean {
  if (statSync(base, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  const root = searchRoot(base);
  let matched = false;
  const failed = false;
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
        if (search.exclude.matches(configPath(search, absolute)))
          hide(search, { absolute, name, isLink, isFolder: false, root });
        else visitFile(search, root, absolute, name, isLink);
      },
      problem: (absolute, problem) =>
        addFile(search, absolute, absolute, false, false, { kind: 'unreadable', problem }),
    },
    search.budget,
  );
  if (!matched) for (const folder of folders) searchFolder(search, folder);
  return matched || failed || folders.length > 0;
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
          if (isJsonName(name)) visitHidden(search, { absolute, name, isLink, isFolder: false, root: entry.root });
        },
        problem: () => {
          search.hiddenBounded ||= budget.left <= 0;
        },
      },
      budget,
    );
  }
}
