import { AUDIT_GROUP, type CategoryGroup } from '../model/azure/acr-logs.ts';
import { POLICY_SETTING_PREFIX } from '../model/azure/azure-names.ts';
import { DESTINATIONS, EVENT_HUB_NAME } from '../model/azure/destinations.ts';
/** What the fixes of templates, of a subscription and of Azure Policy have in common: what to log, where to, and what to leave alone. */
export interface FixSettings {
  /** `audit` and `allLogs` are category groups; `categories` names the two audit categories. */
  readonly logs: FixLogs;
  /** The name of a setting that is added; another one is made when it is taken. */
  readonly settingName: string;
  /** Where settings send to. Empty when nobody has said. */
  readonly destination: FixDestination;
  /** Destinations for one region or one subscription, first match first. */
  readonly destinations: readonly RegionalDestination[];
  /** Patterns of setting names that are never edited. */
  readonly protect: readonly string[];
}

export type FixLogs = CategoryGroup | 'categories';

/** ARM ids of what a diagnostic setting sends to; `eventHubName` means something only beside the rule's id. */
export type FixDestination = { readonly [Property in (typeof destinationProperties)[number]]?: string };

export interface RegionalDestination extends FixDestination {
  readonly region?: string;
  readonly subscription?: string;
}

export const defaultFixSettings: FixSettings = {
  logs: AUDIT_GROUP,
  settingName: 'acr-audit',
  destination: {},
  destinations: [],
  protect: [`${POLICY_SETTING_PREFIX}*`],
};

/** Where settings can be made to send to. A partner solution has to be agreed on with the partner. */
export const configurableSinks = [DESTINATIONS.workspace, DESTINATIONS.storage, DESTINATIONS.eventHub] as const;

/** The destination properties that are written, in that order. */
export const destinationProperties = [...configurableSinks, EVENT_HUB_NAME] as const;

/** Whether something is named that logs can be sent to; an event hub's name alone is no destination. */
export function hasDestination(destination: FixDestination): boolean {
  return configurableSinks.some((property) => (destination[property] ?? '') !== '');
}

/** Whether a setting's name matches one of the patterns, in which `*` is any text; letter case does not count. */
export function isProtected(name: string, protect: readonly string[]): boolean {
  const text = name.toLowerCase();
  return protect.some((pattern) => matchesPattern(text, pattern.toLowerCase()));
}

/** Linear in the text for every piece of the pattern: no regular expression is made of what a user wrote. */
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
