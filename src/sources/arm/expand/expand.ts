import type { CloudName } from '../../../model/azure/clouds.ts';
import { LimitError } from '../../../value/limit-error.ts';
import type { Value } from '../../../value/value.ts';
import type { Budget } from '../expression/frame.ts';
import { LONGEST_OF_ARM } from '../expression/parse.ts';
import { type DeploymentScope, environmentSymbol, scopeOfSchema } from '../expression/scope.ts';
import type { JsonValue } from '../json/json-value.ts';
import { createInstance } from './instance.ts';
import { domainOf, type ParameterDefinition } from './parameter-definition.ts';
import { parameterSymbol } from './parameters.ts';
import type { Relevance } from './relevance.ts';
import { at, isJsonObject, templateHash } from './sections.ts';
import { type Supplied, suppliedValue } from './supplied.ts';
import type { Diagnostic, Run, TemplateInstance, TemplateResource } from './template-instance.ts';
import type { TokenPair } from './tokens.ts';

/** Where a template is deployed to, as far as it was said. */
export interface Target {
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
  readonly cloud?: CloudName;
}

export interface ExpandInput {
  readonly file: string;
  readonly template: JsonValue;
  /** Of the file, in bytes. */
  readonly size?: number;
  /** Values by lower-case parameter name. */
  readonly values: ReadonlyMap<string, Supplied>;
  /** A project's own tokens in values, besides those that are known everywhere. */
  readonly tokens?: readonly TokenPair[] | undefined;
  readonly target: Target;
  /** Unique to what is deployed together: files with the same key share parameters and resource group. */
  readonly deploymentKey: string;
  readonly readLinked?: Run['readLinked'];
  /**
   * Filled with the actual value of every parameter. In the expansion, one whose values can be listed stands for all of
   * them. For finding out what other values would do.
   */
  readonly explored?: Explored;
  /** Nested templates that hold nothing to be read are not expanded unless something refers to them. Default: all are. */
  readonly relevance?: Relevance;
}

/** Parameters by name: those whose values can be listed, and the others, which stay as they are. */
export interface Explored {
  readonly listed: Map<string, Value>;
  readonly left: Map<string, Value>;
}

/** A deployment whose template could not be read, and what is known of it. */
export interface UnreadableModule {
  readonly resource: TemplateResource;
  readonly link: string;
  readonly parameters: readonly Value[];
  readonly allKnown: boolean;
}

/** Templates of one file that are deployed by others. */
export interface NestedIn {
  readonly file: string;
  readonly hashes: readonly string[];
}

export interface Expansion {
  readonly resources: readonly TemplateResource[];
  readonly nested: readonly NestedIn[];
  readonly modules: readonly UnreadableModule[];
  readonly diagnostics: readonly Diagnostic[];
  readonly root: TemplateInstance;
  /** What has been evaluated of it so far: all else is evaluated when it is asked for. */
  readonly budget: Readonly<Budget>;
}

/** Stands for a value where values are said that must not be. */
const HIDDEN = environmentSymbol('hidden', 'a value that is not shown', 'any');

const DEEPEST_NESTING = 64;

/** Of all templates of one file together; Azure takes 800 for each of them. */
const MOST_RESOURCES = 10_000;

/**
 * What a template would deploy, nested deployments included. Resources are in the order they are written.
 *
 * @throws {LimitError} when a bound of the tool is reached
 */
export function expandTemplate(input: ExpandInput): Expansion {
  const run: Run = {
    budget: { steps: 0, depth: 0, walksCharged: 0, longest: 0 },
    diagnostics: [],
    cloud: input.target.cloud,
    readLinked: input.readLinked,
  };
  const root = rootInstance(input, run);
  checkGiven(input, root);
  const found: Found = { resources: [], nested: [], modules: [], relevance: input.relevance };
  collect(root, found, 0);
  if (run.budget.longest > LONGEST_OF_ARM) run.diagnostics.push(tooLong(input.file, run.budget.longest));
  return { ...found, diagnostics: run.diagnostics, root, budget: run.budget };
}

/** Evaluates every parameter that a value is given for, so that one which Azure refuses is said, whatever uses it. */
function checkGiven({ template, values, explored }: ExpandInput, { frame }: TemplateInstance): void {
  const declared = at(template, 'parameters');
  for (const name of Object.keys(isJsonObject(declared) ? declared : {})) {
    if (values.has(name.toLowerCase()) || explored !== undefined) frame.deployment.parameter(name);
  }
}

function holdsExpression(json: JsonValue | undefined): boolean {
  return json !== undefined && JSON.stringify(json).includes('"[');
}

