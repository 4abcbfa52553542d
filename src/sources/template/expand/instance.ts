import { coalesce, isNull } from '../../../model/absence.ts';
import { formatPath, type Path } from '../../../model/location.ts';
import type { Because } from '../../../model/resource.ts';
import { fault, isFault, isUnknown, isWhole, symbol, type Value } from '../../../model/value.ts';
import type { Budget, Deployment, Frame, UserFunction, ValueSource } from '../expression/frame.ts';
import { evaluateJson } from '../expression/json.ts';
import { iterate } from '../expression/property-copy.ts';
import type { DeploymentScope } from '../expression/scope.ts';
import type { JsonValue } from '../text/json-value.ts';
import { cell } from './cell.ts';
import { mismatches } from './check-value.ts';
import { domainOf, type ParameterDefinition, parameterDefinition, refine } from './parameter-definition.ts';
import { deploymentReference, loopReferences, symbolicInfo } from './references.ts';
import { declaredResources, type TemplateResource } from './resources.ts';
import { at, entryAt, isJsonObject } from './sections.ts';

/** Notices of an expansion: what a person should know that is neither a resource nor a failure. */
export interface Diagnostic {
  /** A warning tells what a person should look at; an error, that something of the template could not be expanded. */
  readonly level: 'warning' | 'error';
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly path: Path;
}

/** What all templates of one expansion share. */
export interface Run {
  readonly budget: Budget;
  readonly diagnostics: Diagnostic[];
  /** Texts of secure parameters, to be kept out of everything that is shown. */
  readonly secrets: Set<string>;
  /** Reads a linked template by its path relative to the file that names it; undefined when that cannot be done. */
  readonly readLinked?:
    | ((file: string, relativePath: string) => { file: string; template: JsonValue } | undefined)
    | undefined;
}

/** One template with one set of parameter values, to be deployed to one scope. */
export interface TemplateInstance {
  readonly run: Run;
  readonly file: string;
  /** Where the template's JSON object stands in the file. */
  readonly path: Path;
  readonly template: JsonValue;
  /** Where its resources are deployed to. */
  readonly scope: DeploymentScope;
  /** Where its expressions are evaluated: in itself, or in the parent for outer scope. */
  readonly frame: Frame;
  /** It stands in a repeated round of a loop that nobody can count. */
  readonly isRepeated: boolean;
  /** Whether it will be deployed at all. */
  readonly deployed: () => Value;
  /** What keeps it from being deployed, where a condition does. */
  readonly because: () => Because | undefined;
  readonly resources: () => readonly TemplateResource[];
  /** False until the template's resources are listed: their loops may be asking for references just then. */
  readonly isListed: () => boolean;
  readonly output: (name: string) => Value | undefined;
  readonly outputNames: readonly string[];
  /** Whether an output is there. */
  readonly outputCondition: (name: string) => Value;
}

export interface InstanceInput {
  readonly isRepeated: boolean;
  readonly run: Run;
  readonly file: string;
  readonly path: Path;
  readonly template: JsonValue;
  readonly scope: DeploymentScope;
  readonly deployed: () => Value;
  /** What keeps it from being deployed, where a condition does. */
  readonly because: () => Because | undefined;
  /** Unique in the run. */
  readonly key: string;
  /** The value given for a parameter; undefined when none is given. */
  readonly supplied: (definition: ParameterDefinition) => Value | undefined;
  /** Takes the place of a parameter's value, to see what other values would do; undefined leaves it as it is. */
  readonly explore?: (definition: ParameterDefinition, actual: () => Value) => Value | undefined;
  /** Where a value that is given comes from; undefined when none is given. */
  readonly source: (name: string) => ValueSource | undefined;
  /** What a required parameter without a value is. */
  readonly missing: (definition: ParameterDefinition) => Value;
  readonly self: () => Value;
}

/** An instance whose template is a world of its own: the root, or a nested deployment with inner scope. */
export function createInstance(input: InstanceInput): TemplateInstance {
  const instance: TemplateInstance = instanceIn(
    input,
    frameOf(input, () => instance),
  );
  return instance;
}

/**
 * An instance whose template is evaluated by the template around it, as with outer scope. What is left with a doubled
 * bracket is then evaluated in the deployment itself.
 */
export function createOuterInstance(input: InstanceInput, around: Frame): TemplateInstance {
  const own = frameOf(input, () => instance);
  const instance: TemplateInstance = instanceIn(input, withDoubled(around, own));
  return instance;
}

