import type { LoweredText } from '../../sources/arm/bicep-reader.ts';
import type { BicepFile, ParameterDeclaration } from '../../sources/bicep/syntax/nodes.ts';
import { parseBicep } from '../../sources/bicep/syntax/parse-bicep.ts';
import type { Path } from '../../util/location.ts';
import type { TemplateChange } from '../arm/fix-plan.ts';
import type { JsonChange } from '../arm/json-edits.ts';
import type { TextEdit } from '../arm/json-text.ts';
import { isJsonObject } from '../arm/resource-context.ts';
import { type BicepLayout, layoutOf, partsOf } from './bicep-code.ts';
import { addedParameter, addedSetting } from './bicep-declaration-text.ts';
import { appendItem, itemAt, removeItem, replaceValue } from './bicep-edits.ts';
import { type BicepPlace, declarationOf, placeOf } from './bicep-place.ts';
import { bicepKey } from './print-bicep.ts';

/** Bicep as a change is applied to it. */
export interface BicepText {
  readonly file: BicepFile;
  readonly layout: BicepLayout;
}

type PlacedChange = { readonly place: BicepPlace; readonly change: TemplateChange };

/**
 * The text after changes of the template that the file makes, each applied to the result of the one before; undefined where
 * one of them has no place of its own in the text, or leads to what is no Bicep.
 */
export function applyInBicep(document: LoweredText, changes: readonly TemplateChange[]): string | undefined {
  const file = parseBicep(document.text, document.kind);
  const placed = changes.map((change): PlacedChange | undefined => {
    const place = placeOf(document, file, change.path);
    return place && { place, change };
  });
  let text: string | undefined = document.text;
  for (const one of placed) {
    const edits: readonly TextEdit[] | undefined =
      text === undefined || one === undefined ? undefined : editsOf(one, text, document);
    if (text === undefined || edits === undefined) return undefined;
    text = edited(text, edits);
  }
  const isSound = text !== undefined && parseBicep(text, document.kind).errors.length <= file.errors.length;
  return isSound ? text : undefined;
}

function edited(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight((made, { start, end, text: put }) => made.slice(0, start) + put + made.slice(end), text);
}

function editsOf(
  { place, change }: PlacedChange,
  text: string,
  { kind }: LoweredText,
): readonly TextEdit[] | undefined {
  const own: BicepText = { file: parseBicep(text, kind), layout: layoutOf(text) };
  if (place.kind === 'derived') return [];
  if (place.kind === 'parameters')
    return change.kind === 'append' || change.kind === 'set' ? addedParameter(own, change) : undefined;
  const declaration = declarationOf(own.file, place.declaration);
  if (declaration === undefined) return undefined;
  if (change.kind === 'setting')
    return declaration.kind === 'resource' ? addedSetting(own, declaration, change.setting) : undefined;
  if (place.kind === 'version')
    return declaration.kind === 'resource' && change.kind === 'set' ? newVersion(text, declaration, change) : undefined;
  const value = declaration.kind === 'parameter' ? declaration.defaultValue : declaration.value;
  if (value === undefined)
    return declaration.kind === 'parameter' && place.steps.length === 0 ? newDefault(declaration, change) : undefined;
  const shown = declaration.kind === 'module' ? asArguments(change, place.steps) : change;
  return valueEdits(own, value, place.steps, shown);
}

/** The parameters of a deployment as the arguments that a module is called with. */
function asArguments(change: JsonChange, steps: Path): JsonChange {
  if (steps.length > 1 || change.kind === 'remove' || !isJsonObject(change.value)) return change;
  if (change.kind === 'append') return { ...change, value: change.value.value ?? null };
  const given = Object.entries(change.value).map(([name, entry]) => [name, isJsonObject(entry) ? entry.value : entry]);
  return { ...change, value: Object.fromEntries(given) };
}

function valueEdits(
  { file: { text }, layout }: BicepText,
  value: Parameters<typeof itemAt>[0],
  steps: Path,
  change: JsonChange,
): readonly TextEdit[] | undefined {
  const found = itemAt(value, steps);
  if (change.kind === 'remove') return found?.item && found.in ? removeItem(text, found.in, found.item) : undefined;
  const parts = partsOf(change.value);
  if (parts === undefined) return undefined;
  if (change.kind === 'append') {
    const container = found?.value;
    const key = change.key === undefined ? undefined : bicepKey(change.key);
    if (container?.kind !== (key === undefined ? 'array' : 'object')) return undefined;
    return appendItem(text, container, parts, key, layout);
  }
  if (found !== undefined) return [replaceValue(text, found.value, parts, layout)];
  const parent = itemAt(value, steps.slice(0, -1))?.value;
  const key = steps.at(-1);
  if (parent?.kind !== 'object' || typeof key !== 'string') return undefined;
  return appendItem(text, parent, parts, bicepKey(key), layout);
}

/** A parameter with a default cannot be of a type that takes null (BCP326). */
function newDefault({ type }: ParameterDeclaration, change: JsonChange): readonly TextEdit[] | undefined {
  const parts = change.kind === 'set' ? partsOf(change.value) : undefined;
  if (parts?.kind !== 'leaf') return undefined;
  const start = type.kind === 'nullableType' ? type.base.end : type.end;
  return [{ start, end: type.end, text: ` = ${parts.code}` }];
}

function newVersion(
  text: string,
  { type }: Extract<ReturnType<typeof declarationOf>, { readonly kind: 'resource' }>,
  { value }: Extract<JsonChange, { readonly kind: 'set' }>,
): readonly TextEdit[] | undefined {
  const at = text.slice(type.start, type.end).indexOf('@');
  if (at < 0 || typeof value !== 'string') return undefined;
  return [{ start: type.start + at + 1, end: type.end - 1, text: value }];
}