function tooLong(file: string, length: number): Diagnostic {
  const message = `an expression has ${length} characters; Azure takes ${LONGEST_OF_ARM}`;
  return { level: 'warning', code: 'expression-too-long', message, file, path: [] };
}

function rootInstance(input: ExpandInput, run: Run): TemplateInstance {
  const { file, template, deploymentKey, target, values, tokens, explored } = input;
  const scope = rootScope(scopeOfSchema(at(template, '$schema')), deploymentKey, target);
  const environment = (name: string): Value =>
    environmentSymbol(`${deploymentKey}:deployment.${name}`, `deployment().${name}`, 'string');
  return createInstance({
    run,
    file,
    path: [],
    template,
    isRepeated: false,
    scope,
    deployed: () => true,
    because: () => undefined,
    key: deploymentKey,
    source: (name) => {
      const from = values.get(name.toLowerCase())?.file;
      return from === undefined ? undefined : { file: from, path: ['parameters', name, 'value'] };
    },
    supplied: (definition) =>
      suppliedValue(definition.name, values.get(definition.name.toLowerCase()), definition, tokens),
    missing: (definition) => parameterSymbol(deploymentKey, file, [], definition),
    ...(explored !== undefined && {
      explore: (definition: ParameterDefinition, actual: () => Value) => {
        const value = actual();
        const hasDomain = definition.type === 'bool' || domainOf(definition) !== undefined;
        const canBeListed = hasDomain && !definition.secure;
        const isMade = !values.has(definition.name.toLowerCase()) && holdsExpression(definition.defaultValue);
        // What is secure, or made of something that may be, is said by its name alone.
        const shown = definition.secure || isMade ? HIDDEN : value;
        (canBeListed ? explored.listed : explored.left).set(definition.name, shown);
        if (!canBeListed) return value;
        return parameterSymbol(deploymentKey, file, [], definition);
      },
    }),
    self: () =>
      Object.assign(Object.create(null), {
        name: environment('name'),
        ...(scope.kind !== 'resourceGroup' && { location: target.location ?? environment('location') }),
        properties: environmentSymbol(`${deploymentKey}:deployment.properties`, 'deployment().properties', 'object'),
      }),
  });
}

function rootScope(kind: DeploymentScope['kind'], key: string, target: Target): DeploymentScope {
  const given = (value: string | undefined, name: string): Value =>
    value ?? environmentSymbol(`${key}:${name}`, name, 'string');
  const subscriptionId = given(target.subscription, 'subscription().subscriptionId');
  if (kind === 'tenant') return { kind };
  if (kind === 'managementGroup') return { kind, name: given(undefined, 'managementGroup().name') };
  if (kind === 'subscription') return { kind, subscriptionId };
  return { kind, subscriptionId, name: given(target.resourceGroup, 'resourceGroup().name'), location: target.location };
}

/** What has been found so far. */
interface Found {
  readonly resources: TemplateResource[];
  readonly nested: NestedIn[];
  readonly modules: UnreadableModule[];
  readonly relevance: Relevance | undefined;
}

function collect(instance: TemplateInstance, found: Found, depth: number): void {
  if (depth > DEEPEST_NESTING) {
    throw new LimitError('deployment-depth', `deployments are nested deeper than ${DEEPEST_NESTING}`);
  }
  for (const resource of instance.resources()) {
    found.resources.push(resource);
    if (found.resources.length > MOST_RESOURCES) {
      throw new LimitError('resource-limit', `the template makes more than ${MOST_RESOURCES} resources`);
    }
    const { diagnostics } = instance.run;
    const before = diagnostics.length;
    collectNested(instance, resource, found, depth);
    // Nobody evaluates what is not deployed.
    if (resource.deployed === false) diagnostics.length = before;
  }
}

function collectNested(instance: TemplateInstance, resource: TemplateResource, found: Found, depth: number): void {
  const template = at(at(resource.json, 'properties'), 'template');
  const hashes = isJsonObject(template) && resource.nested !== undefined ? found.relevance?.(template) : undefined;
  if (hashes !== undefined) {
    found.nested.push({ file: instance.file, hashes });
    return;
  }
  const nested = resource.nested?.();
  if (nested?.kind === 'template') {
    const hash = templateHash(nested.instance.template);
    found.nested.push({ file: nested.instance.file, hashes: hash === undefined ? [] : [hash] });
    collect(nested.instance, found, depth + 1);
  } else if (nested !== undefined && resource.deployed !== false) {
    const { link, parameters, allKnown } = nested;
    found.modules.push({ resource, link, parameters, allKnown });
  }
}
