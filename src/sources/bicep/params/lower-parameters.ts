import { dirname } from 'node:path';
import { PARAMETER_SCHEMAS } from '../../../model/azure/api-versions.ts';
import type { FileProblem } from '../../../util/bounded-read.ts';
import { reveal } from '../../../value/secure.ts';
import { faultIn } from '../../../value/value.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import type { AssignmentSymbol } from '../bind/symbols.ts';
import type { BicepHost } from '../host.ts';
import { functionsSection, lowerFunction } from '../lower/functions.ts';
import { importedSections } from '../lower/imports/imported-parts.ts';
import { loadedValue } from '../lower/loaded-value.ts';
import { type BicepFiles, type BoundBicep, faultValue, type LowerContext } from '../lower/lower-context.ts';
import { copyEntry } from '../lower/lower-value.ts';
import type { BicepDiagnostic, BicepSpan, ForExpr } from '../syntax/nodes.ts';
import type { Inlining } from './inlined-text.ts';
import type { AssignedParameter, LoweredParameters } from './lowered-parameters.ts';
import { loopVariable, parameterContext } from './parameter-context.ts';
import { secretOf, valueEntry } from './parameter-entry.ts';
import { type BaseFile, baseOf, extendsOf, usingOf } from './parameter-links.ts';
import { type ParameterValues, parameterValues } from './parameter-values.ts';

/**
 * The values of a `.bicepparam` file, evaluated as the compiler does before a deployment (Bicep.Core/Emit/
 * ParameterAssignmentEvaluator.cs), as far as they are known. What is wrong in one parameter is an error of that one.
 *
 * @param open Absolute paths of files that extend this one.
 */
export function lowerParameterFile(
  absolute: string,
  files: BicepFiles,
  host: BicepHost,
  open: readonly string[] = [],
): LoweredParameters | FileProblem {
  const bound = files.bound(absolute);
  if (!('binding' in bound)) return bound;
  const errors: BicepDiagnostic[] = [...bound.errors];
  const report = (error: BicepDiagnostic): void => {
    errors.push(error);
  };
  const reads = new Set([...bound.reads, ...host.configOf(dirname(absolute)).files]);
  const using = usingOf(bound, host, report);
  const base = baseOf(bound, [...open, absolute], report, (path) =>
    lowerParameterFile(path, files, host, [...open, absolute]),
  );
  if (base !== undefined) for (const read of [base.file, ...base.reads]) reads.add(read);
  const { context, inputs } = parameterContext(bound, files, host, report, reads, base?.inputs ?? {});
  const own = ownParameters(bound, context, base);
  const parameters = new Map([...(base?.parameters ?? []), ...own]);
  const hasErrors = errors.length > 0;
  for (const each of own.values()) reportFault(each, hasErrors, report);
  const { template, map } = parameterFile(parameters, inputs.definitions, bound);
  const lowered = {
    file: absolute,
    syntax: bound.syntax,
    using,
    parameters,
    inputs: inputs.definitions,
    template,
    map,
    hiding: bound.syntax.hiding ?? (base === undefined ? extendsOf(bound)?.path : undefined),
    reads: [...reads],
  };
  const parts: LoweredParameters[] = [];
  const result: LoweredParameters = { ...lowered, errors: sortedErrors(errors), parts };
  parts.push(result, ...(base?.parts ?? []));
  return result;
}

