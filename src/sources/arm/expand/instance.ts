import { stepText, tryGet } from '../../../value/property-access.ts';
import { revealDecision, secure } from '../../../value/secure.ts';
import { expressionText, type Value } from '../../../value/value.ts';
import { evaluateJson, iterate } from '../expression/evaluate-json.ts';
import type { Deployment, Frame, ValueSource } from '../expression/frame.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject, property, propertyEntry } from './json-access.ts';
import { lazy, lazyValue } from './lazy.ts';
import { parametersOf } from './parameters.ts';
import { deploymentReference, loopReferences, symbolicInfo, targetId } from './references.ts';
import { declaredResources } from './resources.ts';
import type { InstanceInput, TemplateInstance, TemplateResource } from './template-instance.ts';
import { userFunctionsOf, variablesOf } from './variables.ts';

/** An instance with its own evaluation scope: the root, or a nested deployment with inner scope. */
export function createInstance(input: InstanceInput): TemplateInstance {
  const instance: TemplateInstance = instanceIn(
    input,
    frameOf(input, () => instance),
  );
  return instance;
}

/**
 * An instance whose template is evaluated in the parent scope (outer scope). Expressions with an escaped bracket are then
 * evaluated in the deployment itself.
 */
function createOuterScopeInstance(input: InstanceInput, parentFrame: Frame): TemplateInstance {
  const innerFrame = frameOf(input, () => instance);
  const instance: TemplateInstance = instanceIn(input, withInnerFrame(parentFrame, innerFrame));
  return instance;
}

function withInnerFrame(frame: Frame, innerFrame: Frame): Frame {
  return {
    ...frame,
    innerFrame: frame.innerFrame === undefined ? innerFrame : withInnerFrame(frame.innerFrame, innerFrame),
  };
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
      input.source(name) ?? sourceIn(property(property(template, 'parameters'), name), 'defaultValue', frame),
    variableSource: (name) => sourceIn(property(template, 'variables'), name, frame),
    userFunction: userFunctionsOf(template),
    self: input.self,
    reference: (target, full) => deploymentReference(instance(), target, full),
    references: (name, full) => loopReferences(instance(), name, full),
    idOf: (target) => targetId(instance(), target),
    resourceInfo: (name) => symbolicInfo(instance(), name),
  };
  const frame: Frame = { deployment, budget: run.budget };
  return frame;
}

function sourceIn(section: JsonValue | undefined, name: string, frame: Frame): ValueSource | undefined {
  const json = property(section, name);
  return json === undefined ? undefined : { json, frame };
}

function instanceIn(input: InstanceInput, frame: Frame): TemplateInstance {
  const { run, file, path, templates, deployments, template, scope, deployed, notDeployedBecause, isRepresentative } =
    input;
  const outputs = property(template, 'outputs');
  const cells = new Map<string, () => Value>();
  let isListed = false;
  const list = lazy<readonly TemplateResource[]>(
    run.budget,
    () => declaredResources(instance),
    () => [],
  );
  const instance: TemplateInstance = {
    run,
    file,
    path,
    templates,
    deployments,
    template,
    scope,
    deployed,
    notDeployedBecause,
    isRepresentative,
    frame,
    resources: () => {
      const resources = list();
      isListed = resources.length > 0;
      return resources;
    },
    isListed: () => isListed,
    nest: (nested, around) =>
      around === undefined ? createInstance(nested) : createOuterScopeInstance(nested, around),
    outputNames: isJsonObject(outputs) ? Object.keys(outputs) : [],
    outputCondition: (name) => {
      const condition = property(property(outputs, name), 'condition');
      return condition === undefined ? true : revealDecision(evaluateJson(condition, frame));
    },
    output: (name) => {
      const entry = propertyEntry(outputs, name);
      if (entry === undefined) return undefined;
      const known =
        cells.get(entry[0]) ??
        lazyValue(`output '${entry[0]}'`, run, () => outputValue(entry[0], entry[1], input, frame));
      cells.set(entry[0], known);
      return known();
    },
  };
  return instance;
}

function outputValue(name: string, output: JsonValue, { key, self }: InstanceInput, frame: Frame): Value {
  const value = evaluateOutput(output, frame);
  const type = property(output, 'type');
  if (typeof type !== 'string' || !/^secure/i.test(type)) return value;
  const text = `reference(${expressionText(tryGet(self(), 'name'))}).outputs${stepText(name)}.value`;
  return secure(`${key}:output:${name.toLowerCase()}`, text, value);
}

function evaluateOutput(output: JsonValue, frame: Frame): Value {
  const copy = property(output, 'copy');
  if (isJsonObject(copy))
    return iterate(
      'output',
      evaluateJson(property(copy, 'count') ?? null, frame),
      frame,
      property(copy, 'input') ?? null,
    );
  return evaluateJson(property(output, 'value') ?? null, frame);
}
