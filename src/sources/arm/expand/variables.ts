import { fault, type Value } from '../../../value/value.ts';
import type { Frame, UserFunction } from '../expression/frame.ts';
import { evaluateJson, iterate } from '../expression/json.ts';
import type { JsonValue } from '../json/json-value.ts';
import { valueCell } from './cell.ts';
import { at, entryAt, isJsonObject } from './sections.ts';
import type { InstanceInput } from './template-instance.ts';

/** The variables of a template by name, each evaluated once. */
export function variablesOf({ run, template }: InstanceInput, frame: () => Frame): (name: string) => Value {
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

/** The user-defined functions of a template by `namespace.name`. */
export function userFunctionsOf(template: JsonValue): (name: string) => UserFunction | undefined {
  const cache = new Map<string, UserFunction>();
  const namespaces = at(template, 'functions');
  for (const space of Array.isArray(namespaces) ? namespaces : []) {
    const members = at(space, 'members');
    const prefix = at(space, 'namespace');
    for (const [name, body] of Object.entries(isJsonObject(members) ? members : {})) {
      const parameters = at(body, 'parameters');
      const names = (Array.isArray(parameters) ? parameters : []).map((parameter) => textOf(at(parameter, 'name')));
      const full = `${textOf(prefix)}.${name}`;
      const value = at(at(body, 'output'), 'value') ?? null;
      const evaluate = (frame: Frame): Value => evaluateJson(value, frame);
      cache.set(full.toLowerCase(), { name: full, parameters: names, evaluate });
    }
  }
  return (name) => cache.get(name.toLowerCase());
}

/** A name as it is written; what is no text names nothing. */
function textOf(json: JsonValue | undefined): string {
  return typeof json === 'string' ? json : '';
}
