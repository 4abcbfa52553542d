import type { Path } from '../../../util/location.ts';
import { distribute } from '../../../value/logic.ts';
import { member, tryGet } from '../../../value/property-access.ts';
import { reveal, revealedSymbols } from '../../../value/secure.ts';
import { concatText, pathSegments } from '../../../value/symbolic-string.ts';
import {
  canonicalKey,
  expressionText,
  fault,
  isConcrete,
  isFault,
  isSecure,
  isUnknown,
  symbol,
  type Value,
} from '../../../value/value.ts';
import { evaluateJson, type JsonObject } from '../expression/evaluate-json.ts';
import type { Frame } from '../expression/frame.ts';
import { type DeploymentScope, environmentSymbol, scopeFromId, scopeOfSchema } from '../expression/scope.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject, property, propertyEntry } from './json-access.ts';
import type { ParameterDefinition } from './parameter-definition.ts';
import type { InstanceInput, NestedTemplate, TemplateInstance, TemplateResource } from './template-instance.ts';
import { deploymentNames } from './written-name.ts';

export function nestedTemplate(parent: TemplateInstance, json: JsonObject, resource: TemplateResource): NestedTemplate {
  const { frame } = resource;
  const path = resource.origin.path ?? [];
  const properties = propertyEntry(json, 'properties') ?? ['properties', null];
  const inline = propertyEntry(properties[1], 'template');
  const linked = inline === undefined ? readLink(parent, properties[1], frame) : undefined;
  const template = templateJson(inline?.[1], frame) ?? linked?.template;
  if (!isJsonObject(template)) return unreadableTemplate(properties[1], frame);
  const scope = targetScope(parent.scope, json, template, frame);
  const ownFile = linked?.file ?? parent.run.fileOf?.(template);
  const location =
    ownFile === undefined
      ? { file: parent.file, path: [...path, properties[0], inline?.[0] ?? 'template'] }
      : { file: ownFile, path: [] };
  const key = instanceKey(parent.frame.deployment.key, path, frame);
  const input: InstanceInput = {
    run: parent.run,
    ...location,
    templates: [...parent.templates, location],
    deployments: deploymentNames(parent.deployments, resource),
    template,
    scope,
    isRepresentative: resource.isRepresentative === true,
    deployed: () => resource.deployed,
    notDeployedBecause: () => resource.notDeployedBecause?.(),
    key,
    givenValue: givenParameters(properties[1], frame, key),
    source: (name) => {
      const json = property(property(property(properties[1], 'parameters'), name), 'value');
      return json === undefined ? undefined : { json, frame };
    },
    missingValue: ({ name }) => missingParameter(properties[1], name, key),
    self: () => deploymentValue(resource, scope, key),
  };
  const options = property(property(properties[1], 'expressionEvaluationOptions'), 'scope');
  const isSelfContained = linked !== undefined || typeof inline?.[1] === 'string';
  const isInner = isSelfContained || (typeof options === 'string' && options.toLowerCase() === 'inner');
  return { kind: 'template', instance: parent.nest(input, isInner ? undefined : frame) };
}

/** The key of one instance of a resource in a run: its path and the iteration of every enclosing loop. */
function instanceKey(parentKey: string, path: Path, frame: Frame): string {
  let iterations = '';
  for (let loop = frame.loop; loop !== undefined; loop = loop.outer) iterations += `#${canonicalKey(loop.index)}`;
  return `${parentKey}/${path.join('.')}${iterations}`;
}

/** The value of `deployment()` inside a nested deployment. Only deployments to a resource group have no location. */
function deploymentValue(resource: TemplateResource, scope: DeploymentScope, key: string): Value {
  return Object.assign(Object.create(null), {
    name: resource.name,
    ...(scope.kind !== 'resourceGroup' && { location: resource.body('location') ?? null }),
    properties: environmentSymbol(`${key}:deployment.properties`, 'deployment().properties', 'object'),
  });
}

/** The template is inline JSON, or an expression that returns it; its own expressions are then escaped with two brackets. */
function templateJson(template: JsonValue | undefined, frame: Frame): JsonValue | undefined {
  if (typeof template !== 'string') return template;
  const value = evaluateJson(template, frame);
  return isConcrete(value) ? (value as JsonValue) : undefined;
}

function missingParameter(properties: JsonValue, name: string, key: string): Value {
  if (property(properties, 'parametersLink') === undefined) {
    return fault('missing-parameter', `the nested deployment gives no value for its required parameter '${name}'`);
  }
  return linkedParameter(name, 'any', key);
}

/** A value from a linked parameter file, which cannot be read. */
function linkedParameter(name: string, type: ParameterDefinition['type'], key: string): Value {
  return symbol({
    key: `${key}:parametersLink:${name.toLowerCase()}`,
    text: `parameters('${name}')`,
    type,
    cause: { kind: 'module', name: `parametersLink of '${name}'` },
  });
}

/** The parameter values of a nested deployment, evaluated in the parent template. */
function givenParameters(
  properties: JsonValue,
  frame: Frame,
  key: string,
): (definition: ParameterDefinition) => Value | undefined {
  const parameters = property(properties, 'parameters');
  const isLinked = property(properties, 'parametersLink') !== undefined;
  const linked = (name: string, type: ParameterDefinition['type']): Value | undefined =>
    isLinked ? linkedParameter(name, type, key) : undefined;
  // The whole section may be an expression, and so may each entry.
  const section = typeof parameters === 'string' ? evaluateJson(parameters, frame) : undefined;
  return ({ name, type }) => {
    if (section !== undefined) return valueOfSection(section, name, type) ?? linked(name, type);
    const entry = propertyEntry(parameters, name)?.[1];
    if (entry === undefined) return linked(name, type);
    // Nearly all entries have a literal `value`, so only that is evaluated.
    const value = property(entry, 'value');
    return value === undefined ? valueOfEntry(evaluateJson(entry, frame), name, type) : evaluateJson(value, frame);
  };
}

