import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import { DESTINATIONS } from '../../model/azure/destinations.ts';
import { MAX_SETTINGS_PER_RESOURCE } from '../../model/azure/limits.ts';
import { type FixDestination, type FixSettings, hasDestination, isProtected } from '../fix-settings.ts';
import { addSetting, free } from './add.ts';
import { completeSetting } from './complete.ts';
import { at, isJsonObject, type ResourceContext, resourceContext } from './context.ts';
import { type ChosenDestination, configuredDestination, destinationInTemplate } from './destination.ts';
import type { JsonChange } from './edits.ts';
import {
  mayCollide,
  mayLogAudit,
  maySharePlace,
  relationTo,
  type WrittenSetting,
  writtenSettings,
} from './existing-settings.ts';
import { planGiven } from './given-values.ts';
import { planIdle } from './idle-setting.ts';
import { threadParameter } from './new-parameter.ts';
import { type EditPlan, type FixRequest, type Plan, type Refusal, refusal } from './plan.ts';

/** The smallest change after which a registry's audit logs are collected, or why there is none. */
export function planFix(request: FixRequest): Plan {
  const { context, registries, settings, given } = request;
  if (given.length > 0) return planGiven(request);
  if (at(context.json, 'scope') !== undefined || context.isChild)
    return refusal('the registry is not written as a resource of its own', 'add the diagnostic setting by hand');
  const written = writtenSettings(registries);
  const wanted = configuredDestination(settings, registries);
  const candidate = bestCandidate(written, wanted, settings.protect);
  if (candidate === undefined) return planNew(request, written, wanted);
  if (candidate.isIdle) return planIdle(request, candidate, wanted);
  return planCompletion(request, candidate, written, wanted);
}

const RANKS = ['same', 'nowhere', 'unknown'] as const;

