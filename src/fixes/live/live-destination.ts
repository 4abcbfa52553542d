import { message } from '../../messages/message.ts';
import { REGIONAL_DESTINATIONS } from '../../model/azure/destinations.ts';
import { type FixDestination, type FixOptions, hasDestination } from '../fix-options.ts';
import { normalizedId } from './destination-ids.ts';
import type { LiveRefusal } from './live-plan.ts';
import { liveRefusal } from './live-plan.ts';
import { equalsIgnoreCase, type LiveSetting, stringOrEmpty } from './live-setting.ts';

/** A registry with its readable settings. */
export interface RegistryInRegion {
  readonly location: string;
  readonly subscription: string;
  readonly settings: readonly LiveSetting[];
  /** Whether it needs a new or changed setting. */
  readonly needsChange: boolean;
}

export interface LiveDestination {
  readonly destination: FixDestination;
  /** Conditions for Azure to accept it that cannot be checked. */
  readonly assumptions: readonly string[];
}

/** What a scan shows about where storage accounts and event hubs are. */
export interface RegionEvidence {
  /** Normalised destination id → regions of registries that send to it: Azure accepted it, so it is in their region. */
  readonly regions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Normalised destination id → regions of registries that would have to send to it, without a configured region. */
  readonly requested: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Where a registry's logs are to go: the first entry for its region and subscription, else the general destination.
 * Storage accounts and event hubs must be in the registry's region, and their ids do not say where they are. The region
 * is known when the configuration names it, or when another setting of that region sends there; when all registries are
 * in one region, that one is assumed and reported.
 */
export function destinationFor(
  registry: RegistryInRegion,
  settings: FixOptions,
  evidence: RegionEvidence,
): LiveDestination | LiveRefusal {
  const { destination, region } = configuredDestinationFor(registry, settings);
  if (!hasDestination(destination)) {
    return liveRefusal(
      'no-destination',
      message('live.no-destination', { region: registry.location, subscription: registry.subscription }),
      message('live-step.give-destination'),
    );
  }
  const ownRegion = normalizedRegion(registry.location);
  const assumptions: string[] = [];
  for (const member of REGIONAL_DESTINATIONS) {
    const id = destination[member] ?? '';
    if (id === '' || (region !== undefined && ownRegion !== '')) continue;
    const problem = regionProblem(id, ownRegion, evidence);
    if (typeof problem === 'object') return problem;
    if (problem !== undefined) assumptions.push(problem);
  }
  return { destination, assumptions };
}

/** Undefined when the region is known to match; a string is an assumption. */
function regionProblem(
  id: string,
  ownRegion: string,
  { regions, requested }: RegionEvidence,
): LiveRefusal | string | undefined {
  const action = message('live-step.give-region');
  if (ownRegion === '') return liveRefusal('region-unknown', message('live.region-unknown'), action);
  const known = regions.get(normalizedId(id));
  if (known?.has(ownRegion)) return undefined;
  if (known !== undefined) {
    return liveRefusal(
      'wrong-region',
      message('live.other-region', { id, regions: [...known].sort().join(message('list.comma')), region: ownRegion }),
      action,
    );
  }
  const wanted = requested.get(normalizedId(id)) ?? new Set();
  if (wanted.size > 1) {
    return liveRefusal(
      'region-unknown',
      message('live.several-regions', { id, regions: [...wanted].sort().join(message('list.comma')) }),
      action,
    );
  }
  return message('live.assumed-region', { id, region: ownRegion });
}

export function regionEvidence(registries: readonly RegistryInRegion[], settings: FixOptions): RegionEvidence {
  const regions = new Map<string, Set<string>>();
  const requested = new Map<string, Set<string>>();
  for (const registry of registries) {
    const ownRegion = normalizedRegion(registry.location);
    if (ownRegion === '') continue;
    for (const { properties } of registry.settings) {
      for (const member of REGIONAL_DESTINATIONS) addRegion(regions, stringOrEmpty(properties[member]), ownRegion);
    }
    const { destination, region } = configuredDestinationFor(registry, settings);
    if (!registry.needsChange || region !== undefined) continue;
    for (const member of REGIONAL_DESTINATIONS) addRegion(requested, destination[member] ?? '', ownRegion);
  }
  return { regions, requested };
}

function addRegion(map: Map<string, Set<string>>, id: string, region: string): void {
  if (id === '') return;
  const known = map.get(normalizedId(id)) ?? new Set();
  map.set(normalizedId(id), known.add(region));
}

function configuredDestinationFor(
  { location, subscription }: RegistryInRegion,
  { destination, destinations }: FixOptions,
): { readonly destination: FixDestination; readonly region?: string } {
  const entry = destinations.find(
    (one) =>
      hasDestination(one) &&
      (one.region === undefined || normalizedRegion(one.region) === normalizedRegion(location)) &&
      (one.subscription === undefined || equalsIgnoreCase(one.subscription, subscription)),
  );
  if (entry === undefined) return { destination };
  const { region, subscription: _, ...chosen } = entry;
  return { destination: chosen, ...(region !== undefined && { region }) };
}

/** `West Europe` and `westeurope` are one region. */
function normalizedRegion(region: string): string {
  return region.toLowerCase().replaceAll(' ', '');
}