/** The value of one parameter in an evaluated `parameters` section. */
function valueOfSection(section: Value, name: string, type: ParameterDefinition['type']): Value | undefined {
  if (isSecure(section)) return secureEntry(section, name);
  const split = distribute(section, (part) => valueOfSection(part, name, type) ?? null);
  if (split !== undefined) return split;
  return valueOfEntry(isUnknown(section) ? member(section, name) : tryGet(section, name), name, type);
}

/** An entry has a value or a Key Vault reference; a conditional entry is evaluated for each alternative. */
function valueOfEntry(entry: Value, name: string, type: ParameterDefinition['type']): Value | undefined {
  const split = distribute(entry, (part) => valueOfEntry(part, name, type) ?? null);
  if (split !== undefined) return split;
  if (isFault(entry)) return entry;
  if (isUnknown(entry)) {
    const value = tryGet(entry, 'value');
    return reveal(value) === null ? undefined : value;
  }
  const value = property(entry as JsonValue, 'value');
  if (value !== undefined) return value as Value;
  const reference = property(entry as JsonValue, 'reference');
  return reference === undefined ? undefined : keyVaultSecret(name, type, reference as Value);
}

/** An entry of a `parameters` section that is secure as a whole. */
function secureEntry(section: Value, name: string): Value | undefined {
  const entry = tryGet(section, name);
  const value = tryGet(entry, 'value');
  return reveal(value) === null ? undefined : value;
}

function keyVaultSecret(name: string, type: ParameterDefinition['type'], reference: Value): Value {
  const text = `Key Vault secret for '${name}'`;
  return symbol({ key: `secret:${canonicalKey(reference)}`, text, type, cause: { kind: 'secret', name: text } });
}

/** The target scope: its `scope`, else its `subscriptionId` and `resourceGroup`, else the scope of its parent. */
function targetScope(from: DeploymentScope, json: JsonObject, template: JsonObject, frame: Frame): DeploymentScope {
  // A deployment stack has its target scope in its properties.
  const explicit = property(json, 'scope') ?? property(property(json, 'properties'), 'deploymentScope');
  const schemaKind = scopeOfSchema(property(template, '$schema'));
  if (explicit !== undefined) {
    const id = evaluateJson(explicit, frame);
    return scopeFromId(id, from) ?? unknownScope(id, schemaKind);
  }
  const subscription = property(json, 'subscriptionId');
  const group = property(json, 'resourceGroup');
  const subscriptionId =
    subscription === undefined
      ? 'subscriptionId' in from
        ? from.subscriptionId
        : ''
      : evaluateJson(subscription, frame);
  const location =
    property(json, 'location') === undefined ? undefined : evaluateJson(property(json, 'location') ?? null, frame);
  if (group !== undefined) {
    const name = evaluateJson(group, frame);
    const id = concatText(['/subscriptions/', subscriptionId, '/resourceGroups/', name]);
    return scopeFromId(id, from) ?? { kind: 'resourceGroup', subscriptionId, name };
  }
  const isForSubscription = location !== undefined || schemaKind === 'subscription';
  const leavesGroup = from.kind === 'resourceGroup' && subscription !== undefined && isForSubscription;
  if (leavesGroup || (subscription !== undefined && from.kind !== 'resourceGroup'))
    return { kind: 'subscription', subscriptionId, location };
  if (subscription === undefined || from.kind !== 'resourceGroup') return from;
  const id = concatText(['/subscriptions/', subscriptionId, '/resourceGroups/', from.name]);
  return scopeFromId(id, from) ?? { ...from, subscriptionId };
}

/** An unknown scope: its parts are the segments of the id by position. */
function unknownScope(id: Value, kind: DeploymentScope['kind']): DeploymentScope {
  const part = (index: number): Value => {
    const found = pathSegments(id)[index];
    if (found !== undefined && !isUnknown(found)) return found;
    const text = `split(${expressionText(id)}, '/')[${index}]`;
    const cause = revealedSymbols(id)[0]?.cause ?? { kind: 'limit', name: text };
    return symbol({ key: `scope:${index}:${canonicalKey(id)}`, text, type: 'string', cause });
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
  // A secure value may select the file: the path is not a secret, since the file is in the repository.
  const relative = reveal(evaluateJson(property(property(properties, 'templateLink'), 'relativePath') ?? null, frame));
  return typeof relative === 'string' ? parent.run.readLinked?.(parent.file, relative) : undefined;
}

/** Keeps the parameters of a template that cannot be read: it may change a registry whose name is passed in. */
function unreadableTemplate(properties: JsonValue, frame: Frame): NestedTemplate {
  const link = property(properties, 'templateLink');
  const target = ['relativePath', 'uri', 'id'].map((name) => property(link, name)).find((value) => value !== undefined);
  const parameters = evaluateJson(property(properties, 'parameters') ?? {}, frame);
  return {
    kind: 'unreadable',
    link: typeof target === 'string' ? target : 'a template that is not written in the file',
    parameters: isFault(parameters) || isUnknown(parameters) ? [] : [parameters],
    allKnown: property(properties, 'parametersLink') === undefined && !isUnknown(parameters),
  };
}
