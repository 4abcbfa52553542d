import { message } from '../../messages/message.ts';
import { MAX_SETTINGS_PER_RESOURCE } from '../../model/azure/limits.ts';
import { type FixDestination, type FixOptions, hasDestination, isProtected } from '../fix-options.ts';
import { chooseDestination, type DestinationChoice } from './choose-destination.ts';
import { type Completion, completeDeclaredSetting } from './complete-declared-setting.ts';
import { waitingIds } from './deciding-value.ts';
import {
  contextOfSetting,
  type DeclaredSetting,
  declaredSettings,
  mayConflict,
  mayLogAudit,
  mayShareDestination,
  relationTo,
} from './declared-settings.ts';
import { configuredDestination } from './destination-in-template.ts';
import { type EditPlan, type FixRequest, type Plan, type Refusal, refusal, type TemplateChange } from './fix-plan.ts';
import type { JsonChange } from './json-edits.ts';
import { planParameterFileEdits, withFileValues } from './parameter-file-values.ts';
import { memberAt, type ResourceContext } from './resource-context.ts';
import { planUndeployedSetting } from './undeployed-setting.ts';
import { uniqueName } from './unique-name.ts';
import { fillWaiting, waitsRefusal } from './waiting-setting.ts';

/** The smallest change after which the audit logs of a registry are collected, or a refusal. */
export function planFix(request: FixRequest): Plan {
  const { context, registries, options, parameterFileValues } = request;
  if (parameterFileValues.length > 0) return planParameterFileEdits(request);
  if (memberAt(context.json, 'scope') !== undefined || context.isChild)
    return refusal(message('fix.not-own-resource'), message('fix-step.add-setting'));
  const declared = declaredSettings(registries);
  const wanted = configuredDestination(options, registries);
  const candidate = bestCandidate(declared, wanted, options.protect);
  if (candidate === undefined) return planAddition(request, declared, wanted);
  const plan = candidate.isNeverDeployed
    ? planUndeployedSetting(request, candidate, wanted)
    : planCompletion(request, candidate, declared, wanted);
  return withFileValues(plan, request);
}

const RANKS = ['same', 'nowhere', 'unknown'] as const;

