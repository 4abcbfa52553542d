import type { Finding, RunResult } from '../../engine/finding.ts';
import type { LiveRegistry } from '../../fixes/live/live-plan.ts';
import { type LiveSetting, readLiveSetting, satisfiesRule, stringOrEmpty } from '../../fixes/live/live-setting.ts';
import type { RegistryRecord } from '../../sources/azure/decode/scan-record.ts';
import { settingsIn } from '../../sources/azure/decode/validate-settings-response.ts';
import { liveRule } from './fixable-rules.ts';

/** What of a scan's registries a plan of fixes needs, gathered record by record. */
export interface LiveRegistries {
  readonly add: (record: RegistryRecord) => void;
  /** Those that do not pass, and those that only show where storage accounts and event hubs are. */
  readonly toPlan: (result: RunResult) => ToPlan;
}

export interface ToPlan {
  readonly failing: readonly LiveRegistry[];
  /** They pass; where they send to, Azure took it from their region. */
  readonly witnesses: readonly LiveRegistry[];
}

/** Of a tenant that is mostly in order little is kept: settings of registries that pass are not, but for the witnesses. */
export function createLiveRegistries(): LiveRegistries {
  const kept = new Map<string, LiveRegistry>();
  const witnesses = new Map<string, LiveRegistry>();
  return {
    add: (record) => {
      const key = record.id.toLowerCase();
      const settings = settingsIn(record.settings);
      const read = settings.map(readLiveSetting).filter((setting) => setting !== undefined);
      // The last record of a registry counts, as in the evaluation.
      if (!read.some(satisfiesRule)) {
        kept.set(key, liveRegistry(record, settings));
        return;
      }
      kept.delete(key);
      const shown = sinksOf(read).map((sink) => `${sink}\n${locationOf(record).toLowerCase()}`);
      if (shown.every((one) => witnesses.has(one))) return;
      const witness = liveRegistry(record, settings);
      for (const one of shown) witnesses.set(one, witness);
    },
    toPlan: ({ findings }) => {
      const failing = findings.filter(isToBeFixed).map((finding) => failingRegistry(finding, kept));
      return { failing, witnesses: [...new Set(witnesses.values())] };
    },
  };
}

/** Those that fail, and those that could not be evaluated: the plan says what a person can do. */
function isToBeFixed({ rule, outcome }: Finding): boolean {
  return rule === liveRule.name && (outcome === 'fail' || outcome === 'unknown' || outcome === 'error');
}

function failingRegistry(
  { target, outcome, message, dependsOn, reasons }: Finding,
  kept: ReadonlyMap<string, LiveRegistry>,
): LiveRegistry {
  const registry = kept.get(target.id.toLowerCase());
  if (registry !== undefined && outcome === 'fail')
    return { ...registry, wrong: [...new Set(reasons.map((reason) => reason.message))] };
  const { id, name } = target;
  const isDenied = dependsOn.some(({ kind }) => kind === 'permission');
  return { ...(registry ?? liveRegistry({ id, resource: { name } }, [])), unread: message, isDenied };
}

function liveRegistry(
  record: Pick<RegistryRecord, 'id' | 'resource'>,
  settings: LiveRegistry['settings'],
): LiveRegistry {
  const { id, resource } = record;
  const [, , subscription = '', , resourceGroup = '', , , , last = ''] = id.split('/');
  const name = typeof resource.name === 'string' ? resource.name : last;
  return { id, name, location: locationOf(record), subscription, resourceGroup, settings };
}

function locationOf({ resource: { location } }: Pick<RegistryRecord, 'resource'>): string {
  return typeof location === 'string' ? location : '';
}

function sinksOf(settings: readonly LiveSetting[]): readonly string[] {
  const ids = settings.flatMap(({ properties }) => [
    stringOrEmpty(properties.storageAccountId),
    stringOrEmpty(properties.eventHubAuthorizationRuleId),
  ]);
  return ids.filter((id) => id !== '').map((id) => id.toLowerCase());
}
