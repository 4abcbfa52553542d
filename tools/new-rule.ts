import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stubOf } from './rule-stub.ts';

/**
 * `npm run new-rule -- Azure.ACR.Name [--setting | --property PATH]`: writes a rule on diagnostic settings or on a property
 * of registries, its page and its tests, which all pass and are there to be rewritten, and adds the rule to
 * `rules/index.ts`. Works in the current folder. Ends with 2 and writes nothing when the name is of another form or taken.
 */

const USAGE = 'usage: npm run new-rule -- Azure.ACR.Name [--setting | --property PATH]';
const NAME = /^(?:Azure|Alibaba)(?:\.[A-Z][A-Za-z0-9]+)+$/;
/** Members of a registry that every example may set. */
const PROPERTY = /^(?:properties|sku|identity|tags)(?:\.[A-Za-z]\w*)+$/;
const LINE_WIDTH = 120;

interface ExistingRule {
  readonly name: string;
  readonly constant: string;
  /** Name, aliases and ref, in small letters. */
  readonly words: readonly string[];
  readonly refs: readonly number[];
}

/** The rules of the folder, read as text: a broken rule must not prevent a new one. */
function knownRules(root: string): ExistingRule[] {
  return readdirSync(join(root, 'rules'))
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => {
      const text = readFileSync(join(root, 'rules', file), 'utf8');
      const name = file.slice(0, -'.ts'.length);
      const constant = /export const (\w+) = defineRule/.exec(text)?.[1];
      if (constant === undefined) throw new Error(`rules/${file} exports no rule`);
      const aliases = /aliases: \[([^\]]*)\]/.exec(text)?.[1] ?? '';
      const words = [name, ...[...aliases.matchAll(/'([^']+)'/g)].map(([, alias = '']) => alias)];
      const refs = [...text.matchAll(/ACRA-(\d{4})/g)].map(([, digits]) => Number(digits));
      return { name, constant, words: words.map((word) => word.toLowerCase()), refs };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One above the highest that any rule, page or line of the change log has had: numbers are never used again. */
function nextRef(root: string, rules: readonly ExistingRule[]): string {
  const texts = ['CHANGELOG.md', 'docs/rules/index.md'].map((file) => join(root, file)).filter(existsSync);
  const said = texts.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/ACRA-(\d{4})/g)].map((m) => Number(m[1])),
  );
  const highest = Math.max(0, ...rules.flatMap(({ refs }) => refs), ...said);
  return `ACRA-${String(highest + 1).padStart(4, '0')}`;
}

/** The last word of the name, or as many as it takes for a constant that is free. */
function constantOf(name: string, rules: readonly ExistingRule[]): string {
  const words = name.split('.');
  const candidates = words.map((_, i) => camelCase(words.slice(-1 - i).join('')));
  const free = candidates.find((word) => !isReserved(word) && !rules.some(({ constant }) => constant === word));
  return free ?? `${camelCase(words.join(''))}Rule`;
}

function camelCase(word: string): string {
  return word.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (start) => start.toLowerCase());
}

function isReserved(word: string): boolean {
  return /^(?:break|case|catch|class|const|default|delete|do|else|enum|export|for|function|if|import|in|new|null|rules|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/.test(
    word,
  );
}

function indexText(rules: readonly Pick<ExistingRule, 'name' | 'constant'>[]): string {
  const imports = rules.map(({ name, constant }) => `import { ${constant} } from './${name}.ts';`);
  const constants = rules.map(({ constant }) => constant);
  const short = `export const rules: readonly Rule[] = [${constants.join(', ')}];`;
  const long = `export const rules: readonly Rule[] = [\n${constants.map((constant) => `  ${constant},\n`).join('')}];`;
  return `import type { Rule } from '../src/engine/rule.ts';
${imports.join('\n')}

/** Every rule of the pack, sorted by name; the conformance test compares this list with the folder. */
${short.length <= LINE_WIDTH ? short : long}
`;
}

function nameProblem(name: string, files: readonly string[], rules: readonly ExistingRule[]): string | undefined {
  if (!NAME.test(name))
    return `'${name}' is no name for a rule: expected Azure. or Alibaba. and words with a capital letter`;
  const taken = rules.find(({ words }) => words.includes(name.toLowerCase()));
  if (taken !== undefined) return `'${name}' is taken by ${taken.name}`;
  const there = files.find(existsSync);
  return there === undefined ? undefined : `${there} exists already`;
}

/** The path of `--property`; undefined for a rule on settings, null when the flags are wrong. */
function propertyOf(flags: readonly string[]): string | undefined | null {
  const [flag, path, ...more] = flags;
  if (flag === undefined || (flag === '--setting' && path === undefined)) return undefined;
  return flag === '--property' && path !== undefined && PROPERTY.test(path) && more.length === 0 ? path : null;
}

function main(argv: readonly string[], root: string): number {
  const [name, ...flags] = argv;
  const property = propertyOf(flags);
  if (name === undefined || property === null) {
    console.error(USAGE);
    return 2;
  }
  const rules = knownRules(root);
  const files = { rule: `rules/${name}.ts`, page: `docs/rules/${name}.md`, test: `test/rules/${name}.test.ts` };
  const problem = nameProblem(
    name,
    Object.values(files).map((file) => join(root, file)),
    rules,
  );
  if (problem !== undefined) {
    console.error(`new-rule: ${problem}`);
    return 2;
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const facts = { name, ref: nextRef(root, rules), since: version, constant: constantOf(name, rules) };
  const stub = stubOf({ ...facts, ...(property !== undefined && { property }) });
  writeFileSync(join(root, files.rule), stub.rule);
  writeFileSync(join(root, files.page), stub.page);
  writeFileSync(join(root, files.test), stub.test);
  const all = [...rules, facts].sort((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync(join(root, 'rules/index.ts'), indexText(all));
  console.log(
    `${facts.ref}: wrote ${files.rule}, ${files.page} and ${files.test}, and added the rule to rules/index.ts`,
  );
  console.log('next: docs/writing-a-rule.md; a pack in rules/packs/; npx tsx tools/build-docs.ts');
  return 0;
}

process.exitCode = main(process.argv.slice(2), process.cwd());