function ownParameters(
  { binding, file }: BoundBicep,
  context: LowerContext,
  base: BaseFile | undefined,
): ReadonlyMap<string, AssignedParameter> {
  const assigned = new Map<string, AssignmentSymbol>();
  for (const symbol of binding.assignments) if (!assigned.has(symbol.name)) assigned.set(symbol.name, symbol);
  const secrets = new Map<string, ReturnType<typeof secretOf>>();
  const secret = (name: string): ReturnType<typeof secretOf> => {
    const symbol = assigned.get(name);
    if (symbol !== undefined && !secrets.has(name))
      secrets.set(
        name,
        secretOf(symbol, context, () => inlining),
      );
    return secrets.get(name);
  };
  const values: ParameterValues = parameterValues({
    file,
    template: sourceTemplate(context),
    assigned: new Map([...assigned].map(([name, symbol]) => [name, () => assignedValue(symbol, context)])),
    base: new Map([...(base?.parameters ?? [])].map(([name, { value }]) => [name, value])),
    environment: context.host.environment,
    special: (name) => secret(name)?.value,
  });
  const inlining: Inlining = { context, evaluate: values.evaluate, base: base?.parameters ?? new Map() };
  const entries = [...assigned].map(([name, symbol]): [string, AssignedParameter] => {
    const value = values.parameter(name);
    const { entry = valueEntry(symbol, value, inlining), hidesName = false } = secret(name) ?? {};
    const { start, end } = symbol.declaration;
    return [name, { name, value, entry, ...(hidesName && { hidesName }), file, span: { start, end } }];
  });
  return new Map(entries);
}

function assignedValue({ name, declaration, isCyclic }: AssignmentSymbol, context: LowerContext): JsonValue {
  const { value } = declaration;
  if (isCyclic) return faultValue('BCP080');
  return value.kind === 'for' ? `[variables('${loopVariable(name)}')]` : context.value(value);
}

/** Variables and functions of a parameter file, as a template has them; loops of parameters are variables too. */
function sourceTemplate(context: LowerContext): JsonObject {
  const { binding } = context;
  const imported = importedSections(context);
  const variables: Record<string, JsonValue> = Object.create(null);
  const loops = [...binding.variables, ...binding.assignments].flatMap(({ kind, name, declaration }): JsonValue[] => {
    const label = kind === 'variable' ? name : loopVariable(name);
    return declaration.value.kind === 'for' ? [copyEntry(label, declaration.value as ForExpr, context)] : [];
  });
  variables.copy = [...imported.copies, ...loops];
  for (const [call, name] of context.loaded) variables[name] = loadedValue(call, context);
  for (const [name, value] of imported.variables) variables[name] = value;
  for (const { name, declaration, isCyclic } of binding.variables)
    if (declaration.value.kind !== 'for')
      variables[name] = isCyclic ? faultValue('BCP080') : context.value(declaration.value);
  const functions = functionsSection([
    ...binding.functions.map(({ name, declaration }) => [name, lowerFunction(declaration, context)] as const),
    ...imported.functions,
  ]);
  return { variables, ...(functions !== undefined && { functions }) };
}

/** What lowering made fail is told by the error that stands there. */
function reportFault(
  { name, value, span }: AssignedParameter,
  hasErrors: boolean,
  report: (error: BicepDiagnostic) => void,
): void {
  const wrong = faultIn(reveal(value));
  if (wrong === undefined || (hasErrors && wrong.code === 'fail')) return;
  report({ code: 'BCP338', message: `Failed to evaluate parameter "${name}": ${wrong.message}.`, ...span });
}

function parameterFile(
  parameters: ReadonlyMap<string, AssignedParameter>,
  inputs: JsonObject,
  { file }: BoundBicep,
): Pick<LoweredParameters, 'template' | 'map'> {
  const section: Record<string, JsonValue> = Object.create(null);
  const map = new WeakMap<object, ReadonlyMap<string | number, BicepSpan>>();
  for (const [name, { entry }] of parameters) section[name] = entry;
  map.set(section, new Map([...parameters].flatMap(([name, each]) => (each.file === file ? [[name, each.span]] : []))));
  const hasInputs = Object.keys(inputs).length > 0;
  const template = {
    $schema: PARAMETER_SCHEMAS.resourceGroup,
    contentVersion: '1.0.0.0',
    parameters: section,
    ...(hasInputs && { externalInputDefinitions: inputs }),
  };
  return { template, map };
}

/** In the order of the file, each once. */
function sortedErrors(errors: readonly BicepDiagnostic[]): readonly BicepDiagnostic[] {
  const own = new Map(errors.map((each) => [`${each.start} ${each.end} ${each.code} ${each.message}`, each]));
  return [...own.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}
