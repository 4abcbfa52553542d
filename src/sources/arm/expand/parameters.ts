import { formatPath, type Path } from '../../../util/location.ts';
import type { Cause } from '../../../value/cause.ts';
import { coalesce, isNull } from '../../../value/nullability.ts';
import { stepText } from '../../../value/property-access.ts';
import { reveal, revealDecision, secure } from '../../../value/secure.ts';
import { fault, isConcrete, isSecure, isUnknown, type SymbolValue, symbol, type Value } from '../../../value/value.ts';
import { evaluateJson } from '../expression/evaluate-json.ts';
import type { Frame, ValueSource } from '../expression/frame.ts';
import { property, propertyEntry } from './json-access.ts';
import { lazyValue } from './lazy.ts';
import { domainOf, type ParameterDefinition, parameterDefinition, refine } from './parameter-definition.ts';
import type { InstanceInput } from './template-instance.ts';
import { violations } from './validate-parameter.ts';

/** The parameters of a template by name, each evaluated once. */
export function parametersOf(input: InstanceInput, frame: () => Frame): (name: string) => Value {
  const { template } = input;
  const section = property(template, 'parameters');
  const cells = new Map<string, () => Value>();
  return (name) => {
    const entry = propertyEntry(section, name);
    if (entry === undefined) return fault('no-parameter', `the template has no parameter '${name}'`);
    const known = cells.get(entry[0]);
    if (known !== undefined) return known();
    const definition = parameterDefinition(entry[0], entry[1], template);
    const made = lazyValue(
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

/** The given value, else the default, else null for a nullable parameter. A given null counts as not given. */
function parameterValue(input: InstanceInput, definition: ParameterDefinition, frame: Frame): Value {
  const given = input.givenValue(definition);
  const secured = (value: Value): Value => (definition.secure ? secureParameter(input, definition, value) : value);
  const fallback = (): Value => {
    const { defaultValue } = definition;
    if (defaultValue !== undefined)
      return secured(evaluateJson(defaultValue, { ...frame, parameterName: definition.name }));
    return definition.nullable ? null : input.missingValue(definition);
  };
  if (given === undefined) return fallback();
  const securedGiven = secured(given);
  if (reveal(securedGiven) === null)
    return definition.defaultValue === undefined && !definition.nullable ? null : fallback();
  reportViolations(input, definition, securedGiven);
  const mayBeMissing =
    definition.defaultValue !== undefined && isUnknown(securedGiven) && revealDecision(isNull(securedGiven)) !== false;
  return mayBeMissing ? coalesce(securedGiven, fallback()) : refine(securedGiven, definition);
}

/** The evaluation knows the value of a secure parameter; only its name is printed. */
function secureParameter({ key }: InstanceInput, { name }: ParameterDefinition, value: Value): Value {
  return secure(`${key}:secure:${name.toLowerCase()}`, parameterText(name), value);
}

export function parameterText(name: string): string {
  return `parameters('${name.replaceAll("'", "''")}')`;
}

/** A value that violates the declaration is still used, with a warning that Azure would reject it. */
function reportViolations(input: InstanceInput, { name }: ParameterDefinition, given: Value): void {
  const { run, file, path, template } = input;
  const entry = propertyEntry(property(template, 'parameters'), name);
  const value = reveal(given);
  if (entry === undefined || !isConcrete(value)) return;
  const source = input.source(name);
  for (const violation of violations(value, entry[1], template)) {
    run.diagnostics.push({
      level: 'warning',
      code: 'parameter-value',
      message: `the value of parameter '${name}${isSecure(given) ? '' : violation.at}' ${violation.message}`,
      ...(isFileLocation(source) ? source : { file, path: [...path, 'parameters', entry[0]] }),
    });
  }
}

function isFileLocation(source: ValueSource | undefined): source is Extract<ValueSource, { file: string }> {
  return source !== undefined && 'file' in source;
}

/** The unknown for a parameter of the root template without a value. */
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

/** An unknown with the declared type and limits, also of its members. A nullable member is not narrowed. */
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
