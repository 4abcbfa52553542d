import { logs } from '../../rules/Azure.ACR.Logs.ts';
import { type Verdict, verdictOf } from '../../src/engine/verdict.ts';
import { wantedBy } from '../../src/engine/wanted.ts';
import { attachSettings } from '../../src/model/azure/attach-settings.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';
import { parameterValues } from '../../src/sources/arm/parameter-file.ts';
import { templateInventory } from '../../src/sources/arm/template-inventory.ts';
import { canonicalKey } from '../../src/value/value.ts';
import { type Json, type JsonObject, nested, parameterFile, template } from './arm-templates.ts';
import { CLOSED, OPEN } from './expression-generators.ts';
import type { RegistrySpec, SettingSpec, TemplateSpec } from './template-generators.ts';

/** Which of the forms of a template is written. */
export interface Form {
  /** Resources under symbolic names instead of in an array. */
  readonly symbolic?: boolean;
  /** Everything inside one nested deployment that has its own parameters and variables. */
  readonly wrapped?: boolean;
  /** Puts the resources of one list in another order. */
  readonly order?: <T>(list: readonly T[]) => readonly T[];
  /** Resources besides, and their parameters. */
  readonly extra?: { readonly resources: readonly JsonObject[]; readonly parameters: JsonObject };
}

const REGISTRY = 'Microsoft.ContainerRegistry/registries';
const SETTING = 'Microsoft.Insights/diagnosticSettings';

/** The template of a spec. Registries are told apart by their locations: `r0`, `r1`. */
export function render(spec: TemplateSpec, form: Form = {}): JsonObject {
  const { order = (list) => list, extra } = form;
  const used = usedParameters(spec);
  const resources = order([
    ...spec.registries.map((registry, i) => registryJson(registry, i, spec, order)),
    ...spec.settings.flatMap((setting) => (isChild(setting) ? [] : [settingJson(setting, spec)])),
    ...(extra?.resources ?? []),
  ]);
  const declared = Object.fromEntries(used.map((name) => [name, declaration(name)]));
  const more = { parameters: { ...declared, ...extra?.parameters }, variables: spec.variables };
  const list = form.symbolic ? named(resources) : resources;
  if (!form.wrapped) return template(list, more);
  const passed = Object.keys(more.parameters).map((name) => [name, { value: `[parameters('${name}')]` }]);
  const inner = nested([], Object.fromEntries(passed), {});
  const properties = { ...(inner.properties as JsonObject), template: template(list, more) };
  const outer = [{ ...inner, properties }];
  return template(form.symbolic ? named(outer) : outer, { parameters: more.parameters });
}

/** The parameters that occur in a spec. */
export function usedParameters(spec: TemplateSpec): string[] {
  const text = JSON.stringify(spec);
  return [...Object.keys(CLOSED), ...Object.keys(OPEN)].filter((name) => text.includes(`'${name}'`));
}

function named(resources: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(resources.map((resource, i) => [`res${i}`, resource]));
}

function declaration(name: string): JsonObject {
  const closed = CLOSED[name];
  if (closed === undefined) return { type: OPEN[name] ?? 'string' };
  return closed.type === 'bool' ? { type: 'bool' } : { type: closed.type, allowedValues: closed.values };
}

function registryJson(
  registry: RegistrySpec,
  index: number,
  spec: TemplateSpec,
  order: NonNullable<Form['order']>,
): JsonObject {
  const { name, condition, count } = registry;
  const children = spec.settings.filter((setting) => isChild(setting) && registryOf(setting, spec) === registry);
  return {
    type: REGISTRY,
    apiVersion: '2023-07-01',
    name: count > 0 ? `[concat(${name}, copyIndex())]` : `[${name}]`,
    location: `r${index}`,
    ...(condition !== undefined && { condition: `[${condition}]` }),
    ...(count > 0 && { copy: { name: `loop${index}`, count } }),
    ...(children.length > 0 && { resources: order(children.map(childJson)) }),
  };
}

function registryOf({ registry }: SettingSpec, { registries }: TemplateSpec): RegistrySpec {
  const found = registries[registry % registries.length];
  if (found === undefined) throw new Error('a spec has a registry');
  return found;
}

/** A loop cannot stand in a child resource. */
function isChild(setting: SettingSpec): boolean {
  return setting.attachment === 'child' && setting.count === undefined;
}

function childJson({ name, condition, properties }: SettingSpec): JsonObject {
  return {
    type: 'providers/diagnosticSettings',
    apiVersion: '2021-05-01-preview',
    name: `[concat('Microsoft.Insights/', ${name})]`,
    ...(condition !== undefined && { condition: `[${condition}]` }),
    properties,
  };
}

