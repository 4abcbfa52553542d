import { DESTINATIONS, EVENT_HUB_NAME } from '../../model/azure/destinations.ts';
import { destinationProperties, type FixDestination } from '../fix-options.ts';
import {
  equalsIgnoreCase,
  type LiveEntry,
  type LiveSetting,
  liveDestinationProperties,
  stringOrEmpty,
} from './live-setting.ts';

/** Whether two ARM ids are the same: letter case and a slash at the end do not count. */
export function sameArmId(left: string, right: string): boolean {
  return normalizedId(left) === normalizedId(right);
}

export function normalizedId(id: string): string {
  return id.toLowerCase().replace(/\/$/, '');
}

/**
 * How much of a destination a setting sends to: `all` of it, `part` of it with room for the rest, or `none`. Without an
 * event hub name any hub matches; another hub is another destination.
 */
export function destinationOverlap({ properties }: LiveSetting, destination: FixDestination): 'all' | 'part' | 'none' {
  let matched = 0;
  let unset = 0;
  let wanted = 0;
  for (const member of destinationProperties) {
    const wantedId = destination[member] ?? '';
    const currentId = stringOrEmpty(properties[member]);
    if (member === EVENT_HUB_NAME || wantedId === '') continue;
    wanted += 1;
    if (currentId === '') unset += 1;
    else if (
      sameArmId(currentId, wantedId) &&
      (member !== DESTINATIONS.eventHub || sameEventHub(properties, destination))
    ) {
      matched += 1;
    }
  }
  if (matched === wanted) return 'all';
  return matched > 0 && matched + unset === wanted ? 'part' : 'none';
}

function sameEventHub(properties: LiveSetting['properties'], { eventHubName = '' }: FixDestination): boolean {
  return eventHubName === '' || equalsIgnoreCase(stringOrEmpty(properties.eventHubName), eventHubName);
}

/** The first other setting with a common destination and common logs or metrics, which Azure rejects with 409. */
export function conflictingSetting(
  setting: Pick<LiveSetting, 'properties' | 'logs' | 'metrics'>,
  others: readonly LiveSetting[],
): LiveSetting | undefined {
  const destinations = destinationIds(setting);
  return others.find(
    (other) =>
      destinationIds(other).some((id) => destinations.includes(id)) &&
      (entriesOverlap(setting.logs, other.logs) || entriesOverlap(setting.metrics, other.metrics)),
  );
}

/** An event hub is identified by its rule: whether Azure distinguishes two hubs of one rule here is not documented. */
export function destinationIds({ properties }: Pick<LiveSetting, 'properties'>): readonly string[] {
  return liveDestinationProperties
    .map((member) => normalizedId(stringOrEmpty(properties[member])))
    .filter((id) => id !== '');
}

/** The members of a group can change, so a group overlaps everything. */
function entriesOverlap(left: readonly LiveEntry[], right: readonly LiveEntry[]): boolean {
  return left.some(
    (one) =>
      one.enabled &&
      right.some(
        (other) =>
          other.enabled &&
          (one.kind === 'categoryGroup' || other.kind === 'categoryGroup' || equalsIgnoreCase(one.name, other.name)),
      ),
  );
}
