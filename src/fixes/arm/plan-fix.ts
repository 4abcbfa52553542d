import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import { DESTINATIONS } from '../../model/azure/destinations.ts';
import { MAX_SETTINGS_PER_RESOURCE } from '../../model/azure/limits.ts';
import { type FixDestination, type FixOptions, hasDestination, isProtected } from '../fix-options.ts';
import { addSetting, uniqueName } from './add-setting.ts';
import { completeDeclaredSetting } from './complete-declared-setting.ts';
import {
  type DeclaredSetting,
  declaredSettings,
  mayConflict,
  mayLogAudit,
  mayShareDestination,
  relationTo,
} from './declared-settings.ts';
import { configuredDestination, destinationInTemplate, type TemplateDestination } from './destination-in-template.ts';
import { type EditPlan, type FixRequest, type Plan, type Refusal, refusal } from './fix-plan.ts';
import type { JsonChange } from './json-edits.ts';
import { passParameter } from './new-parameter.ts';
import { planParameterFileEdits } from './parameter-file-values.ts';
import { isJsonObject, memberAt, type ResourceContext, resourceContext } from './resource-context.ts';
import { planUndeployedSetting } from './undeployed-setting.ts';

/** The smallest change after which the audit logs of a registry are collected, or a refusal. */
export function planFix(request: FixRequest): Plan {
  const { context, registries, options, parameterFileValues } = request;
  if (parameterFileValues.length > 0) return planParameterFileEdits(request);
  if (memberAt(context.json, 'scope') !== undefined || context.isChild)
    return refusal('the registry is not written as a resource of its own', 'add the diagnostic setting manually');
  const declared = declaredSettings(registries);
  const wanted = configuredDestination(options, registries);
  const candidate = bestCandidate(declared, wanted, options.protect);
  if (candidate === undefined) return planAddition(request, declared, wanted);
  if (candidate.isNeverDeployed) return planUndeployedSetting(request, candidate, wanted);
  return planCompletion(request, candidate, declared, wanted);
}

const RANKS = ['same', 'nowhere', 'unknown'] as const;