/** A setting outside its registry. In a loop over a registry's instances each instance has its own. */
function settingJson(setting: SettingSpec, spec: TemplateSpec): JsonObject {
  const { attachment, condition, count, properties } = setting;
  const registry = registryOf(setting, spec);
  const isNested = attachment === 'inner' || attachment === 'outer';
  const target =
    registry.count === 0
      ? registry.name
      : `concat(${registry.name}, ${count === undefined || isNested ? '0' : 'copyIndex()'})`;
  const name = count === undefined || isNested ? setting.name : `concat(${setting.name}, copyIndex())`;
  const resource = {
    ...placed(attachment, target, name),
    apiVersion: '2021-05-01-preview',
    ...(condition !== undefined && { condition: `[${condition}]` }),
    ...(count !== undefined && !isNested && { copy: { name: 'settings', count: `[${count}]` } }),
    properties,
  };
  return isNested ? deployment(resource, attachment, setting, spec) : resource;
}

function placed(attachment: SettingSpec['attachment'], target: string, name: string): JsonObject {
  if (attachment === 'legacy' || attachment === 'child')
    return {
      type: `${REGISTRY}/providers/diagnosticSettings`,
      name: `[concat(${target}, '/Microsoft.Insights/', ${name})]`,
    };
  const scopes = {
    full: `[resourceId('${REGISTRY}', ${target})]`,
    relative: `[format('${REGISTRY}/{0}', ${target})]`,
    extension: `[extensionResourceId(resourceGroup().id, '${REGISTRY}', ${target})]`,
    inner: `[resourceId('${REGISTRY}', ${target})]`,
    outer: `[concat('${REGISTRY}/', ${target})]`,
  };
  return { type: SETTING, name: `[${name}]`, scope: scopes[attachment] };
}

function deployment(
  resource: JsonObject,
  attachment: SettingSpec['attachment'],
  setting: SettingSpec,
  spec: TemplateSpec,
): JsonObject {
  const text = JSON.stringify([resource, spec.variables]);
  const used = usedParameters(spec).filter((name) => text.includes(`'${name}'`));
  const passed = Object.fromEntries(used.map((name) => [name, { value: `[parameters('${name}')]` }]));
  const types = Object.fromEntries(used.map((name) => [name, { type: CLOSED[name]?.type ?? OPEN[name] ?? 'string' }]));
  const whole = nested([], passed, {});
  const body = { parameters: types, variables: spec.variables };
  const { condition, ...bare } = resource;
  const isOuter = attachment === 'outer';
  return {
    ...whole,
    name: `[concat('deploy-', ${setting.name})]`,
    // Half of the conditions of settings are their deployment's.
    ...(isOuter && condition !== undefined && { condition }),
    properties: {
      mode: 'Incremental',
      ...(!isOuter && { expressionEvaluationOptions: { scope: 'Inner' }, parameters: passed }),
      template: isOuter ? template([bare]) : template([resource], body),
    },
  };
}

/** What the rule says of a registry's instances, in the order of the loop. */
export type Verdicts = Readonly<Record<string, readonly Verdict[]>>;

/** The verdicts of `Azure.ACR.Logs` by registry of the spec. */
export function verdicts(json: JsonObject, values?: JsonObject): Verdicts {
  const inventory = templateInventory(
    {
      file: 'main.json',
      template: copyOf(json),
      values: (values && parameterValues(copyOf(parameterFile(values)), 'main.parameters.json')) ?? new Map(),
      target: {},
      deploymentKey: 'main.json',
    },
    { basis: 'parameters' },
    wantedBy([logs, { targets: logs.targets, needs: [{ field: 'location' }] }]),
  );
  const limits = inventory.problems.filter(({ error }) => error);
  if (limits.length > 0) throw new Error(limits.map(({ message }) => message).join('; '));
  const found: Record<string, Verdict[]> = {};
  for (const registry of attachSettings(inventory)) {
    const location = registry.field('location');
    const key = typeof location === 'string' ? location : canonicalKey(location);
    found[key] = [...(found[key] ?? []), verdictOf(logs, registry, { coverage: 'setting' })];
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Outcomes with what decides them, for comparing. */
export function summary(found: Verdicts): Json {
  return Object.fromEntries(
    Object.entries(found).map(([key, list]) => [
      key,
      list.map(({ outcome, dependsOn }) => ({
        outcome,
        dependsOn: dependsOn.map(({ kind, name }) => `${kind} ${name}`).sort(),
      })),
    ]),
  );
}

/** Outcomes alone. */
export function outcomes(found: Verdicts): Json {
  return Object.fromEntries(
    Object.entries(found).map(([key, list]) => [key, list.map(({ outcome }) => ({ outcome }))]),
  );
}

const copies = new WeakMap<JsonObject, JsonValue>();

/** As it would be read from a file: one copy of it, as all parameter files of a template share one. */
function copyOf(json: JsonObject): JsonValue {
  const copy = copies.get(json) ?? (JSON.parse(JSON.stringify(json)) as JsonValue);
  copies.set(json, copy);
  return copy;
}
