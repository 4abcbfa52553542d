import type { Path } from '../../../util/location.ts';
import { distribute } from '../../../value/logic.ts';
import { member, tryGet } from '../../../value/property-access.ts';
import { openSymbols, reveal } from '../../../value/secure.ts';
import { concatText, pathSegments } from '../../../value/symbolic-string.ts';
import {
  expressionText,
  fault,
  isFault,
  isSecure,
  isUnknown,
  isWhole,
  keyOf,
  symbol,
  type Value,
} from '../../../value/value.ts';
import type { Frame } from '../expression/frame.ts';
import { evaluateJson, type JsonObject } from '../expression/json.ts';
import { type DeploymentScope, environmentSymbol, scopeFromId, scopeOfSchema } from '../expression/scope.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { ParameterDefinition } from './parameter-definition.ts';
import { at, entryAt, isJsonObject } from './sections.ts';
import type { InstanceInput, NestedTemplate, TemplateInstance, TemplateResource } from './template-instance.ts';

export function nestedTemplate(parent: TemplateInstance, json: JsonObject, resource: TemplateResource): NestedTemplate {
  const { frame } = resource;
  const path = resource.origin.path ?? [];
  const properties = entryAt(json, 'properties') ?? ['properties', null];
  const inline = entryAt(properties[1], 'template');
  const linked = inline === undefined ? readLink(parent, properties[1], frame) : undefined;
  const template = written(inline?.[1], frame) ?? linked?.template;
  if (!isJsonObject(template)) return unreadable(properties[1], frame);
  const scope = targetScope(parent.scope, json, template, frame);
  const place =
    linked === undefined
      ? { file: parent.file, path: [...path, properties[0], inline?.[0] ?? 'template'] }
      : { file: linked.file, path: [] };
  const key = instanceKey(parent.frame.deployment.key, path, frame);
  const input: InstanceInput = {
    run: parent.run,
    ...place,
    template,
    scope,
    isRepeated: resource.isRepeated === true,
    deployed: () => resource.deployed,
    because: () => resource.notDeployedBecause?.(),
    key,
    supplied: suppliedBy(properties[1], frame, key),
    source: (name) => {
      const json = at(at(at(properties[1], 'parameters'), name), 'value');
      return json === undefined ? undefined : { json, frame };
    },
    missing: ({ name }) => missingParameter(properties[1], name, key),
    self: () => ownDeployment(resource, scope, key),
  };
  const options = at(at(properties[1], 'expressionEvaluationOptions'), 'scope');
  const isWorldOfItsOwn = linked !== undefined || typeof inline?.[1] === 'string';
  const isInner = isWorldOfItsOwn || (typeof options === 'string' && options.toLowerCase() === 'inner');
  return { kind: 'template', instance: parent.nest(input, isInner ? undefined : frame) };
}

/** The text that identifies one instance of a resource in a run: its place, and the round of every loop around it. */
function instanceKey(parentKey: string, path: Path, frame: Frame): string {
  let rounds = '';
  for (let loop = frame.loop; loop !== undefined; loop = loop.outer) rounds += `#${keyOf(loop.index)}`;
  return `${parentKey}/${path.join('.')}${rounds}`;
}

/** The value of `deployment()` inside a nested deployment. Only those into a resource group have no location. */
function ownDeployment(resource: TemplateResource, scope: DeploymentScope, key: string): Value {
  return Object.assign(Object.create(null), {
    name: resource.name,
    ...(scope.kind !== 'resourceGroup' && { location: resource.body('location') ?? null }),
    properties: environmentSymbol(`${key}:deployment.properties`, 'deployment().properties', 'object'),
  });
}

/** A template is written out, or is an expression that gives one; its own expressions are then texts with two brackets. */
function written(template: JsonValue | undefined, frame: Frame): JsonValue | undefined {
  if (typeof template !== 'string') return template;
  const value = evaluateJson(template, frame);
  return isWhole(value) ? (value as JsonValue) : undefined;
}

function missingParameter(properties: JsonValue, name: string, key: string): Value {
  if (at(properties, 'parametersLink') === undefined) {
    return fault('missing-parameter', `the nested deployment gives no value for its required parameter '${name}'`);
  }
  return linkedParameter(name, 'any', key);
}

/** A value that stands in a file of parameters which cannot be read. */
function linkedParameter(name: string, type: ParameterDefinition['type'], key: string): Value {
  return symbol({
    key: `${key}:parametersLink:${name.toLowerCase()}`,
    text: `parameters('${name}')`,
    type,
    cause: { kind: 'module', name: `parametersLink of '${name}'` },
  });
}

/** Values given to a nested deployment, evaluated in the template that gives them. */
function suppliedBy(
  properties: JsonValue,
  frame: Frame,
  key: string,
): (definition: ParameterDefinition) => Value | undefined {
  const parameters = at(properties, 'parameters');
  const isLinked = at(properties, 'parametersLink') !== undefined;
  const linked = (name: string, type: ParameterDefinition['type']): Value | undefined =>
    isLinked ? linkedParameter(name, type, key) : undefined;
  // The whole section may be an expression, and so may each entry.
  const made = typeof parameters === 'string' ? evaluateJson(parameters, frame) : undefined;
  return ({ name, type }) => {
    if (made !== undefined) return valueOfSection(made, name, type) ?? linked(name, type);
    const entry = entryAt(parameters, name)?.[1];
    if (entry === undefined) return linked(name, type);
    // Nearly all entries are written with their value, which is then all there is to evaluate.
    const value = at(entry, 'value');
    return value === undefined ? valueOfEntry(evaluateJson(entry, frame), name, type) : evaluateJson(value, frame);
  };
}

