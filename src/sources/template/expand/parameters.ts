import { coalesce, isNull } from '../../../model/absence.ts';
import type { Cause } from '../../../model/cause.ts';
import { formatPath, type Path } from '../../../model/location.ts';
import { fault, isFault, isUnknown, isWhole, type SymbolValue, symbol, type Value } from '../../../model/value.ts';
import type { Frame, ValueSource } from '../expression/frame.ts';
import { evaluateJson } from '../expression/json.ts';
import { valueCell } from './cell.ts';
import { mismatches } from './check-value.ts';
import { domainOf, type ParameterDefinition, parameterDefinition, refine } from './parameter-definition.ts';
import { at, entryAt } from './sections.ts';
import type { InstanceInput, Run } from './template-instance.ts';

/** The parameters of a template by name, each evaluated once. */
export function parametersOf(input: InstanceInput, frame: () => Frame): (name: string) => Value {
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
  const cause: Cause = {
    kind: 'parameter',
    name: definition.name,
    location: { file, path: formatPath([...path, 'parameters', definition.name]) },
  };
  const text = `parameters('${definition.name.replaceAll("'", "''")}')`;
  return declaredSymbol(`${key}:parameter:${definition.name.toLowerCase()}`, text, cause, definition);
}

/** An unknown with what is declared of it and of its members. A member that may be null says nothing for certain. */
function declaredSymbol(key: string, text: string, cause: Cause, definition: ParameterDefinition): SymbolValue {
  const domain = domainOf(definition);
  return symbol({
    key,
    text,
    type: definition.type,
    cause,
    ...(domain === undefined ? {} : { domain }),
    ...((definition.minLength ?? 0) > 0 ? { notEmpty: true } : {}),
    member: (name) => {
      const child = definition.child(name);
      if (child === undefined || child.nullable || child.type === 'any') return undefined;
      const step = typeof name === 'number' ? `[${name}]` : /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name}']`;
      return declaredSymbol(`${key}${step.toLowerCase()}`, `${text}${step}`, cause, child);
    },
  });
}