/** The setting to complete: the best match for the wanted destination, deployed ones first. */
function bestCandidate(
  declared: readonly DeclaredSetting[],
  wanted: FixDestination,
  protect: readonly string[],
): DeclaredSetting | undefined {
  const editable = declared.filter(
    (one) =>
      one.first.isOpaque !== true &&
      !(typeof one.first.name === 'string' && isProtected(one.first.name, protect)) &&
      // Beside one that sends no logs and is not there with every registry, another can be added.
      (isThereWithAll(one) || one.versions.some(mayLogAudit)),
  );
  for (const state of [(one: DeclaredSetting) => !one.isNeverDeployed, (one: DeclaredSetting) => one.isNeverDeployed]) {
    for (const rank of RANKS) {
      const found = editable.find((one) => state(one) && relationTo(wanted, one.first) === rank);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function isThereWithAll({ isAlwaysDeployed, isOnEveryRegistry, isRepeatedByLoop }: DeclaredSetting): boolean {
  return isAlwaysDeployed && isOnEveryRegistry && !isRepeatedByLoop;
}

function planCompletion(
  request: FixRequest,
  candidate: DeclaredSetting,
  declared: readonly DeclaredSetting[],
  wanted: FixDestination,
): Plan {
  const { first } = candidate;
  const settingContext = contextOfSetting(request, first);
  const setting = first.label;
  if (settingContext === undefined)
    return refusal(message('fix.setting-elsewhere', { setting }), message('fix-step.complete-there'));
  if (candidate.isRepeatedByLoop)
    return refusal(message('fix.setting-repeated', { setting }), message('fix-step.one-setting'));
  if (!candidate.isOnEveryRegistry)
    return refusal(message('fix.setting-on-some', { setting }), message('fix-step.same-loop'));
  if (!candidate.isAlwaysDeployed)
    return refusal(message('fix.setting-sometimes', { setting }), message('fix-step.same-condition'));
  const conflicting = declared.find(
    (other) =>
      other !== candidate &&
      !other.isNeverDeployed &&
      mayLogAudit(other.first) &&
      mayShareDestination(first, other.first),
  );
  if (conflicting !== undefined)
    return refusal(
      message('fix.settings-share', { setting, other: conflicting.first.label }),
      message('fix-step.one-of-both'),
    );
  const sent = relationTo(wanted, first) === 'nowhere' ? sendSomewhere(request, settingContext, wanted, setting) : KEPT;
  if ('kind' in sent) return sent;
  const { target, filled } = sent;
  const completion = completeDeclaredSetting({
    setting: first,
    versions: candidate.versions,
    json: settingContext.json,
    path: settingContext.path,
    logs: request.options.logs,
    destination: target?.destination,
  });
  if ('kind' in completion) return completion;
  const dependencies = target === undefined ? [] : addDependencies(settingContext, target.dependsOn);
  const changes = [...completion.changes, ...filled.changes, ...dependencies, ...(target?.changes ?? [])];
  if (changes.length === 0) return refusal(message('fix.looks-complete', { setting }), message('fix-step.see-reasons'));
  const descriptions = [...completion.descriptions, ...filled.descriptions].join(message('list.comma'));
  return editPlan(
    request,
    message('fix-change.completes', { setting, changes: descriptions }),
    changes,
    target?.newParameter,
  );
}

/** What makes a setting send somewhere: values of the parameters it waits for, a destination of its own, or both. */
interface Sending {
  readonly filled: Completion;
  readonly target?: DestinationChoice;
}

const KEPT: Sending = { filled: { changes: [], descriptions: [] } };

function sendSomewhere(
  request: FixRequest,
  context: ResourceContext,
  wanted: FixDestination,
  setting: string,
): Sending | Refusal {
  const waiting = waitingIds(context, wanted, request.options);
  const [missing] = waiting;
  if (missing !== undefined && !hasDestination(wanted)) return waitsRefusal(missing, setting);
  const given = fillWaiting(waiting, wanted, setting);
  if (given !== undefined && 'kind' in given) return given;
  if (given !== undefined && !hasDestination(given.rest)) return { filled: given.filled };
  const target = chooseDestination(request, context, given?.rest ?? wanted);
  return 'kind' in target ? target : { filled: given?.filled ?? KEPT.filled, target };
}

/** Adds the missing dependencies to `dependsOn` of a setting. */
function addDependencies({ json, path }: ResourceContext, dependsOn: readonly string[]): readonly JsonChange[] {
  const known = memberAt(json, 'dependsOn');
  const list: readonly unknown[] = Array.isArray(known) ? known : [];
  const missing = dependsOn.filter((one) => !list.includes(one));
  if (missing.length === 0) return [];
  const own = [...path, 'dependsOn'];
  if (!Array.isArray(known)) return [{ kind: 'set', path: own, value: missing }];
  return missing.map((value) => ({ kind: 'append', path: own, value }));
}

function editPlan(
  { context }: FixRequest,
  description: string,
  changes: readonly TemplateChange[],
  newParameter: string | undefined,
): EditPlan {
  return {
    kind: 'edit',
    description,
    files: [{ file: context.file, changes }],
    ...(newParameter !== undefined && { newParameter }),
  };
}

function planAddition(request: FixRequest, declared: readonly DeclaredSetting[], wanted: FixDestination): Plan {
  const { context, options } = request;
  const target = chooseDestination(request, context, wanted);
  if ('kind' in target) return target;
  const deployed = declared.filter(({ first, isNeverDeployed }) => !isNeverDeployed && first.isOpaque !== true);
  if (deployed.length >= MAX_SETTINGS_PER_RESOURCE)
    return refusal(
      message('fix.too-many-settings', { count: deployed.length, max: MAX_SETTINGS_PER_RESOURCE }),
      message('fix-step.complete-or-remove'),
    );
  const conflicting = deployed.find(({ first }) => mayConflict(target.ids, first));
  if (conflicting !== undefined) return conflictRefusal(conflicting, options.protect);
  const name = newSettingName(declared, options);
  const added = request.writer.addSetting(context, {
    name,
    destination: target.destination,
    logs: options.logs,
    dependsOn: target.dependsOn,
  });
  if ('kind' in added) return added;
  const changes = [...added, ...target.changes];
  return { ...editPlan(request, additionText(name, target), changes, target.newParameter), isNew: true };
}

function additionText(setting: string, { newParameter: parameter, withDefaults = [] }: DestinationChoice): string {
  const parameters = withDefaults.join(message('list.and'));
  if (parameters !== '') return message('fix-change.adds-with-default', { setting, parameters });
  return parameter === undefined
    ? message('fix-change.adds', { setting })
    : message('fix-change.adds-with-parameter', { setting, parameter });
}

/** The configured name, or one with a number when a setting of the registry has it. */
export function newSettingName(declared: readonly DeclaredSetting[], { settingName }: FixOptions): string {
  const taken = new Set(
    declared.flatMap(({ first }) => (typeof first.name === 'string' ? [first.name.toLowerCase()] : [])),
  );
  return uniqueName(settingName, (candidate) => taken.has(candidate.toLowerCase()), '-');
}

/** A conflicting setting that may be edited sends to some of the wanted destinations, but not to all. */
function conflictRefusal({ first }: DeclaredSetting, protect: readonly string[]): Refusal {
  const isReadOnly = first.isOpaque === true || (typeof first.name === 'string' && isProtected(first.name, protect));
  return refusal(
    message(isReadOnly ? 'fix.protected-conflict' : 'fix.partial-conflict', { setting: first.label }),
    message('fix-step.other-destination'),
  );
}