/** What a section of parameters that was evaluated gives for one of them. */
function valueOfSection(section: Value, name: string, type: ParameterDefinition['type']): Value | undefined {
  if (isSecure(section)) return secureEntry(section, name);
  const split = distribute(section, (part) => valueOfSection(part, name, type) ?? null);
  if (split !== undefined) return split;
  return valueOfEntry(isUnknown(section) ? member(section, name) : tryGet(section, name), name, type);
}

/** An entry has a value, or refers to a secret in a Key Vault; one of several entries is each of them in its case. */
function valueOfEntry(entry: Value, name: string, type: ParameterDefinition['type']): Value | undefined {
  const split = distribute(entry, (part) => valueOfEntry(part, name, type) ?? null);
  if (split !== undefined) return split;
  if (isFault(entry)) return entry;
  if (isUnknown(entry)) {
    const value = tryGet(entry, 'value');
    return reveal(value) === null ? undefined : value;
  }
  const value = at(entry as JsonValue, 'value');
  if (value !== undefined) return value as Value;
  const reference = at(entry as JsonValue, 'reference');
  return reference === undefined ? undefined : keyVaultSecret(name, type, reference as Value);
}

/** An entry of a section that is secure as a whole. */
function secureEntry(section: Value, name: string): Value | undefined {
  const entry = tryGet(section, name);
  const value = tryGet(entry, 'value');
  return reveal(value) === null ? undefined : value;
}

function keyVaultSecret(name: string, type: ParameterDefinition['type'], reference: Value): Value {
  const text = `Key Vault secret for '${name}'`;
  return symbol({ key: `secret:${keyOf(reference)}`, text, type, cause: { kind: 'secret', name: text } });
}

/** Where a nested deployment deploys to: its `scope`, else its `subscriptionId` and `resourceGroup`, else where its parent does. */
function targetScope(from: DeploymentScope, json: JsonObject, template: JsonObject, frame: Frame): DeploymentScope {
  // A deployment stack says in its properties where it deploys to.
  const explicit = at(json, 'scope') ?? at(at(json, 'properties'), 'deploymentScope');
  const schemaKind = scopeOfSchema(at(template, '$schema'));
  if (explicit !== undefined) {
    const id = evaluateJson(explicit, frame);
    return scopeFromId(id, from) ?? unknownScope(id, schemaKind);
  }
  const subscription = at(json, 'subscriptionId');
  const group = at(json, 'resourceGroup');
  const subscriptionId =
    subscription === undefined
      ? 'subscriptionId' in from
        ? from.subscriptionId
        : ''
      : evaluateJson(subscription, frame);
  const location = at(json, 'location') === undefined ? undefined : evaluateJson(at(json, 'location') ?? null, frame);
  if (group !== undefined) {
    const name = evaluateJson(group, frame);
    const id = concatText(['/subscriptions/', subscriptionId, '/resourceGroups/', name]);
    return scopeFromId(id, from) ?? { kind: 'resourceGroup', subscriptionId, name };
  }
  const asks = location !== undefined || schemaKind === 'subscription';
  const upwards = from.kind === 'resourceGroup' && subscription !== undefined && asks;
  if (upwards || (subscription !== undefined && from.kind !== 'resourceGroup'))
    return { kind: 'subscription', subscriptionId, location };
  if (subscription === undefined || from.kind !== 'resourceGroup') return from;
  const id = concatText(['/subscriptions/', subscriptionId, '/resourceGroups/', from.name]);
  return scopeFromId(id, from) ?? { ...from, subscriptionId };
}

/** A scope that is an expression nobody can evaluate: its parts are taken from where they stand in an id. */
function unknownScope(id: Value, kind: DeploymentScope['kind']): DeploymentScope {
  const part = (index: number): Value => {
    const found = pathSegments(id)[index];
    if (found !== undefined && !isUnknown(found)) return found;
    const text = `split(${expressionText(id)}, '/')[${index}]`;
    const cause = openSymbols(id)[0]?.cause ?? { kind: 'limit', name: text };
    return symbol({ key: `scope:${index}:${keyOf(id)}`, text, type: 'string', cause });
  };
  if (kind === 'tenant') return { kind };
  if (kind === 'managementGroup') return { kind, name: part(4) };
  return kind === 'subscription' ? { kind, subscriptionId: part(2) } : { kind, subscriptionId: part(2), name: part(4) };
}

function readLink(
  parent: TemplateInstance,
  properties: JsonValue,
  frame: Frame,
): { file: string; template: JsonValue } | undefined {
  // Which file of the repository is meant is decided behind secure values; its name is the repository's.
  const relative = reveal(evaluateJson(at(at(properties, 'templateLink'), 'relativePath') ?? null, frame));
  return typeof relative === 'string' ? parent.run.readLinked?.(parent.file, relative) : undefined;
}

/** Keeps what is passed into a template that cannot be read: a registry whose name is among it may be changed there. */
function unreadable(properties: JsonValue, frame: Frame): NestedTemplate {
  const link = at(properties, 'templateLink');
  const target = ['relativePath', 'uri', 'id'].map((name) => at(link, name)).find((value) => value !== undefined);
  const parameters = evaluateJson(at(properties, 'parameters') ?? {}, frame);
  return {
    kind: 'unreadable',
    link: typeof target === 'string' ? target : 'a template that is not written in the file',
    parameters: isFault(parameters) || isUnknown(parameters) ? [] : [parameters],
    allKnown: at(properties, 'parametersLink') === undefined && !isUnknown(parameters),
  };
}
