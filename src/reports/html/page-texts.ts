import type { Cell } from '../../engine/finding.ts';
import { escapeInvisible } from '../../util/escape.ts';
import type { Location } from '../../util/location.ts';
import { truncateMiddle } from '../../util/truncate.ts';
import { locationText } from '../phrases.ts';

/** Characters of one text from an input; JSON has it whole. */
const MAX_TEXT = 4000;

/** A text as the page shows it, on one line. */
export function shown(text: string): string {
  return escapeInvisible(truncateMiddle(text, MAX_TEXT));
}

/** The same with its line ends and tabs, for what is a piece of a file. */
export function shownLines(text: string): string {
  return truncateMiddle(text, MAX_TEXT)
    .split(/\r?\n/)
    .map((line) => line.split('\t').map(escapeInvisible).join('\t'))
    .join('\n');
}

export function shownCell(cell: Cell): Cell {
  return typeof cell === 'string' ? shown(cell) : cell;
}

/** A place, for people to find; none where Azure answered. */
export function shownPlace(location: Location | undefined): { readonly place?: string } {
  return location === undefined || location.file === '' ? {} : { place: shown(locationText(location)) };
}

/** Text between tags, or in an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return shown(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
