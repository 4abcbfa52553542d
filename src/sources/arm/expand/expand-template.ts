import type { CloudName } from '../../../model/azure/clouds.ts';
import type { Location } from '../../../util/location.ts';
import { LimitError } from '../../../value/limit-error.ts';
import type { Value } from '../../../value/value.ts';
import type { Budget } from '../expression/frame.ts';
import { MAX_ARM_EXPRESSION_LENGTH } from '../expression/parse-expression.ts';
import { type DeploymentScope, environmentSymbol, scopeOfSchema } from '../expression/scope.ts';
import type { JsonValue } from '../json/json-value.ts';
import { type GivenParameter, givenValue, hiddenValue } from './given-parameter.ts';
import { createInstance } from './instance.ts';
import { isJsonObject, property, templateHash } from './json-access.ts';
import { domainOf, type ParameterDefinition } from './parameter-definition.ts';
import { parameterSymbol } from './parameters.ts';
import type { Relevance } from './relevance.ts';
import type { Diagnostic, ExpansionRun, TemplateInstance, TemplateResource } from './template-instance.ts';
import type { TokenPair } from './tokens.ts';

/** The deployment target of a template, as far as it was specified. */
export interface DeploymentTarget {
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
  readonly cloud?: CloudName;
}

export interface ExpandInput {
  readonly file: string;
  readonly template: JsonValue;
  /** Size of the file in bytes. */
  readonly size?: number;
  /** Values by lower-case parameter name. */
  readonly values: ReadonlyMap<string, GivenParameter>;
  /** Where errors in the files that give the values hide others: what is not given may be anything. */
  readonly valuesPartlyRead?: readonly Location[];
  /** Custom token delimiters of the project, besides the built-in ones. */
  readonly tokens?: readonly TokenPair[] | undefined;
  readonly target: DeploymentTarget;
  /** Identifies the deployment: files with the same key share parameters and resource group. */
  readonly deploymentKey: string;
  readonly readLinked?: ExpansionRun['readLinked'];
  readonly fileOf?: ExpansionRun['fileOf'];
  /** Where errors of syntax hide some of what the template, or a module of it, declares. */
  readonly partlyRead?: readonly Location[];
  /**
   * Filled with the actual value of every parameter. In the expansion, parameters with listable values are symbols over
   * all of them, to evaluate alternative values.
   */
  readonly explored?: ExploredValues;
  /** Nested templates that hold nothing to be read are not expanded unless something refers to them. Default: all are. */
  readonly relevance?: Relevance;
}

/** Parameters by name: those with listable values, and the others, which keep their value. */
export interface ExploredValues {
  readonly listed: Map<string, Value>;
  readonly unlisted: Map<string, Value>;
}

/** A nested deployment whose template could not be read. */
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
  /** The work so far; the rest is evaluated on demand. */
  readonly budget: Readonly<Budget>;
}

/** Placeholder for a value that must not be shown. */
const HIDDEN_VALUE = environmentSymbol('hidden', 'a value that is not shown', 'any');

const MAX_DEPLOYMENT_DEPTH = 64;

/** For all templates of one file together; Azure allows 800 for each. */
const MAX_RESOURCES = 10_000;

/**
 * The resources that a template deploys, including nested deployments, in the order they are declared.
 *
 * @throws {LimitError} when a limit of the tool is reached
 */
export function expandTemplate(input: ExpandInput): Expansion {
  const run: ExpansionRun = {
    budget: { steps: 0, depth: 0, valuesCharged: 0, longestExpression: 0 },
    diagnostics: [],
    cloud: input.target.cloud,
    readLinked: input.readLinked,
    fileOf: input.fileOf,
    relevance: input.relevance,
  };
  const root = rootInstance(input, run);
  evaluateGivenParameters(input, root);
  const found: Found = { resources: [], nested: [], modules: [], relevance: input.relevance };
  collect(root, found, 0);
  if (run.budget.longestExpression > MAX_ARM_EXPRESSION_LENGTH)
    run.diagnostics.push(expressionTooLong(input.file, run.budget.longestExpression));
  return { ...found, diagnostics: run.diagnostics, root, budget: run.budget };
}

/** Evaluates every parameter with a given value, so that an invalid value is reported even if it is not used. */
function evaluateGivenParameters({ template, values, explored }: ExpandInput, { frame }: TemplateInstance): void {
  const declared = property(template, 'parameters');
  for (const name of Object.keys(isJsonObject(declared) ? declared : {})) {
    if (values.has(name.toLowerCase()) || explored !== undefined) frame.deployment.parameter(name);
  }
}

function holdsExpression(json: JsonValue | undefined): boolean {
  return json !== undefined && JSON.stringify(json).includes('"[');
}

function expressionTooLong(file: string, length: number): Diagnostic {
  const message = `an expression has ${length} characters; Azure takes ${MAX_ARM_EXPRESSION_LENGTH}`;
  return { level: 'warning', code: 'expression-too-long', message, file, path: [] };
}

function rootInstance(input: ExpandInput, run: ExpansionRun): TemplateInstance {
  const { file, template, deploymentKey, target, values, valuesPartlyRead: [hidden] = [], tokens, explored } = input;
  const scope = rootScope(scopeOfSchema(property(template, '$schema')), deploymentKey, target);
  const environment = (name: string): Value =>
    environmentSymbol(`${deploymentKey}:deployment.${name}`, `deployment().${name}`, 'string');
  return createInstance({
    run,
    file,
    path: [],
    templates: [{ file, path: [] }],
    deployments: [],
    template,
    isRepresentative: false,
    scope,
    deployed: () => true,
    notDeployedBecause: () => undefined,
    key: deploymentKey,
    source: (name) => {
      const from = values.get(name.toLowerCase())?.file;
      return from === undefined ? undefined : { file: from, path: ['parameters', name, 'value'] };
    },
    givenValue: (definition) =>
      givenValue(definition.name, values.get(definition.name.toLowerCase()), definition, tokens) ??
      (hidden && hiddenValue(definition, hidden)),
    missingValue: (definition) => parameterSymbol(deploymentKey, file, [], definition),
    ...(explored !== undefined && {
      explore: (definition: ParameterDefinition, actual: () => Value) => {
        const value = actual();
        const hasDomain = definition.type === 'bool' || domainOf(definition) !== undefined;
        const canBeListed = hasDomain && !definition.secure;
        const isComputed = !values.has(definition.name.toLowerCase()) && holdsExpression(definition.defaultValue);
        // Secure values, and computed ones that may contain one, are not shown.
        const shown = definition.secure || isComputed ? HIDDEN_VALUE : value;
        (canBeListed ? explored.listed : explored.unlisted).set(definition.name, shown);
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

function rootScope(kind: DeploymentScope['kind'], key: string, target: DeploymentTarget): DeploymentScope {
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
  if (depth > MAX_DEPLOYMENT_DEPTH) {
    throw new LimitError('deployment-depth', `deployments are nested deeper than ${MAX_DEPLOYMENT_DEPTH}`);
  }
  for (const resource of instance.resources()) {
    found.resources.push(resource);
    if (found.resources.length > MAX_RESOURCES) {
      throw new LimitError('resource-limit', `the template makes more than ${MAX_RESOURCES} resources`);
    }
    const { diagnostics } = instance.run;
    const before = diagnostics.length;
    collectNested(instance, resource, found, depth);
    // Azure does not evaluate resources that are not deployed.
    if (resource.deployed === false) diagnostics.length = before;
  }
}

function collectNested(instance: TemplateInstance, resource: TemplateResource, found: Found, depth: number): void {
  const template = property(property(resource.json, 'properties'), 'template');
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
