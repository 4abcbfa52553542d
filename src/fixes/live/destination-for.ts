import { REGIONAL_DESTINATIONS } from '../../model/azure/destinations.ts';
import { type FixDestination, type FixSettings, hasDestination } from '../fix-settings.ts';
import type { LiveRefusal } from './live-plan.ts';
import { refusal } from './live-plan.ts';
import { type LiveSetting, sameWord, textOf } from './live-setting.ts';
import { foldedId } from './sinks.ts';

/** A registry with what of its settings could be read. */
export interface PlacedRegistry {
  readonly location: string;
  readonly subscription: string;
  readonly settings: readonly LiveSetting[];
  /** Whether a setting has to be written for it. */
  readonly needsChange: boolean;
}

export interface ChosenDestination {
  readonly destination: FixDestination;
  /** What has to be so for Azure to accept it, and cannot be known. */
  readonly provided: readonly string[];
}

/** What a scan shows about where storage accounts and event hubs are. */
export interface RegionEvidence {
  /** Folded id of the sink → regions of registries that send to it: Azure took it from them, so it is in their region. */
  readonly regions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Folded id of the sink → regions of registries that would have to send to it and for which no region is configured. */
  readonly asked: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Where a registry's logs are to go: the first entry for its region and subscription, else the general destination.
 * Storage accounts and event hubs must be in the registry's region, and their ids do not say where they are. It counts as
 * known when the configuration says the region or another setting of that region goes there; when all registries are in
 * one region, it is taken to be that one, and said so.
 */
export function destinationFor(
  registry: PlacedRegistry,
  settings: FixSettings,
  evidence: RegionEvidence,
): ChosenDestination | LiveRefusal {
  const { destination, region } = configuredFor(registry, settings);
  if (!hasDestination(destination)) {
    const place = `region ${registry.location} of subscription ${registry.subscription}`;
    return refusal(
      'no-destination',
      `no destination is configured for ${place}`,
      'give --workspace-id, or an entry under fix.destinations for that region or subscription',
    );
  }
  const here = foldedRegion(registry.location);
  const provided: string[] = [];
  for (const member of REGIONAL_DESTINATIONS) {
    const id = destination[member] ?? '';
    if (id === '' || (region !== undefined && here !== '')) continue;
    const problem = regionProblem(id, here, evidence);
    if (typeof problem === 'object') return problem;
    if (problem !== undefined) provided.push(problem);
  }
  return { destination, provided };
}

/** Undefined: it is known to fit. A text: it fits if that is so. */
function regionProblem(id: string, here: string, { regions, asked }: RegionEvidence): LiveRefusal | string | undefined {
  const step =
    'add an entry with its region under fix.destinations, with a storage account or event hub of that region';
  if (here === '') return refusal('region-unknown', 'the scan does not say in which region the registry is', step);
  const seen = regions.get(foldedId(id));
  if (seen?.has(here)) return undefined;
  if (seen !== undefined) {
    return refusal(
      'wrong-region',
      `${id} receives logs of ${[...seen].sort().join(', ')}, so it is not in ${here}, and Azure takes only one of the registry's own region`,
      step,
    );
  }
  const wanted = asked.get(foldedId(id)) ?? new Set();
  if (wanted.size > 1) {
    return refusal(
      'region-unknown',
      `${id} has to be in the registry's region, and the registries that would send to it are in ${[...wanted].sort().join(', ')}`,
      step,
    );
  }
  return `${id} is in ${here}, which a scan cannot see`;
}

export function regionEvidence(registries: readonly PlacedRegistry[], settings: FixSettings): RegionEvidence {
  const regions = new Map<string, Set<string>>();
  const asked = new Map<string, Set<string>>();
  for (const registry of registries) {
    const here = foldedRegion(registry.location);
    if (here === '') continue;
    for (const { properties } of registry.settings) {
      for (const member of REGIONAL_DESTINATIONS) note(regions, textOf(properties[member]), here);
    }
    const { destination, region } = configuredFor(registry, settings);
    if (!registry.needsChange || region !== undefined) continue;
    for (const member of REGIONAL_DESTINATIONS) note(asked, destination[member] ?? '', here);
  }
  return { regions, asked };
}

function note(map: Map<string, Set<string>>, id: string, region: string): void {
  if (id === '') return;
  const known = map.get(foldedId(id)) ?? new Set();
  map.set(foldedId(id), known.add(region));
}

function configuredFor(
  { location, subscription }: PlacedRegistry,
  { destination, destinations }: FixSettings,
): { readonly destination: FixDestination; readonly region?: string } {
  const entry = destinations.find(
    (one) =>
      hasDestination(one) &&
      (one.region === undefined || foldedRegion(one.region) === foldedRegion(location)) &&
      (one.subscription === undefined || sameWord(one.subscription, subscription)),
  );
  if (entry === undefined) return { destination };
  const { region, subscription: _, ...chosen } = entry;
  return { destination: chosen, ...(region !== undefined && { region }) };
}

/** `West Europe` and `westeurope` are one region. */
function foldedRegion(region: string): string {
  return region.toLowerCase().replaceAll(' ', '');
}
