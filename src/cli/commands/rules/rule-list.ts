import { isGeneral } from '../../../api/find-pack.ts';
import {
  entryOf,
  type ListedPack,
  type ListedRule,
  type RuleCatalog,
  type RuleFilter,
} from '../../../api/rule-catalog.ts';
import { controlLabel, type RuleControl } from '../../../api/rule-controls.ts';
import { counted } from '../../../messages/counted.ts';
import { message } from '../../../messages/message.ts';
import { padColumns, textWidth, wrap } from '../../../reports/console/terminal.ts';

const GAP = '  ';

/** The rules of a catalog, two lines or more for each, and what there is to say about packs. */
export function ruleListLines(catalog: RuleCatalog, { pack, control }: RuleFilter, width: number): readonly string[] {
  if (catalog.rules.length === 0) return [];
  const [chosen] = pack === undefined ? [] : catalog.packs;
  const controls = catalog.rules.flatMap((rule) => rule.controls.filter(catalog.isAsked));
  return [
    ...(chosen === undefined ? [] : packHead(chosen, width)),
    ...catalog.rules.flatMap((rule) => ruleLines(rule, catalog, chosen, width)),
    ...(chosen === undefined ? [] : packTail(chosen, width)),
    ...(controls.length === 0 ? [] : ['', ...wrap(message('rules.no-standard'), width)]),
    ...(chosen === undefined && control === undefined ? ['', ...packLines(catalog.packs, width)] : []),
  ];
}

function packHead({ name, title, description }: ListedPack, width: number): readonly string[] {
  return [...wrap(message('rules.pack', { name, title }), width), ...wrap(description, width), ''];
}

function ruleLines(
  rule: ListedRule,
  catalog: RuleCatalog,
  chosen: ListedPack | undefined,
  width: number,
): readonly string[] {
  const nameWidth = Math.max(...catalog.rules.map(({ name }) => name.length));
  const head = [rule.name.padEnd(nameWidth), rule.ref, rule.level.padEnd('warning'.length), ''].join(GAP);
  const { options = {}, note } = entryOf(rule.name, chosen) ?? {};
  const set = Object.entries(options).map(([name, value]) => `${name}=${textOf(value)}`);
  const more = [
    rule.synopsis,
    ...(set.length > 0 ? [message('rules.with', { options: set.join(message('list.comma')) })] : []),
    ...(note === undefined ? [] : [message('rules.note', { note })]),
  ];
  return [
    ...hanging(head, besideLevel(rule, catalog, chosen).join(message('list.comma')), width),
    ...more.flatMap((text) => hanging(GAP, text, width)),
  ];
}

/** The controls that were asked for; where none were, the packs to start from, unless one is chosen. */
function besideLevel(
  rule: ListedRule,
  { packs, isAsked }: RuleCatalog,
  chosen: ListedPack | undefined,
): readonly string[] {
  const asked = rule.controls.filter(isAsked);
  if (asked.length > 0) return controlTexts(asked, chosen);
  if (chosen !== undefined) return [];
  return packs.filter((pack) => isGeneral(pack) && rule.packs.includes(pack.name)).map(({ name }) => name);
}

/** Ids, with their standard where the pack does not say which it is. */
function controlTexts(controls: readonly RuleControl[], chosen: ListedPack | undefined): readonly string[] {
  return controls.map((control) => {
    const text = control.pack !== undefined && control.pack === chosen?.name ? control.id : controlLabel(control);
    return control.verified ? text : message('page.unverified', { id: text });
  });
}

function textOf(value: string | number | boolean | readonly string[]): string {
  return typeof value === 'object' ? `[${value.join(', ')}]` : String(value);
}

function packTail({ practices = [], sources = [] }: ListedPack, width: number): readonly string[] {
  const left = practices.filter(({ rules }) => rules.length === 0);
  return [
    ...left.flatMap(({ practice, instead }) => [
      '',
      ...wrap(message('rules.no-rule', { practice, instead: instead ?? '' }), width),
    ]),
    ...(sources.length === 0 ? [] : ['', message('rules.sources')]),
    ...sources.flatMap(({ what, date }) => hanging(GAP, `${what} (${date})`, width)),
  ];
}

function packLines(packs: readonly ListedPack[], width: number): readonly string[] {
  const nameWidth = Math.max(...packs.map(({ name }) => name.length));
  const counts = packs.map(({ rules }) => counted(rules.length, 'rule'));
  const countWidth = Math.max(...counts.map(textWidth));
  return [
    ...wrap(message('rules.packs'), width),
    ...packs.flatMap(({ name, title, isDefault }, i) =>
      hanging(
        [name.padEnd(nameWidth), padColumns(counts[i] ?? '', countWidth), ''].join(GAP),
        isDefault ? message('rules.default', { title }) : title,
        width,
      ),
    ),
  ];
}

/** Columns; text that has less beside its label stands below it. */
const MIN_BESIDE = 18;

function below(label: string, text: string, width: number): readonly string[] {
  const rest = text === '' ? [] : wrap(text, width - GAP.length).map((line) => `${GAP}${line}`);
  return [...wrap(label.trim().replaceAll(/ +/g, ' '), width), ...rest];
}

/** Text behind a label, wrapped at the width and indented by the label's. */
function hanging(label: string, text: string, width: number): readonly string[] {
  const labelWidth = textWidth(label);
  if (width - labelWidth < MIN_BESIDE) return below(label, text, width);
  const [first = '', ...rest] = wrap(text, width - labelWidth);
  return [`${label}${first}`.trimEnd(), ...rest.map((line) => `${' '.repeat(labelWidth)}${line}`)];
}
