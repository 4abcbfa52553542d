import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's folder: the nearest above this file that has a `docs/rules`. Source and bundle stand at different depths. */
function packageRoot(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let depth = 0; depth < 4; depth++) {
    if (existsSync(join(folder, 'docs', 'rules'))) return folder;
    folder = dirname(folder);
  }
  return undefined;
}

/** A rule's page, as Markdown. Reports carry it; without the page they still name the rule. */
export function ruleHelp(name: string): { readonly help: string; readonly helpUri: string } {
  const root = packageRoot();
  const file = root === undefined ? undefined : join(root, 'docs', 'rules', `${name}.md`);
  return {
    help: file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '',
    helpUri: `docs/rules/${name}.md`,
  };
}
