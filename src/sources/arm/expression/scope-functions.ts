import { distribute } from '../../../value/logic.ts';
import { redactedFault, reveal } from '../../../value/secure.ts';
import { lowerCaseLiteral } from '../../../value/symbolic-string.ts';
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
import { cloudEnvironment } from './environment.ts';
import type { Frame, ScopeFunction } from './frame.ts';
import { findLoop, identityOf } from './loops.ts';
import { operationOf } from './operations.ts';
import { runtimeValue } from './runtime-value.ts';
import { environmentSymbol, managementGroupValue, resourceGroupValue, subscriptionValue } from './scope.ts';
import { resourceIdFunctions } from './scoped-resource-ids.ts';

/** A function with a name as its argument. While the name is unknown the call is undecided. */
function withName(args: readonly Value[], functionName: string, frame: Frame, find: (name: string) => Value): Value {
  const [nameArgument = null] = args;
  if (isFault(nameArgument)) return nameArgument;
  const name = reveal(nameArgument);
  if (!isUnknown(name)) {
    const found =
      typeof name === 'string'
        ? find(name)
        : fault('wrong-type', `${functionName}() takes a string and got ${typeOf(name)}`);
    return isFault(found) && name !== nameArgument ? redactedFault(found, callText(functionName, args)) : found;
  }
  const self: Operation = {
    name: functionName,
    type: 'any',
    apply: ([resolved = null]) => withName([resolved], functionName, frame, find),
    print: ([text]) => `${functionName}(${text})`,
  };
  const place = `${frame.deployment.key}:${identityOf('', frame)}`;
  return (
    distribute(nameArgument, (part) => withName([part], functionName, frame, find)) ?? call(self, [nameArgument, place])
  );
}

function callText(name: string, args: readonly Value[]): string {
  return `${name}(${args.map(expressionText).join(', ')})`;
}

function parameters(args: readonly Value[], frame: Frame): Value {
  return withName(args, 'parameters', frame, (name) => {
    if (frame.args === undefined) return frame.deployment.parameter(name);
    const given = frame.args.get(name.toLowerCase());
    return given === undefined ? fault('no-parameter', `the function has no parameter '${name}'`) : given;
  });
}

function lambdaVariables(args: readonly Value[], frame: Frame): Value {
  return withName(args, 'lambdaVariables', frame, (name) => {
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

function scoped(name: string, value: (frame: Frame) => Value | undefined): ScopeFunction {
  return {
    min: 0,
    max: 0,
    evaluate: (_, frame) =>
      value(frame) ??
      fault('scope', `${name}() is not available in a template that deploys to a ${frame.deployment.scope.kind}`),
  };
}

/** `reference()`: the value from the template if it declares the resource, else a runtime value. */
function reference(args: readonly Value[], frame: Frame): Value {
  const [target = null, , full = null] = args;
  if (isFault(target)) return target;
  const isFull = lowerCaseLiteral(full) === 'full';
  const inTemplate = frame.deployment.reference(target, isFull);
  return inTemplate ?? runtimeValue('reference', isFull ? [target, args[1] ?? null, full] : [target]);
}

/** `references()` takes the symbolic name of a loop and returns its instances in order. */
function references(args: readonly Value[], frame: Frame): Value {
  const isFull = args.length > 1 && lowerCaseLiteral(args.at(-1)) === 'full';
  return withName(
    args,
    'references',
    frame,
    (name) =>
      frame.deployment.references(name, isFull) ??
      runtimeValue('references', isFull ? [args[0] ?? null, 'full'] : args.slice(0, 1)),
  );
}

/** An external input of a parameter file: resolved if the file contains it, else an unknown of the environment. */
function externalInputs(args: readonly Value[], frame: Frame): Value {
  return withName(args, 'externalInputs', frame, (name) => {
    const text = callText('externalInputs', args);
    return frame.deployment.externalInput?.(name) ?? environmentSymbol(`${frame.deployment.key}:${text}`, text, 'any');
  });
}

function resourceInfo(args: readonly Value[], frame: Frame): Value {
  return withName(
    args,
    'resourceInfo',
    frame,
    (name) => frame.deployment.resourceInfo(name) ?? fault('no-resource', `there is no resource '${name}'`),
  );
}

/** Constant within a deployment: one time, and one GUID per parameter that uses the function. */
function perDeployment(name: string, max: number, perParameter: boolean): ScopeFunction {
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

const runtimeFunction = (name: string, max: number): ScopeFunction => ({
  min: 0,
  max,
  evaluate: (args) => runtimeValue(name, args),
});

/** By lower-case name. */
export const scopeFunctions: ReadonlyMap<string, ScopeFunction> = new Map<string, ScopeFunction>([
  ['parameters', { min: 1, max: 1, evaluate: parameters }],
  [
    'variables',
    { min: 1, max: 1, evaluate: (args, frame) => withName(args, 'variables', frame, frame.deployment.variable) },
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
