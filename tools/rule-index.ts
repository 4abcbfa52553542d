import { isGeneral, namedPacks } from '../src/api/find-pack.ts';
import { controlsOf } from '../src/api/rule-controls.ts';
import type { Rule } from '../src/engine/rule.ts';
import { markdownTable } from './markdown-table.ts';

/** `docs/rules/index.md`: every rule, and the controls that it serves. */
export function ruleIndex(rules: readonly Rule[]): string {
  return [
    '# Rules',
    '',
    '<!-- Written by tools/build-docs.ts from the metadata in rules/. -->',
    '',
    ...markdownTable(['Rule', 'Ref', 'Synopsis', 'Level', 'Packs', 'Also known as', 'Since'], rules.map(ruleRow)),
    '',
    '[Packs](../packs.md) are lists of rules; there are also dated ones, those of standards, and `all`.',
    '',
    '## Controls',
    '',
    'No standard names the logs of container registries. *Unverified* marks what no source of the',
    '[pack](../packs.md#packs-of-standards) states.',
    '',
    ...controlTable(rules),
    '',
  ].join('\n');
}

function ruleRow(rule: Rule): readonly string[] {
  const { name, ref, synopsis, level, aliases, since } = rule;
  return [linkTo(name), ref, synopsis, level, packsOf(name), aliases.join(', '), since];
}

function linkTo(name: string): string {
  return `[${name}](${name}.md)`;
}

function packsOf(name: string): string {
  return namedPacks
    .filter(isGeneral)
    .filter(({ rules }) => rules.some((entry) => entry.name === name))
    .map((pack) => pack.name)
    .join(', ');
}

/** A column for each standard that a rule has controls of. */
function controlTable(rules: readonly Rule[]): readonly string[] {
  const rows = rules.map((rule) => ({ rule, controls: controlsOf(rule) }));
  const standards = new Map(
    rows.flatMap(({ controls }) => controls.map(({ standard, version }) => [standard, version] as const)),
  );
  const head = [...standards].map(([name, version]) => (version === undefined ? name : `${name} ${version}`));
  const cells = rows.map(({ rule, controls }) => [
    linkTo(rule.name),
    ...[...standards.keys()].map((standard) =>
      controls
        .filter((control) => control.standard === standard)
        .map(({ id, verified }) => (verified ? id : `*${id} unverified*`))
        .join(', '),
    ),
  ]);
  return markdownTable(['Rule', ...head], cells);
}
