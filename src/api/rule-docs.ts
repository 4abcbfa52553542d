import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../util/package-root.ts';

/** A rule's page, as Markdown. Reports carry it; without the page they still name the rule. */
export function ruleHelp(name: string): { readonly help: string; readonly helpUri: string } {
  const root = packageRoot();
  const file = root === undefined ? undefined : join(root, 'docs', 'rules', `${name}.md`);
  return {
    help: file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '',
    helpUri: `docs/rules/${name}.md`,
  };
}
