import { DESTINATIONS, EVENT_HUB_NAME } from '../../model/azure/destinations.ts';
import { destinationProperties, type FixDestination } from '../fix-settings.ts';
import { type LiveEntry, type LiveSetting, sameWord, sinkProperties, textOf } from './live-setting.ts';

/** Whether two ARM ids are the same: letter case and a slash at the end do not count. */
export function sameArmId(left: string, right: string): boolean {
  return foldedId(left) === foldedId(right);
}

export function foldedId(id: string): string {
  return id.toLowerCase().replace(/\/$/, '');
}

/**
 * How much of a destination a setting goes to already: `all` of it, `part` of it with room for the rest, or `none`.
 * A destination that names no event hub is content with any; one that names another hub is another destination.
 */
export function reaches({ properties }: LiveSetting, destination: FixDestination): 'all' | 'part' | 'none' {
  let held = 0;
  let free = 0;
  let wanted = 0;
  for (const member of destinationProperties) {
    const want = destination[member] ?? '';
    const have = textOf(properties[member]);
    if (member === EVENT_HUB_NAME || want === '') continue;
    wanted += 1;
    if (have === '') free += 1;
    else if (sameArmId(have, want) && (member !== DESTINATIONS.eventHub || sameHub(properties, destination))) {
      held += 1;
    }
  }
  if (held === wanted) return 'all';
  return held > 0 && held + free === wanted ? 'part' : 'none';
}

function sameHub(properties: LiveSetting['properties'], { eventHubName = '' }: FixDestination): boolean {
  return eventHubName === '' || sameWord(textOf(properties.eventHubName), eventHubName);
}

/** The first of the other settings that has a sink and something collected in common with a setting: Azure answers 409. */
export function clash(
  setting: Pick<LiveSetting, 'properties' | 'logs' | 'metrics'>,
  others: readonly LiveSetting[],
): LiveSetting | undefined {
  const sinks = sinkIds(setting);
  return others.find(
    (other) =>
      sinkIds(other).some((id) => sinks.includes(id)) &&
      (overlaps(setting.logs, other.logs) || overlaps(setting.metrics, other.metrics)),
  );
}

/** An event hub is told by its rule alone: whether Azure tells two hubs of one rule apart here is documented nowhere. */
export function sinkIds({ properties }: Pick<LiveSetting, 'properties'>): readonly string[] {
  return sinkProperties.map((member) => foldedId(textOf(properties[member]))).filter((id) => id !== '');
}

/** What a group holds can change, so a group overlaps whatever else is collected. */
function overlaps(left: readonly LiveEntry[], right: readonly LiveEntry[]): boolean {
  return left.some(
    (one) =>
      one.enabled &&
      right.some(
        (other) =>
          other.enabled &&
          (one.kind === 'categoryGroup' || other.kind === 'categoryGroup' || sameWord(one.name, other.name)),
      ),
  );
}