function withDoubled(frame: Frame, own: Frame): Frame {
  return { ...frame, doubled: frame.doubled === undefined ? own : withDoubled(frame.doubled, own) };
}

/** The frame of a template's own parameters, variables and functions. */
function frameOf(input: InstanceInput, instance: () => TemplateInstance): Frame {
  const { run, template, scope, key } = input;
  const deployment: Deployment = {
    key,
    scope,
    parameter: parametersOf(input, () => frame),
    variable: variablesOf(input, () => frame),
    parameterSource: (name) =>
      input.source(name) ?? sourceIn(at(at(template, 'parameters'), name), 'defaultValue', frame),
    variableSource: (name) => sourceIn(at(template, 'variables'), name, frame),
    userFunction: userFunctionsOf(template),
    self: input.self,
    reference: (target, full) => deploymentReference(instance(), target, full),
    references: (name, full) => loopReferences(instance(), name, full),
    resourceInfo: (name) => symbolicInfo(instance(), name),
  };
  const frame: Frame = { deployment, budget: run.budget };
  return frame;
}

function sourceIn(section: JsonValue | undefined, name: string, frame: Frame): ValueSource | undefined {
  const json = at(section, name);
  return json === undefined ? undefined : { json, frame };
}

function instanceIn(input: InstanceInput, frame: Frame): TemplateInstance {
  const { run, file, path, template, scope, deployed, because, isRepeated } = input;
  const outputs = at(template, 'outputs');
  const cells = new Map<string, () => Value>();
  let isListed = false;
  const list = cell<readonly TemplateResource[]>(
    run.budget,
    () => declaredResources(instance),
    () => [],
  );
  const instance: TemplateInstance = {
    run,
    file,
    path,
    template,
    scope,
    deployed,
    because,
    isRepeated,
    frame,
    resources: () => {
      const resources = list();
      isListed = resources.length > 0;
      return resources;
    },
    isListed: () => isListed,
    outputNames: isJsonObject(outputs) ? Object.keys(outputs) : [],
    outputCondition: (name) => {
      const condition = at(at(outputs, name), 'condition');
      return condition === undefined ? true : evaluateJson(condition, frame);
    },
    output: (name) => {
      const entry = entryAt(outputs, name);
      if (entry === undefined) return undefined;
      const known =
        cells.get(entry[0]) ?? valueCell(`output '${entry[0]}'`, run, () => outputValue(entry[1], run, frame));
      cells.set(entry[0], known);
      return known();
    },
  };
  return instance;
}

function valueCell(what: string, { budget }: Run, compute: () => Value): () => Value {
  return cell(budget, compute, () => fault('circular-reference', `${what} refers to itself`));
}

function outputValue(output: JsonValue, run: Run, frame: Frame): Value {
  const type = at(output, 'type');
  if (typeof type === 'string' && /^secure/i.test(type)) run.budget.secretsRead++;
  const copy = at(output, 'copy');
  if (isJsonObject(copy))
    return iterate('output', evaluateJson(at(copy, 'count') ?? null, frame), frame, at(copy, 'input') ?? null);
  return evaluateJson(at(output, 'value') ?? null, frame);
}

function parametersOf(input: InstanceInput, frame: () => Frame): (name: string) => Value {
  const { run, template } = input;
  const section = at(template, 'parameters');
  const cells = new Map<string, () => Value>();
  return (name) => {
    const entry = entryAt(section, name);
    if (entry === undefined) return fault('no-parameter', `the template has no parameter '${name}'`);
    const known = cells.get(entry[0]);
    if (known !== undefined) return known();
    const definition = parameterDefinition(entry[0], entry[1], template);
    const made = valueCell(`parameter '${entry[0]}'`, run, () => {
      const value =
        input.explore?.(definition, () => parameterValue(input, definition, frame())) ??
        parameterValue(input, definition, frame());
      if (definition.secure) keepSecret(value, run);
      return value;
    });
    cells.set(entry[0], made);
    return made();
  };
}