/** The setting to complete: the best match for the wanted destination, deployed ones first. */
function bestCandidate(
  declared: readonly DeclaredSetting[],
  wanted: FixDestination,
  protect: readonly string[],
): DeclaredSetting | undefined {
  const editable = declared.filter(
    ({ first }) => first.isOpaque !== true && !(typeof first.name === 'string' && isProtected(first.name, protect)),
  );
  for (const state of [(one: DeclaredSetting) => !one.isNeverDeployed, (one: DeclaredSetting) => one.isNeverDeployed]) {
    for (const rank of RANKS) {
      const found = editable.find((one) => state(one) && relationTo(wanted, one.first) === rank);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function planCompletion(
  request: FixRequest,
  candidate: DeclaredSetting,
  declared: readonly DeclaredSetting[],
  wanted: FixDestination,
): Plan {
  const { first } = candidate;
  const settingContext = contextOfSetting(request, first);
  if (settingContext === undefined)
    return refusal(`diagnostic setting ${first.label} stands in another file`, 'complete it there manually');
  if (candidate.isRepeatedByLoop)
    return refusal(
      `a copy loop creates several copies of diagnostic setting ${first.label} on the registry, and Azure accepts each category and destination from one of them only`,
      'give the registry one setting by hand',
    );
  if (!candidate.isOnEveryRegistry)
    return refusal(
      `diagnostic setting ${first.label} belongs to some of the registries that a loop or other values make, and not to all`,
      'give it the loop and the name of the registry by hand',
    );
  if (!candidate.isAlwaysDeployed)
    return refusal(
      `diagnostic setting ${first.label} is deployed in some cases only, and a second one could be refused for sending the same logs to the same place`,
      'give it the condition of its registry, or complete it by hand',
    );
  const conflicting = declared.find(
    (other) =>
      other !== candidate &&
      !other.isNeverDeployed &&
      mayLogAudit(other.first) &&
      mayShareDestination(first, other.first),
  );
  if (conflicting !== undefined)
    return refusal(
      `diagnostic settings ${first.label} and ${conflicting.first.label} may send to the same place, where Azure takes each category from one of them only`,
      'put both categories into one of them by hand, or accept the split with the option coverage=destination',
    );
  const nowhere = relationTo(wanted, first) === 'nowhere';
  const target = nowhere ? chooseDestination(request, settingContext, wanted) : undefined;
  if (target !== undefined && 'kind' in target) return target;
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
  const changes = [...completion.changes, ...dependencies, ...(target?.changes ?? [])];
  if (changes.length === 0)
    return refusal(
      `diagnostic setting ${first.label} looks complete, but the rule still fails`,
      'see the reasons of the finding',
    );
  return editPlan(
    request,
    `diagnostic setting ${first.label} ${completion.descriptions.join(', ')}`,
    changes,
    target?.newParameter,
  );
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

function contextOfSetting({ context, root }: FixRequest, { origin }: AttachedSetting): ResourceContext | undefined {
  return origin.file === context.file ? resourceContext(context.file, root, origin.path ?? []) : undefined;
}

function planAddition(request: FixRequest, declared: readonly DeclaredSetting[], wanted: FixDestination): Plan {
  const { context, options } = request;
  const target = chooseDestination(request, context, wanted);
  if ('kind' in target) return target;
  const deployed = declared.filter(({ first, isNeverDeployed }) => !isNeverDeployed && first.isOpaque !== true);
  if (deployed.length >= MAX_SETTINGS_PER_RESOURCE)
    return refusal(
      `the registry has ${deployed.length} diagnostic settings, and Azure takes ${MAX_SETTINGS_PER_RESOURCE}`,
      'complete one of them by hand, or remove one',
    );
  const conflicting = deployed.find(({ first }) => mayConflict(target.destination, first));
  if (conflicting !== undefined) return conflictRefusal(conflicting, options.protect);
  const name = newSettingName(declared, options);
  const added = addSetting(context, {
    name,
    destination: target.destination,
    logs: options.logs,
    dependsOn: target.dependsOn,
  });
  if ('kind' in added) return added;
  const to = target.newParameter === undefined ? '' : `, whose destination is the new parameter ${target.newParameter}`;
  const changes = [...added, ...target.changes];
  return { ...editPlan(request, `adds diagnostic setting '${name}'${to}`, changes, target.newParameter), isNew: true };
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
    `diagnostic setting ${first.label} may send the same logs to ${isReadOnly ? 'the same place, and is not to be edited' : 'a part of the same places'}`,
    'name another destination, or complete that setting by hand',
  );
}

interface DestinationChoice {
  readonly destination: FixDestination;
  readonly dependsOn: readonly string[];
  readonly changes: readonly JsonChange[];
  readonly newParameter?: string;
}

/** The configured destination, else one found in the template, else a new parameter. */
function chooseDestination(
  request: FixRequest,
  context: ResourceContext,
  wanted: FixDestination,
): DestinationChoice | Refusal {
  if (hasDestination(wanted)) return { destination: wanted, dependsOn: [], changes: [] };
  const found: TemplateDestination | undefined = destinationInTemplate(context);
  if (found !== undefined) return { ...found, changes: [] };
  const action =
    'give a destination with --workspace-id, --storage-account-id or --event-hub-rule-id, or in the configuration';
  if (request.isLinked)
    return refusal(
      'nothing says where to send the logs, and a template that others link to gets no new parameter',
      action,
    );
  if (!canPassParameter(context))
    return refusal(
      'nothing says where to send the logs, and a nested deployment takes its parameters from elsewhere',
      action,
    );
  if (!request.allowNewParameters)
    return refusal(
      'nothing says where to send the logs, and a new required parameter would break every deployment that does not supply it',
      `${action}; or accept the parameter with --allow-new-parameter`,
    );
  const { name, changes } = passParameter(context);
  return {
    destination: { [DESTINATIONS.workspace]: `[parameters('${name}')]` },
    dependsOn: [],
    changes,
    newParameter: name,
  };
}

function canPassParameter({ levels }: ResourceContext): boolean {
  return levels.every(({ deployment, isInner }) => {
    if (deployment === undefined || !isInner) return true;
    const passed = memberAt(deployment.json, 'properties', 'parameters');
    const isWritten = passed === undefined || isJsonObject(passed);
    return isWritten && memberAt(deployment.json, 'properties', 'parametersLink') === undefined;
  });
}
