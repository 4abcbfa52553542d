import { rules } from '../rules/index.ts';
import type { PackEntry } from '../rules/packs/index.ts';
import { type NamedPack, namedPacks } from '../src/api/find-pack.ts';
import { markdownTable } from './markdown-table.ts';

/** Between these lines of `docs/packs.md` stands what the data says; `npm run docs` writes it. */
const BLOCK =
  /(<!-- begin (overview|general|standards): written by tools\/build-docs\.ts -->\n)[\s\S]*?(<!-- end -->\n)/g;

/** The page with its blocks as the packs are now. */
export function packsPage(page: string): string {
  return page.replaceAll(BLOCK, (_, begin: string, kind: string, end: string) => {
    return `${begin}\n${[...blockOf(kind), ''].join('\n')}\n${end}`;
  });
}

function blockOf(kind: string): readonly string[] {
  if (kind === 'overview') return overview();
  const packs = namedPacks.filter(
    ({ name, standard }) => name !== 'all' && (standard !== undefined) === (kind === 'standards'),
  );
  return packs.flatMap((pack, i) => [...(i === 0 ? [] : ['']), ...packSection(pack)]);
}

/** Without the number of all rules, which changes with each new one. */
function overview(): readonly string[] {
  return markdownTable(
    ['Pack', 'Rules', 'Holds'],
    namedPacks.map(({ name, title, rules }) => [`\`${name}\``, name === 'all' ? 'all' : String(rules.length), title]),
  );
}

function packSection(pack: NamedPack): readonly string[] {
  const { name, title, description, practices = [], sources = [] } = pack;
  return [
    `### \`${name}\``,
    '',
    `${title}. ${description}`,
    '',
    ...(practices.length > 0 ? practiceTable(pack) : ruleTable(pack)),
    ...(sources.length === 0 ? [] : ['', 'Sources:', '']),
    ...sources.map(({ what, url, date }) => `- [${what}](${url}), ${date}`),
  ];
}

/** With the columns that a rule has something in. */
function ruleTable({ rules }: NamedPack): readonly string[] {
  const columns: readonly (readonly [string, (entry: PackEntry) => string])[] = [
    ['Level', ({ level = '' }) => level],
    ['Options', optionsText],
    ['Controls', controlsText],
    ['Note', ({ note = '' }) => note],
  ];
  const used = columns.filter(([, textOf]) => rules.some((entry) => textOf(entry) !== ''));
  return markdownTable(
    ['Rule', ...used.map(([head]) => head)],
    rules.map((entry) => [linkTo(entry.name), ...used.map(([, textOf]) => textOf(entry))]),
  );
}

function practiceTable({ practices = [], rules }: NamedPack): readonly string[] {
  const ruleText = (name: string): string => {
    const options = rules
      .filter((entry) => entry.name === name)
      .map(optionsText)
      .join('');
    return options === '' ? linkTo(name) : `${linkTo(name)} with ${options}`;
  };
  return markdownTable(
    ['Practice', 'Rules'],
    practices.map(({ practice, rules: names, instead }) => [
      practice,
      instead === undefined ? names.map(ruleText).join(', ') : `none: ${instead}`,
    ]),
  );
}

function optionsText({ options = {} }: PackEntry): string {
  return Object.entries(options)
    .map(([name, value]) => `\`${name}=${typeof value === 'object' ? JSON.stringify(value) : value}\``)
    .join(', ');
}

function controlsText({ controls = [] }: PackEntry): string {
  return controls.map(({ id, verified }) => (verified === false ? `*${id} unverified*` : id)).join(', ');
}

/** A rule in YAML has no page: its file says all of it. */
function linkTo(rule: string): string {
  const page = rules.some(({ name }) => name === rule) ? `rules/${rule}.md` : '../rules/yaml/acr-waf.Rule.yaml';
  return `[${rule}](${page})`;
}
