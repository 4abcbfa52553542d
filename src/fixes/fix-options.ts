import { AUDIT_GROUP, type CategoryGroup } from '../model/azure/acr-logs.ts';
import { POLICY_SETTING_PREFIX } from '../model/azure/azure-names.ts';
import { DESTINATIONS, EVENT_HUB_NAME } from '../model/azure/destinations.ts';
/** Options common to fixes of templates, of live registries and by Azure Policy: what to log, where to, and what not to edit. */
export interface FixOptions {
  /** `audit` and `allLogs` are category groups; `categories` names the two audit categories. */
  readonly logs: FixLogs;
  /** The name of a setting that is added; a number is appended when it is taken. */
  readonly settingName: string;
  /** Where settings send to. Empty when not configured. */
  readonly destination: FixDestination;
  /** Destinations for one region or one subscription, first match first. */
  readonly destinations: readonly RegionalDestination[];
  /** Patterns of setting names that are never edited. */
  readonly protect: readonly string[];
}

export type FixLogs = CategoryGroup | 'categories';

/** A property of a setting that says where it sends. */
export type DestinationProperty = (typeof destinationProperties)[number];

/** ARM ids of what a diagnostic setting sends to; `eventHubName` means something only beside the rule's id. */
export type FixDestination = { readonly [Property in DestinationProperty]?: string };

export interface RegionalDestination extends FixDestination {
  readonly region?: string;
  readonly subscription?: string;
}

export const defaultFixOptions: FixOptions = {
  logs: AUDIT_GROUP,
  settingName: 'acr-audit',
  destination: {},
  destinations: [],
  protect: [`${POLICY_SETTING_PREFIX}*`],
};

/** Where settings can be made to send to. A partner solution has to be agreed on with the partner. */
export const configurableDestinations = [DESTINATIONS.workspace, DESTINATIONS.storage, DESTINATIONS.eventHub] as const;

/** The destination properties that are written, in that order. */
export const destinationProperties = [...configurableDestinations, EVENT_HUB_NAME] as const;

/** Whether an id or a name is one: configurations and templates leave it out by an empty text too. */
export function isGiven(id: string | undefined): id is string {
  return id !== undefined && id !== '';
}

/** Whether logs can be sent anywhere; the name of an event hub alone is not a destination. */
export function hasDestination(destination: FixDestination): boolean {
  return configurableDestinations.some((property) => isGiven(destination[property]));
}

/** Whether a setting's name matches one of the patterns, in which `*` is any text; letter case does not count. */
export function isProtected(name: string, protect: readonly string[]): boolean {
  const text = name.toLowerCase();
  return protect.some((pattern) => matchesPattern(text, pattern.toLowerCase()));
}

/** Linear in the text for every piece of the pattern: user input never becomes a regular expression. */
function matchesPattern(text: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return text === first;
  const last = pieces[pieces.length - 1] ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from);
    if (at < 0 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}

/** What fixes read of a registry besides its settings: a destination can be one for a region. */
export const FIX_NEEDS = [{ field: 'location' }] as const;
