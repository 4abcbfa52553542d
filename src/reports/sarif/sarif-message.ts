import type { Finding } from '../../engine/finding.ts';
import { escapeInvisible } from '../../util/escape.ts';
import type { Location } from '../../util/location.ts';
import { causePhrase } from '../../value/cause.ts';
import { furtherCauses, furtherReasons, placesOfMessage } from '../words.ts';
import { physicalLocation } from './sarif-location.ts';

/** GitHub keeps no more of a result's related locations. */
const RELATED_LIMIT = 100;

/**
 * Text without embedded links or placeholders: brackets and backslashes get a backslash (§3.11.6), braces are doubled
 * (§3.11.5), invisible characters are written out.
 */
export function plainMessage(text: string): string {
  return escapeInvisible(text)
    .replace(/[[\]\\]/g, '\\$&')
    .replace(/[{}]/g, '$&$&');
}

/** Ends a text with a full stop, unless it has an end or is empty. */
export function sentence(text: string): string {
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}

/**
 * One paragraph: verdict, reasons, what an unknown depends on, with which values, notes. What has a place in a file is
 * also a related location, and the message links to it, because GitHub shows only those that are linked.
 */
export function messageAndRelated(finding: Finding, values: string): { text: string; related: object[] } {
  const related: object[] = [];
  /** The id of a related location for this place; undefined where there is no place to show. */
  const relate = (message: string, location: Location | undefined): number | undefined => {
    if (location === undefined || location.file === '' || related.length >= RELATED_LIMIT) return undefined;
    const id = related.length + 1;
    related.push({ id, physicalLocation: physicalLocation(location, 'with a region'), message: { text: message } });
    return id;
  };
  const withPlace = (message: string, location: Location | undefined): string => {
    const text = sentence(plainMessage(message));
    const id = relate(text, location);
    return id === undefined ? text : `${text} See [the place](${id}).`;
  };
  const seePlace = (location: Location): string => {
    const id = relate(sentence(plainMessage(finding.message)), location);
    return id === undefined ? '' : `See [the place](${id}).`;
  };
  const causes = furtherCauses(finding).map(({ kind, name, location }) => {
    const text = plainMessage(causePhrase({ kind, name }));
    const id = relate(text, location);
    return id === undefined ? text : `[${text}](${id})`;
  });
  const parts = [
    (finding.outcome === 'unknown' ? 'Unknown: ' : '') + sentence(plainMessage(finding.message)),
    ...placesOfMessage(finding).map((location) => seePlace(location)),
    ...furtherReasons(finding).map((reason) => withPlace(reason.message, reason.location)),
    causes.length === 0 ? '' : `Depends on ${causes.join(', ')}.`,
    values === '' ? '' : `Values: ${plainMessage(values)}.`,
    ...finding.notes.map((note) => withPlace(`Note: ${note.message}`, note.location)),
  ];
  return { text: parts.filter((part) => part !== '').join(' '), related };
}
