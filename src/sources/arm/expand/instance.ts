import { stepText, tryGet } from '../../../value/property-access.ts';
import { decided, secure } from '../../../value/secure.ts';
import { expressionText, type Value } from '../../../value/value.ts';
import type { Deployment, Frame, ValueSource } from '../expression/frame.ts';
import { evaluateJson, iterate } from '../expression/json.ts';
import type { JsonValue } from '../json/json-value.ts';
import { cell, valueCell } from './cell.ts';
import { parametersOf } from './parameters.ts';
import { deploymentReference, idOf, loopReferences, symbolicInfo } from './references.ts';
import { declaredResources } from './resources.ts';
import { at, entryAt, isJsonObject } from './sections.ts';
import type { InstanceInput, TemplateInstance, TemplateResource } from './template-instance.ts';
import { userFunctionsOf, variablesOf } from './variables.ts';

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
function createOuterInstance(input: InstanceInput, around: Frame): TemplateInstance {
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
    cloud: run.cloud,
    parameter: parametersOf(input, () => frame),
    variable: variablesOf(input, () => frame),
    parameterSource: (name) =>
      input.source(name) ?? sourceIn(at(at(template, 'parameters'), name), 'defaultValue', frame),
    variableSource: (name) => sourceIn(at(template, 'variables'), name, frame),
    userFunction: userFunctionsOf(template),
    self: input.self,
    reference: (target, full) => deploymentReference(instance(), target, full),
    references: (name, full) => loopReferences(instance(), name, full),
    idOf: (target) => idOf(instance(), target),
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
    nest: (nested, around) => (around === undefined ? createInstance(nested) : createOuterInstance(nested, around)),
    outputNames: isJsonObject(outputs) ? Object.keys(outputs) : [],
    outputCondition: (name) => {
      const condition = at(at(outputs, name), 'condition');
      return condition === undefined ? true : decided(evaluateJson(condition, frame));
    },
    output: (name) => {
      const entry = entryAt(outputs, name);
      if (entry === undefined) return undefined;
      const known =
        cells.get(entry[0]) ??
        valueCell(`output '${entry[0]}'`, run, () => outputValue(entry[0], entry[1], input, frame));
      cells.set(entry[0], known);
      return known();
    },
  };
  return instance;
}

function outputValue(name: string, output: JsonValue, { key, self }: InstanceInput, frame: Frame): Value {
  const value = writtenOutput(output, frame);
  const type = at(output, 'type');
  if (typeof type !== 'string' || !/^secure/i.test(type)) return value;
  const text = `reference(${expressionText(tryGet(self(), 'name'))}).outputs${stepText(name)}.value`;
  return secure(`${key}:output:${name.toLowerCase()}`, text, value);
}

function writtenOutput(output: JsonValue, frame: Frame): Value {
  const copy = at(output, 'copy');
  if (isJsonObject(copy))
    return iterate('output', evaluateJson(at(copy, 'count') ?? null, frame), frame, at(copy, 'input') ?? null);
  return evaluateJson(at(output, 'value') ?? null, frame);
}
