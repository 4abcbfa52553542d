import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../engine/rule.ts';
import { type Language, language } from '../messages/language.ts';
import { message } from '../messages/message.ts';
import { packageRoot } from '../util/package-root.ts';
import { homepage, version } from '../util/version.ts';

interface RuleHelp {
  readonly help: string;
  readonly helpUri: string;
}

/** Read once, whatever the number of configurations. */
const pages = new Map<string, RuleHelp>();

/** A rule's page in the language of the run, as Markdown. Reports carry it; without the page they still name the rule. */
export function ruleHelp(name: string): RuleHelp {
  const spoken = language();
  const key = `${spoken} ${name}`;
  const page = pages.get(key) ?? readPage(name, spoken);
  pages.set(key, page);
  return page;
}

/** The same for any rule: those of rule files have no page, and their help is made of what they say of themselves. */
export function helpOf(rule: Pick<Rule, 'name' | 'synopsis' | 'reasons'>): RuleHelp {
  const page = ruleHelp(rule.name);
  return page.help === '' ? { ...page, help: pageOf(rule) } : page;
}

function pageOf({ name, synopsis, reasons }: Pick<Rule, 'name' | 'synopsis' | 'reasons'>): string {
  const remedies = [...new Set(Object.values(reasons).map(({ remedy }) => remedy))];
  const fix = remedies.map((text) => message('page.sentence', { text })).join('\n');
  return `# ${name}\n\n## ${message('page.summary')}\n\n${synopsis}\n\n## ${message('page.fix')}\n\n${fix}\n`;
}

/** The address is that of the English page in every language: programs know rules by it. */
function readPage(name: string, spoken: Language): RuleHelp {
  const root = packageRoot();
  const path = `docs/rules/${name}.md`;
  const file = root === undefined ? undefined : join(root, spoken === 'en' ? path : `docs/${spoken}/rules/${name}.md`);
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
