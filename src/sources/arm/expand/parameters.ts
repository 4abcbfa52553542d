import { formatPath, type Path } from '../../../util/location.ts';
import type { Cause } from '../../../value/cause.ts';
import { coalesce, isNull } from '../../../value/nullability.ts';
import { stepText } from '../../../value/property-access.ts';
import { decided, reveal, secure } from '../../../value/secure.ts';
import { fault, isSecure, isUnknown, isWhole, type SymbolValue, symbol, type Value } from '../../../value/value.ts';
import type { Frame, ValueSource } from '../expression/frame.ts';
import { evaluateJson } from '../expression/json.ts';
import { valueCell } from './cell.ts';
import { mismatches } from './check-value.ts';
import { domainOf, type ParameterDefinition, parameterDefinition, refine } from './parameter-definition.ts';
import { at, entryAt } from './sections.ts';
import type { InstanceInput } from './template-instance.ts';

/** The parameters of a template by name, each evaluated once. */
export function parametersOf(input: InstanceInput, frame: () => Frame): (name: string) => Value {
  const { template } = input;
  const section = at(template, 'parameters');
  const cells = new Map<string, () => Value>();
  return (name) => {
    const entry = entryAt(section, name);
    if (entry === undefined) return fault('no-parameter', `the template has no parameter '${name}'`);
    const known = cells.get(entry[0]);
    if (known !== undefined) return known();
    const definition = parameterDefinition(entry[0], entry[1], template);
    const made = valueCell(
      `parameter '${entry[0]}'`,
      input.run,
      () =>
        input.explore?.(definition, () => parameterValue(input, definition, frame())) ??
        parameterValue(input, definition, frame()),
    );
    cells.set(entry[0], made);
    return made();
  };
}

/** What is given, else the default, else null where that is allowed. A null that is given counts as not given. */
function parameterValue(input: InstanceInput, definition: ParameterDefinition, frame: Frame): Value {
  const supplied = input.supplied(definition);
  const kept = (value: Value): Value => (definition.secure ? secureParameter(input, definition, value) : value);
  const fallback = (): Value => {
    const { defaultValue } = definition;
    if (defaultValue !== undefined)
      return kept(evaluateJson(defaultValue, { ...frame, parameterName: definition.name }));
    return definition.nullable ? null : input.missing(definition);
  };
  if (supplied === undefined) return fallback();
  const given = kept(supplied);
  if (reveal(given) === null) return definition.defaultValue === undefined && !definition.nullable ? null : fallback();
  reportMismatches(input, definition, given);
  const mayBeMissing = definition.defaultValue !== undefined && isUnknown(given) && decided(isNull(given)) !== false;
  return mayBeMissing ? coalesce(given, fallback()) : refine(given, definition);
}

/** What a secure parameter stands for is known to the evaluation; all that is printed of it is its name. */
function secureParameter({ key }: InstanceInput, { name }: ParameterDefinition, value: Value): Value {
  return secure(`${key}:secure:${name.toLowerCase()}`, parameterText(name), value);
}

function parameterText(name: string): string {
  return `parameters('${name.replaceAll("'", "''")}')`;
}

/** A value that the declaration does not allow is used all the same: Azure would refuse it, and a person should know. */
function reportMismatches(input: InstanceInput, { name }: ParameterDefinition, given: Value): void {
  const { run, file, path, template } = input;
  const entry = entryAt(at(template, 'parameters'), name);
  const value = reveal(given);
  if (entry === undefined || !isWhole(value)) return;
  const source = input.source(name);
  for (const mismatch of mismatches(value, entry[1], template)) {
    run.diagnostics.push({
      level: 'warning',
      code: 'parameter-value',
      message: `the value of parameter '${name}${isSecure(given) ? '' : mismatch.at}' ${mismatch.message}`,
      ...(isPlace(source) ? source : { file, path: [...path, 'parameters', entry[0]] }),
    });
  }
}

function isPlace(source: ValueSource | undefined): source is Extract<ValueSource, { file: string }> {
  return source !== undefined && 'file' in source;
}

/** The unknown that stands for a parameter of the root template without a value. */
export function parameterSymbol(key: string, file: string, path: Path, definition: ParameterDefinition): Value {
  const cause: Cause = {
    kind: 'parameter',
    name: definition.name,
    location: { file, path: formatPath([...path, 'parameters', definition.name]) },
  };
  return declaredSymbol(
    `${key}:parameter:${definition.name.toLowerCase()}`,
    parameterText(definition.name),
    cause,
    definition,
  );
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
      const step = stepText(name);
      return declaredSymbol(`${key}${step.toLowerCase()}`, `${text}${step}`, cause, child);
    },
  });
}
