import { fault, type Value } from '../../../value/value.ts';
import { evaluateJson, iterate } from '../expression/evaluate-json.ts';
import type { Budget, Frame, UserFunction } from '../expression/frame.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject, property, propertyEntry } from './json-access.ts';
import { lazyValue } from './lazy.ts';

/** A template, and what evaluating it may cost. */
interface VariablesInput {
  readonly run: { readonly budget: Budget };
  readonly template: JsonValue;
}

/** The variables of a template by name, each evaluated once. */
export function variablesOf({ run, template }: VariablesInput, frame: () => Frame): (name: string) => Value {
  const section = property(template, 'variables');
  const cells = new Map<string, () => Value>();
  return (name) => {
    const folded = name.toLowerCase();
    const known = cells.get(folded);
    if (known !== undefined) return known();
    const made = lazyValue(`variable '${name}'`, run, () => variableValue(section, name, frame()));
    cells.set(folded, made);
    return made();
  };
}

function variableValue(section: JsonValue | undefined, name: string, frame: Frame): Value {
  const entry = name.toLowerCase() === 'copy' ? undefined : propertyEntry(section, name);
  if (entry !== undefined) return evaluateJson(entry[1], frame);
  const loops = property(section, 'copy');
  for (const loop of Array.isArray(loops) ? loops : []) {
    const label = property(loop, 'name');
    if (typeof label !== 'string' || label.toLowerCase() !== name.toLowerCase()) continue;
    return iterate(label, evaluateJson(property(loop, 'count') ?? null, frame), frame, property(loop, 'input') ?? null);
  }
  return fault('no-variable', `the template has no variable '${name}'`);
}

/** The user-defined functions of a template by `namespace.name`. */
export function userFunctionsOf(template: JsonValue): (name: string) => UserFunction | undefined {
  const cache = new Map<string, UserFunction>();
  const namespaces = property(template, 'functions');
  for (const space of Array.isArray(namespaces) ? namespaces : []) {
    const members = property(space, 'members');
    const prefix = property(space, 'namespace');
    for (const [name, body] of Object.entries(isJsonObject(members) ? members : {})) {
      const parameters = property(body, 'parameters');
      const names = (Array.isArray(parameters) ? parameters : []).map((parameter) =>
        stringOrEmpty(property(parameter, 'name')),
      );
      const full = `${stringOrEmpty(prefix)}.${name}`;
      const value = property(property(body, 'output'), 'value') ?? null;
      const evaluate = (frame: Frame): Value => evaluateJson(value, frame);
      cache.set(full.toLowerCase(), { name: full, parameters: names, evaluate });
    }
  }
  return (name) => cache.get(name.toLowerCase());
}

/** A name as written; empty if it is not a string. */
function stringOrEmpty(json: JsonValue | undefined): string {
  return typeof json === 'string' ? json : '';
}