/** What is given, else the default, else null where that is allowed. A null that is given counts as not given. */
function parameterValue(input: InstanceInput, definition: ParameterDefinition, frame: Frame): Value {
  const given = input.supplied(definition);
  const fallback = (): Value => {
    const { defaultValue } = definition;
    if (defaultValue !== undefined) return evaluateJson(defaultValue, { ...frame, parameterName: definition.name });
    return definition.nullable ? null : input.missing(definition);
  };
  if (given === undefined) return fallback();
  if (given === null) return definition.defaultValue === undefined && !definition.nullable ? null : fallback();
  if (isWhole(given)) reportMismatches(input, definition, given);
  const mayBeMissing = definition.defaultValue !== undefined && isUnknown(given) && isNull(given) !== false;
  return mayBeMissing ? coalesce(given, fallback()) : refine(given, definition);
}

/** A value that the declaration does not allow is used all the same: Azure would refuse it, and a person should know. */
function reportMismatches(input: InstanceInput, { name, secure }: ParameterDefinition, given: Value): void {
  const { run, file, path, template } = input;
  const entry = entryAt(at(template, 'parameters'), name);
  if (entry === undefined) return;
  const source = input.source(name);
  for (const mismatch of mismatches(given, entry[1], template)) {
    run.diagnostics.push({
      level: 'warning',
      code: 'parameter-value',
      message: `the value of parameter '${name}${secure ? '' : mismatch.at}' ${mismatch.message}`,
      ...(isPlace(source) ? source : { file, path: [...path, 'parameters', entry[0]] }),
    });
  }
}

function isPlace(source: ValueSource | undefined): source is Extract<ValueSource, { file: string }> {
  return source !== undefined && 'file' in source;
}

const SHORTEST_SECRET = 3;

function keepSecret(value: Value, run: Run, seen = new Set<object>()): void {
  run.budget.secretsRead++;
  if (typeof value === 'string' && value.length >= SHORTEST_SECRET) run.secrets.add(value);
  else if (typeof value === 'object' && value !== null && !isUnknown(value) && !isFault(value) && !seen.has(value)) {
    seen.add(value);
    for (const member of Object.values(value)) keepSecret(member as Value, run, seen);
  }
}

/** The unknown that stands for a parameter of the root template without a value. */
export function parameterSymbol(key: string, file: string, path: Path, definition: ParameterDefinition): Value {
  const domain = domainOf(definition);
  return symbol({
    key: `${key}:parameter:${definition.name.toLowerCase()}`,
    text: `parameters('${definition.name.replaceAll("'", "''")}')`,
    type: definition.type,
    cause: {
      kind: 'parameter',
      name: definition.name,
      location: { file, path: formatPath([...path, 'parameters', definition.name]) },
    },
    ...(domain === undefined ? {} : { domain }),
    ...((definition.minLength ?? 0) > 0 ? { notEmpty: true } : {}),
  });
}

function variablesOf({ run, template }: InstanceInput, frame: () => Frame): (name: string) => Value {
  const section = at(template, 'variables');
  const cells = new Map<string, () => Value>();
  return (name) => {
    const folded = name.toLowerCase();
    const known = cells.get(folded);
    if (known !== undefined) return known();
    const made = valueCell(`variable '${name}'`, run, () => variableValue(section, name, frame()));
    cells.set(folded, made);
    return made();
  };
}

function variableValue(section: JsonValue | undefined, name: string, frame: Frame): Value {
  const entry = name.toLowerCase() === 'copy' ? undefined : entryAt(section, name);
  if (entry !== undefined) return evaluateJson(entry[1], frame);
  const loops = at(section, 'copy');
  for (const loop of Array.isArray(loops) ? loops : []) {
    const label = at(loop, 'name');
    if (typeof label !== 'string' || label.toLowerCase() !== name.toLowerCase()) continue;
    return iterate(label, evaluateJson(at(loop, 'count') ?? null, frame), frame, at(loop, 'input') ?? null);
  }
  return fault('no-variable', `the template has no variable '${name}'`);
}

function userFunctionsOf(template: JsonValue): (name: string) => UserFunction | undefined {
  const cache = new Map<string, UserFunction>();
  const namespaces = at(template, 'functions');
  for (const space of Array.isArray(namespaces) ? namespaces : []) {
    const members = at(space, 'members');
    const prefix = at(space, 'namespace');
    for (const [name, body] of Object.entries(isJsonObject(members) ? members : {})) {
      const parameters = at(body, 'parameters');
      const names = (Array.isArray(parameters) ? parameters : []).map((parameter) => String(at(parameter, 'name')));
      const full = `${String(prefix)}.${name}`;
      cache.set(full.toLowerCase(), { name: full, parameters: names, body: at(at(body, 'output'), 'value') ?? null });
    }
  }
  return (name) => cache.get(name.toLowerCase());
}
