import type { Finding } from '../../engine/finding.ts';
import { causePhrase } from '../../messages/cause-phrase.ts';
import { message } from '../../messages/message.ts';
import { escapeInvisible } from '../../util/escape.ts';
import type { Location } from '../../util/location.ts';
import { truncate } from '../../util/truncate.ts';
import { nameInAzure } from '../azure-place.ts';
import { additionalCauses, additionalReasons, messageLocations } from '../phrases.ts';
import { physicalLocation } from './sarif-location.ts';

/** GitHub keeps no more of a result's related locations. */
const MAX_RELATED_LOCATIONS = 100;
/** Characters of a name; the result's properties have it whole. */
const MAX_NAME = 120;

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
  return text === '' || /[.!?…。！？]$/.test(text) ? text : message('page.sentence', { text });
}

/** What is wrong with which target: code scanning shows little more than the first sentence, and no other name. */
function titleOf(finding: Finding): string {
  const { outcome, suppression } = finding;
  const isUnknown = (suppression?.outcome ?? outcome) === 'unknown';
  const said = isUnknown ? message('report.unknown', { message: finding.message }) : finding.message;
  return message('report.about', { name: truncate(nameInAzure(finding), MAX_NAME), message: said });
}

/**
 * One paragraph: verdict, reasons, what an unknown depends on, with which values, notes. Anything with a location is
 * also a related location that the message links to, because GitHub shows only linked ones.
 */
export function messageAndRelated(finding: Finding, values: string): { text: string; related: object[] } {
  const related: object[] = [];
  /** Adds a related location and returns its id; undefined without a location to show. */
  const relate = (said: string, location: Location | undefined): number | undefined => {
    if (location === undefined || location.file === '' || related.length >= MAX_RELATED_LOCATIONS) return undefined;
    const id = related.length + 1;
    related.push({ id, physicalLocation: physicalLocation(location, 'with a region'), message: { text: said } });
    return id;
  };
  const withLocation = (said: string, location: Location | undefined): string => {
    const text = sentence(plainMessage(said));
    const id = relate(text, location);
    return id === undefined ? text : `${text} ${message('sarif.place', { id })}`;
  };
  const seeLocation = (location: Location): string => {
    const id = relate(sentence(plainMessage(finding.message)), location);
    return id === undefined ? '' : message('sarif.place', { id });
  };
  const causes = additionalCauses(finding).map((cause) => {
    const text = plainMessage(causePhrase(cause));
    const id = relate(text, cause.location);
    return { text, link: id === undefined ? undefined : `[${text}](${id})` };
  });
  const links = causes.flatMap(({ link }) => link ?? []);
  const others = causes.flatMap(({ text, link }) => (link === undefined ? [text] : []));
  const parts = [
    sentence(plainMessage(titleOf(finding))),
    ...messageLocations(finding).map((location) => seeLocation(location)),
    ...additionalReasons(finding).map((reason) => withLocation(reason.message, reason.location)),
    links.length === 0 ? '' : message('sarif.see', { links: links.join(message('list.comma')) }),
    others.length === 0 ? '' : message('sarif.depends-also', { causes: others.join(message('list.comma')) }),
    values === '' ? '' : sentence(message('report.values', { values: plainMessage(values) })),
    ...finding.notes.map((note) => withLocation(message('sarif.note', { note: note.message }), note.location)),
  ];
  return { text: parts.filter((part) => part !== '').join(' '), related };
}
