import { en } from './en.ts';
import { fillText } from './fill-text.ts';
import { translation, writtenTranslation } from './language.ts';

/** Texts by id. A catalog of another language has the same ids and the same placeholders. */
export type Catalog = typeof en;
export type MessageId = keyof Catalog;

/** The names of the `{placeholders}` in a text. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What a message needs besides its id. */
type Values<Id extends MessageId> = [Placeholders<Catalog[Id]>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholders<Catalog[Id]>, string | number>>];

/** The same for a text that a run puts into a file. */
export function writtenMessage(id: MessageId): string {
  return writtenTranslation()?.messages[id] ?? en[id];
}

/** The text of a message, in the language of the run, with its values put in. Values are not searched for placeholders. */
export function message<Id extends MessageId>(id: Id, ...[values]: Values<Id>): string {
  return filled(translation()?.messages[id] ?? en[id], values);
}

/** The same for the name of something, which is English in every language: results are recognised by it. */
export function nameMessage<Id extends MessageId>(id: Id, ...[values]: Values<Id>): string {
  return filled(en[id], values);
}

/** What something is recognised by, and what people read in its place. */
export interface NameAndText {
  readonly name: string;
  readonly text: string;
}

/** Both of one message. */
export function named<Id extends MessageId>(id: Id, ...values: Values<Id>): NameAndText {
  return { name: nameMessage(id, ...values), text: message(id, ...values) };
}

function filled(text: string, given: Readonly<Record<string, string | number>> = {}): string {
  return fillText(text, (name) => String(given[name]));
}
