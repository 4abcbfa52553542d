import type { Finding } from '../../engine/finding.ts';
import { escapeInvisible } from '../../util/escape.ts';
import type { Location } from '../../util/location.ts';
import { causePhrase } from '../../value/cause.ts';
import { additionalCauses, additionalReasons, messageLocations } from '../phrases.ts';
import { physicalLocation } from './sarif-location.ts';

/** GitHub keeps no more of a result's related locations. */
const MAX_RELATED_LOCATIONS = 100;

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
 * One paragraph: verdict, reasons, what an unknown depends on, with which values, notes. Anything with a location is
 * also a related location that the message links to, because GitHub shows only linked ones.
 */
export function messageAndRelated(finding: Finding, values: string): { text: string; related: object[] } {
  const related: object[] = [];
  /** Adds a related location and returns its id; undefined without a location to show. */
  const relate = (message: string, location: Location | undefined): number | undefined => {
    if (location === undefined || location.file === '' || related.length >= MAX_RELATED_LOCATIONS) return undefined;
    const id = related.length + 1;
    related.push({ id, physicalLocation: physicalLocation(location, 'with a region'), message: { text: message } });
    return id;
  };
  const withLocation = (message: string, location: Location | undefined): string => {
    const text = sentence(plainMessage(message));
    const id = relate(text, location);
    return id === undefined ? text : `${text} See [the place](${id}).`;
  };
  const seeLocation = (location: Location): string => {
    const id = relate(sentence(plainMessage(finding.message)), location);
    return id === undefined ? '' : `See [the place](${id}).`;
  };
  const causes = additionalCauses(finding).map(({ kind, name, location }) => {
    const text = plainMessage(causePhrase({ kind, name }));
    const id = relate(text, location);
    return id === undefined ? text : `[${text}](${id})`;
  });
  const parts = [
    ((finding.suppression?.outcome ?? finding.outcome) === 'unknown' ? 'Unknown: ' : '') +
      sentence(plainMessage(finding.message)),
    ...messageLocations(finding).map((location) => seeLocation(location)),
    ...additionalReasons(finding).map((reason) => withLocation(reason.message, reason.location)),
    causes.length === 0 ? '' : `Depends on ${causes.join(', ')}.`,
    values === '' ? '' : `Values: ${plainMessage(values)}.`,
    ...finding.notes.map((note) => withLocation(`Note: ${note.message}`, note.location)),
  ];
  return { text: parts.filter((part) => part !== '').join(' '), related };
}
