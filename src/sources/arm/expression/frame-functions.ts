import { distribute } from '../../../value/logic.ts';
import { reveal, withheld } from '../../../value/secure.ts';
import { wordOf } from '../../../value/symbolic-string.ts';
import {
  call,
  expressionText,
  fault,
  isFault,
  isUnknown,
  type Operation,
  typeOf,
  type Value,
} from '../../../value/value.ts';
import { cloudEnvironment } from './cloud.ts';
import type { Frame, FrameFunction } from './frame.ts';
import { findLoop, identityOf } from './loops.ts';
import { operationOf } from './operations.ts';
import { resourceIdFunctions } from './resource-ids.ts';
import { runtime } from './runtime.ts';
import { environmentSymbol, managementGroupValue, resourceGroupValue, subscriptionValue } from './scope.ts';

/** A function that is given a name. While the name is not known the result is open, and it is found as soon as it is. */
function named(args: readonly Value[], what: string, frame: Frame, find: (name: string) => Value): Value {
  const [written = null] = args;
  if (isFault(written)) return written;
  const name = reveal(written);
  if (!isUnknown(name)) {
    const found =
      typeof name === 'string' ? find(name) : fault('wrong-type', `${what}() takes a text and got ${typeOf(name)}`);
    return isFault(found) && name !== written ? withheld(found, callText(what, args)) : found;
  }
  const self: Operation = {
    name: what,
    type: 'any',
    apply: ([again = null]) => named([again], what, frame, find),
    print: ([text]) => `${what}(${text})`,
  };
  const place = `${frame.deployment.key}:${identityOf('', frame)}`;
  return distribute(written, (part) => named([part], what, frame, find)) ?? call(self, [written, place]);
}

function callText(name: string, args: readonly Value[]): string {
  return `${name}(${args.map(expressionText).join(', ')})`;
}

function parameters(args: readonly Value[], frame: Frame): Value {
  return named(args, 'parameters', frame, (name) => {
    if (frame.args === undefined) return frame.deployment.parameter(name);
    const given = frame.args.get(name.toLowerCase());
    return given === undefined ? fault('no-parameter', `the function has no parameter '${name}'`) : given;
  });
}

function lambdaVariables(args: readonly Value[], frame: Frame): Value {
  return named(args, 'lambdaVariables', frame, (name) => {
    for (let at = frame.binding; at !== undefined; at = at.outer)
      if (at.name.toLowerCase() === name.toLowerCase()) return at.value;
    return fault('no-lambda-variable', `no lambda binds '${name}' here`);
  });
}

function copyIndex(args: readonly Value[], frame: Frame): Value {
  const name = reveal(args[0] ?? null);
  const named = typeof name === 'string';
  const loop = findLoop(frame.loop, named ? name : undefined);
  if (loop === undefined) return fault('no-loop', `${callText('copyIndex', args)} stands in no such loop`);
  const offset = args[named ? 1 : 0] ?? 0;
  if (offset === 0) return loop.index;
  return operationOf('add')?.apply([loop.index, offset]) ?? loop.index;
}

function scoped(name: string, value: (frame: Frame) => Value | undefined): FrameFunction {
  return {
    min: 0,
    max: 0,
    evaluate: (_, frame) =>
      value(frame) ??
      fault('scope', `${name}() is not available in a template that deploys to a ${frame.deployment.scope.kind}`),
  };
}

/** Runtime functions that name a resource: what the template says of it, or an unknown that keeps its form. */
function reference(args: readonly Value[], frame: Frame): Value {
  const [target = null, , full = null] = args;
  if (isFault(target)) return target;
  const isFull = wordOf(full) === 'full';
  const inTemplate = frame.deployment.reference(target, isFull);
  return inTemplate ?? runtime('reference', isFull ? [target, args[1] ?? null, full] : [target]);
}

/** `references()` takes the symbolic name of a loop and gives what its instances are, in the order of the loop. */
function references(args: readonly Value[], frame: Frame): Value {
  const isFull = args.length > 1 && wordOf(args.at(-1)) === 'full';
  return named(
    args,
    'references',
    frame,
    (name) =>
      frame.deployment.references(name, isFull) ??
      runtime('references', isFull ? [args[0] ?? null, 'full'] : args.slice(0, 1)),
  );
}

