import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../engine/rule.ts';
import { packageRoot } from '../util/package-root.ts';
import { homepage, version } from '../util/version.ts';

interface RuleHelp {
  readonly help: string;
  readonly helpUri: string;
}

/** Read once, whatever the number of configurations. */
const pages = new Map<string, RuleHelp>();

/** A rule's page, as Markdown. Reports carry it; without the page they still name the rule. */
export function ruleHelp(name: string): RuleHelp {
  const page = pages.get(name) ?? readPage(name);
  pages.set(name, page);
  return page;
}

/** The same for any rule: those of rule files have no page, and their help is made of what they say of themselves. */
export function helpOf(rule: Pick<Rule, 'name' | 'synopsis' | 'reasons'>): RuleHelp {
  const page = ruleHelp(rule.name);
  return page.help === '' ? { ...page, help: pageOf(rule) } : page;
}

function pageOf({ name, synopsis, reasons }: Pick<Rule, 'name' | 'synopsis' | 'reasons'>): string {
  const remedies = [...new Set(Object.values(reasons).map(({ remedy }) => remedy))];
  return `# ${name}\n\n## Summary\n\n${synopsis}\n\n## Fix\n\n${remedies.map((text) => `${text}.`).join('\n')}\n`;
}

function readPage(name: string): RuleHelp {
  const root = packageRoot();
  const path = `docs/rules/${name}.md`;
  const file = root === undefined ? undefined : join(root, path);
  return {
    help: file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '',
    helpUri: pageAddress(path, homepage),
  };
}

/**
 * Where a page of this package can be read: below the homepage of `package.json`, in this version where that is a
 * repository of GitHub. Without a homepage it is the path in the package, which reports that need an address leave out.
 */
export function pageAddress(path: string, home: string | undefined): string {
  if (home === undefined) return path;
  const base = home.replace(/#.*$/, '').replace(/\/+$/, '');
  return /^https:\/\/github\.com\/[^/]+\/[^/]+$/.test(base) ? `${base}/blob/v${version}/${path}` : `${base}/${path}`;
}