/** The setting to complete: one that sends where logs are wanted, or may, and is deployed rather than not. */
function bestCandidate(
  written: readonly WrittenSetting[],
  wanted: FixDestination,
  protect: readonly string[],
): WrittenSetting | undefined {
  const open = written.filter(
    ({ first }) => first.isUnread !== true && !(typeof first.name === 'string' && isProtected(first.name, protect)),
  );
  for (const state of [(one: WrittenSetting) => !one.isIdle, (one: WrittenSetting) => one.isIdle]) {
    for (const rank of RANKS) {
      const found = open.find((one) => state(one) && relationTo(wanted, one.first) === rank);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function planCompletion(
  request: FixRequest,
  candidate: WrittenSetting,
  written: readonly WrittenSetting[],
  wanted: FixDestination,
): Plan {
  const { first } = candidate;
  const place = contextOf(request, first);
  if (place === undefined)
    return refusal(`diagnostic setting ${first.label} stands in another file`, 'complete it there by hand');
  if (candidate.isManifold)
    return refusal(
      `a loop makes several of diagnostic setting ${first.label} for the registry, and Azure takes each category to one place from one of them only`,
      'give the registry one setting by hand',
    );
  if (!candidate.isForAll)
    return refusal(
      `diagnostic setting ${first.label} belongs to some of the registries that a loop or other values make, and not to all`,
      'give it the loop and the name of the registry by hand',
    );
  if (!candidate.isActive)
    return refusal(
      `diagnostic setting ${first.label} is deployed in some cases only, and a second one could be refused for sending the same logs to the same place`,
      'give it the condition of its registry, or complete it by hand',
    );
  const rival = written.find(
    (other) => other !== candidate && !other.isIdle && mayLogAudit(other.first) && maySharePlace(first, other.first),
  );
  if (rival !== undefined)
    return refusal(
      `diagnostic settings ${first.label} and ${rival.first.label} may send to the same place, where Azure takes each category from one of them only`,
      'put both categories into one of them by hand, or accept the split with the option coverage=destination',
    );
  const nowhere = relationTo(wanted, first) === 'nowhere';
  const target = nowhere ? chooseDestination(request, place, wanted) : undefined;
  if (target !== undefined && 'kind' in target) return target;
  const done = completeSetting({
    setting: first,
    versions: candidate.versions,
    json: place.json,
    path: place.path,
    logs: request.settings.logs,
    destination: target?.destination,
  });
  if ('kind' in done) return done;
  const waits = target === undefined ? [] : awaitSinks(place, target.dependsOn);
  const changes = [...done.changes, ...waits, ...(target?.changes ?? [])];
  if (changes.length === 0)
    return refusal(
      `diagnostic setting ${first.label} says all that is needed, and still it does not pass`,
      'see the reasons of the finding',
    );
  return edit(request, `diagnostic setting ${first.label} ${done.words.join(', ')}`, changes, target?.newParameter);
}

/** Adds what a setting has to wait for to what it waits for already. */
function awaitSinks({ json, path }: ResourceContext, dependsOn: readonly string[]): readonly JsonChange[] {
  const known = at(json, 'dependsOn');
  const list: readonly unknown[] = Array.isArray(known) ? known : [];
  const missing = dependsOn.filter((one) => !list.includes(one));
  if (missing.length === 0) return [];
  const own = [...path, 'dependsOn'];
  if (!Array.isArray(known)) return [{ kind: 'set', path: own, value: missing }];
  return missing.map((value) => ({ kind: 'append', path: own, value }));
}

function edit(
  { context }: FixRequest,
  description: string,
  changes: readonly JsonChange[],
  newParameter: string | undefined,
): EditPlan {
  return {
    kind: 'edit',
    description,
    files: [{ file: context.file, changes }],
    ...(newParameter !== undefined && { newParameter }),
  };
}

function contextOf({ context, root }: FixRequest, { origin }: AttachedSetting): ResourceContext | undefined {
  return origin.file === context.file ? resourceContext(context.file, root, origin.path ?? []) : undefined;
}

function planNew(request: FixRequest, written: readonly WrittenSetting[], wanted: FixDestination): Plan {
  const { context, settings } = request;
  const target = chooseDestination(request, context, wanted);
  if ('kind' in target) return target;
  const live = written.filter(({ first, isIdle }) => !isIdle && first.isUnread !== true);
  if (live.length >= MAX_SETTINGS_PER_RESOURCE)
    return refusal(
      `the registry has ${live.length} diagnostic settings, and Azure takes ${MAX_SETTINGS_PER_RESOURCE}`,
      'complete one of them by hand, or remove one',
    );
  const rival = live.find(({ first }) => mayCollide(target.destination, first));
  if (rival !== undefined) return besideRival(rival, settings.protect);
  const name = newSettingName(written, settings);
  const added = addSetting(context, {
    name,
    destination: target.destination,
    logs: settings.logs,
    dependsOn: target.dependsOn,
  });
  if ('kind' in added) return added;
  const to = target.newParameter === undefined ? '' : `, whose destination is the new parameter ${target.newParameter}`;
  const changes = [...added, ...target.changes];
  return { ...edit(request, `adds diagnostic setting '${name}'${to}`, changes, target.newParameter), isNew: true };
}

/** The configured name, or one with a number when a setting of the registry has it. */
export function newSettingName(written: readonly WrittenSetting[], { settingName }: FixSettings): string {
  const taken = new Set(
    written.flatMap(({ first }) => (typeof first.name === 'string' ? [first.name.toLowerCase()] : [])),
  );
  return free(settingName, (candidate) => taken.has(candidate.toLowerCase()), '-');
}

/** A rival that may be edited sends to some of the wanted places, and not to all. */
function besideRival({ first }: WrittenSetting, protect: readonly string[]): Refusal {
  const isLocked = first.isUnread === true || (typeof first.name === 'string' && isProtected(first.name, protect));
  return refusal(
    `diagnostic setting ${first.label} may send the same logs to ${isLocked ? 'the same place, and is not to be edited' : 'a part of the same places'}`,
    'name another destination, or complete that setting by hand',
  );
}

interface Target {
  readonly destination: FixDestination;
  readonly dependsOn: readonly string[];
  readonly changes: readonly JsonChange[];
  readonly newParameter?: string;
}

/** What was configured, else what is in the template already, else a new parameter. */
function chooseDestination(request: FixRequest, context: ResourceContext, wanted: FixDestination): Target | Refusal {
  if (hasDestination(wanted)) return { destination: wanted, dependsOn: [], changes: [] };
  const found: ChosenDestination | undefined = destinationInTemplate(context);
  if (found !== undefined) return { ...found, changes: [] };
  const step =
    'give a destination with --workspace-id, --storage-account-id or --event-hub-rule-id, or in the configuration';
  if (request.isLinked)
    return refusal(
      'nothing says where to send the logs, and a template that others link to gets no new parameter',
      step,
    );
  if (!canThread(context))
    return refusal(
      'nothing says where to send the logs, and a nested deployment takes its parameters from elsewhere',
      step,
    );
  if (!request.newParameters)
    return refusal(
      'nothing says where to send the logs, and a new required parameter would break whoever deploys the template without it',
      `${step}; or accept the parameter with --allow-new-parameter`,
    );
  const { name, changes } = threadParameter(context);
  return {
    destination: { [DESTINATIONS.workspace]: `[parameters('${name}')]` },
    dependsOn: [],
    changes,
    newParameter: name,
  };
}

function canThread({ levels }: ResourceContext): boolean {
  return levels.every(({ deployment, isInner }) => {
    if (deployment === undefined || !isInner) return true;
    const passed = at(deployment.json, 'properties', 'parameters');
    const isWritten = passed === undefined || isJsonObject(passed);
    return isWritten && at(deployment.json, 'properties', 'parametersLink') === undefined;
  });
}