/** What a tool was asked for when a parameter file was made: known if the file says so, else an unknown of the environment. */
function externalInputs(args: readonly Value[], frame: Frame): Value {
  return named(args, 'externalInputs', frame, (name) => {
    const text = callText('externalInputs', args);
    return frame.deployment.externalInput?.(name) ?? environmentSymbol(`${frame.deployment.key}:${text}`, text, 'any');
  });
}

function resourceInfo(args: readonly Value[], frame: Frame): Value {
  return named(
    args,
    'resourceInfo',
    frame,
    (name) => frame.deployment.resourceInfo(name) ?? fault('no-resource', `there is no resource '${name}'`),
  );
}

/** Equal to itself within its deployment: one time of day, and one GUID for each parameter that asks for one. */
function perDeployment(name: string, max: number, perParameter: boolean): FrameFunction {
  return {
    min: 0,
    max,
    evaluate: (args, frame) => {
      const text = callText(name, args);
      const site = perParameter ? (frame.parameterName ?? '') : '';
      return environmentSymbol(`${frame.deployment.key}:${site}:${text}`, text, 'string');
    },
  };
}

const runtimeFunction = (name: string, max: number): FrameFunction => ({
  min: 0,
  max,
  evaluate: (args) => runtime(name, args),
});

/** By lower-case name. */
export const frameFunctions: ReadonlyMap<string, FrameFunction> = new Map<string, FrameFunction>([
  ['parameters', { min: 1, max: 1, evaluate: parameters }],
  [
    'variables',
    { min: 1, max: 1, evaluate: (args, frame) => named(args, 'variables', frame, frame.deployment.variable) },
  ],
  ['lambdavariables', { min: 1, max: 1, evaluate: lambdaVariables }],
  ['copyindex', { min: 0, max: 2, evaluate: copyIndex }],
  ['resourcegroup', scoped('resourceGroup', ({ deployment }) => resourceGroupValue(deployment.scope))],
  ['subscription', scoped('subscription', ({ deployment }) => subscriptionValue(deployment.scope))],
  ['managementgroup', scoped('managementGroup', ({ deployment }) => managementGroupValue(deployment.scope))],
  ['tenant', scoped('tenant', () => environmentSymbol('tenant', 'tenant()', 'object'))],
  ['deployment', scoped('deployment', ({ deployment }) => deployment.self())],
  ['environment', scoped('environment', ({ deployment }) => cloudEnvironment(deployment.cloud))],
  ['deployer', scoped('deployer', () => environmentSymbol('deployer', 'deployer()', 'object'))],
  ['reference', { min: 1, max: 3, evaluate: reference }],
  ['references', { min: 1, max: 3, evaluate: references }],
  ['resourceinfo', { min: 1, max: 1, evaluate: resourceInfo }],
  ['providers', runtimeFunction('providers', 2)],
  ['pickzones', runtimeFunction('pickZones', 5)],
  ['tologicalzone', runtimeFunction('toLogicalZone', 3)],
  ['tophysicalzone', runtimeFunction('toPhysicalZone', 3)],
  ['tologicalzones', runtimeFunction('toLogicalZones', 3)],
  ['tophysicalzones', runtimeFunction('toPhysicalZones', 3)],
  ['roledefinitions', runtimeFunction('roleDefinitions', 1)],
  ['extensions', runtimeFunction('extensions', 1)],
  ['target', runtimeFunction('target', 1)],
  ['externalinputs', { min: 1, max: 1, evaluate: externalInputs }],
  ['utcnow', perDeployment('utcNow', 1, false)],
  ['newguid', perDeployment('newGuid', 0, true)],
  [
    'fail',
    {
      min: 1,
      max: 1,
      evaluate: ([message = null]) =>
        fault('fail', typeof message === 'string' ? message : `fail(${expressionText(message)}) was called`),
    },
  ],
  ...resourceIdFunctions,
]);
