import { SETTING_API_VERSION } from '../../model/azure/api-versions.ts';
import { SETTING_TYPE } from '../../model/azure/resource-types.ts';
import type {
  BicepFile,
  Declaration,
  Expr,
  ForExpr,
  IfExpr,
  ResourceDeclaration,
} from '../../sources/bicep/syntax/nodes.ts';
import type { JsonChange } from '../arm/json-edits.ts';
import type { TextEdit } from '../arm/json-text.ts';
import type { NewSetting } from '../arm/new-setting.ts';
import { isJsonObject, memberAt, stringAt, type TemplateObject } from '../arm/resource-context.ts';
import { uniqueName } from '../arm/unique-name.ts';
import { settingProperties } from '../setting-body.ts';
import { type BicepLayout, partsOf, printLines } from './bicep-code.ts';
import { endOfItemLine, insertion } from './bicep-edits.ts';
import { namesIn } from './bicep-names.ts';
import { bicepString } from './print-bicep.ts';

interface Source {
  readonly file: BicepFile;
  readonly layout: BicepLayout;
}

/** A diagnostic setting as a resource after the declaration of its registry, for each registry of a loop, on its condition. */
export function addedSetting(
  source: Source,
  registry: ResourceDeclaration,
  { name, destination, logs }: NewSetting,
): readonly TextEdit[] | undefined {
  const { file, layout } = source;
  const taken = namesIn(file);
  const { loop, condition } = wrappingOf(registry.value);
  const index = loop === undefined ? undefined : indexName(loop, taken);
  const properties = partsOf(settingProperties(destination, logs) as TemplateObject);
  if (properties === undefined) return undefined;
  const lines = [
    '{',
    `${layout.unit}name: ${bicepString(name)}`,
    `${layout.unit}scope: ${registry.name.name}${index === undefined ? '' : `[${index}]`}`,
    `${layout.unit}properties: ${printLines(properties, layout, layout.unit)}`,
    '}',
  ];
  const body = lines.join(layout.lineEnd);
  const guarded = condition === undefined ? body : `if ${guardText(file.text, condition)} ${body}`;
  const symbol = uniqueName(`${registry.name.name}Audit`, (candidate) => taken.has(candidate.toLowerCase()));
  const whole = loop === undefined ? guarded : `[for ${loopHead(file.text, loop, index)}: ${guarded}]`;
  const declaration = `resource ${symbol} '${SETTING_TYPE}@${SETTING_API_VERSION}' = ${whole}`;
  return [afterDeclaration(file.text, topLevel(file, registry), declaration, layout)];
}

/** The loop and the condition that a resource is declared with. */
function wrappingOf(value: Expr): { readonly loop: ForExpr | undefined; readonly condition: IfExpr | undefined } {
  let inner = value;
  let loop: ForExpr | undefined;
  let condition: IfExpr | undefined;
  while (inner.kind === 'for' || inner.kind === 'if' || inner.kind === 'parentheses') {
    if (inner.kind === 'for') loop ??= inner;
    if (inner.kind === 'if') condition ??= inner;
    inner = inner.kind === 'parentheses' ? inner.value : inner.body;
  }
  return { loop, condition };
}

function guardText(text: string, { condition }: IfExpr): string {
  const written = text.slice(condition.start, condition.end);
  return condition.kind === 'parentheses' ? written : `(${written})`;
}

/** The index of a loop under its own name, else under a free one. */
function indexName({ index }: ForExpr, taken: ReadonlySet<string>): string {
  return index?.name ?? uniqueName(taken.has('i') ? 'index' : 'i', (name) => taken.has(name));
}

function loopHead(text: string, { item, source }: ForExpr, index: string | undefined): string {
  return `(${item.name}, ${index}) in ${text.slice(source.start, source.end)}`;
}

function topLevel({ declarations }: BicepFile, { start, end }: ResourceDeclaration): Declaration | undefined {
  return declarations.find((one) => one.start <= start && end <= one.end);
}

function afterDeclaration(text: string, before: Declaration | undefined, added: string, layout: BicepLayout): TextEdit {
  const at = endOfItemLine(text, before?.end ?? text.length);
  // What follows at once is set apart too.
  const end = /^[ \t]*\r?\n[ \t]*\S/.test(text.slice(at)) ? layout.lineEnd : '';
  return insertion(at, `${layout.lineEnd}${layout.lineEnd}${added}${end}`);
}

/** New parameters after those that the file has, else before its first declaration that may follow them. */
export function addedParameter(
  { file, layout }: Source,
  change: Exclude<JsonChange, { readonly kind: 'remove' }>,
): readonly TextEdit[] | undefined {
  const members = newParameters(change);
  const printed = members.map(([name, declared]) => parameterText(name, declared, layout));
  if (!printed.every((one) => one !== undefined)) return undefined;
  const added = printed.join(layout.lineEnd + layout.lineEnd);
  const last = file.declarations.findLast(({ kind }) => kind === 'parameter' || HEADERS.has(kind));
  if (last !== undefined) return [afterDeclaration(file.text, last, added, layout)];
  const first = file.declarations[0];
  const at = first === undefined ? file.text.length : startOfBlock(file.text, first.start);
  return [insertion(at, `${added}${layout.lineEnd}${layout.lineEnd}`)];
}

const HEADERS: ReadonlySet<string> = new Set(['targetScope', 'metadata', 'extension', 'import']);

function newParameters(
  change: Exclude<JsonChange, { readonly kind: 'remove' }>,
): readonly (readonly [string, TemplateObject])[] {
  const members = change.kind === 'append' ? { [change.key ?? '']: change.value } : change.value;
  const entries = isJsonObject(members) ? Object.entries(members) : [];
  return entries.flatMap(([name, declared]) => (isJsonObject(declared) ? [[name, declared] as const] : []));
}

function parameterText(name: string, declared: TemplateObject, { lineEnd }: BicepLayout): string | undefined {
  const { defaultValue, minLength } = declared;
  const parts = defaultValue === undefined ? undefined : partsOf(defaultValue);
  if (defaultValue !== undefined && parts?.kind !== 'leaf') return undefined;
  const description = stringAt(memberAt(declared, 'metadata'), 'description');
  const lines = [
    ...(description === undefined ? [] : [`@description(${bicepString(description)})`]),
    ...(typeof minLength === 'number' ? [`@minLength(${minLength})`] : []),
    `param ${name} ${stringAt(declared, 'type') ?? 'string'}${parts?.kind === 'leaf' ? ` = ${parts.code}` : ''}`,
  ];
  return lines.join(lineEnd);
}

const BLANKS_AND_COMMENTS = /\s+|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*|#[^\r\n]*/g;

/** Where the first declaration of a file begins, or the comments that stand right above it. */
function startOfBlock(text: string, offset: number): number {
  let start = 0;
  for (const { 0: part, index } of text.slice(0, offset).matchAll(BLANKS_AND_COMMENTS))
    if (/^\s*\n\s*\n\s*$/.test(part)) start = index + part.length;
  return start;
}
