import { message } from '../../messages/message.ts';
import { notAccepted } from './accepted-value.ts';
import { declaredSettings } from './declared-settings.ts';
import { configuredDestination } from './destination-in-template.ts';
import { type FixRequest, type ParameterFileValue, type Plan, type Refusal, refusal } from './fix-plan.ts';
import type { JsonChange } from './json-edits.ts';
import { destinationOfParameter } from './parameter-uses.ts';

/** Edits values in parameter files that make a registry fail; by default a disabled flag, an empty destination. */
export function planParameterFileEdits(
  request: FixRequest,
  valueFor: (given: ParameterFileValue, request: FixRequest) => boolean | string | Refusal = newValue,
): Plan {
  const files = new Map<string, JsonChange[]>();
  const descriptions: string[] = [];
  for (const one of request.parameterFileValues) {
    const value = valueFor(one, request);
    if (typeof value === 'object') return value;
    const changes = files.get(one.file) ?? [];
    files.set(one.file, changes);
    if (changes.some(({ path }) => JSON.stringify(path) === JSON.stringify(one.path))) continue;
    changes.push({ kind: 'set', path: one.path, value });
    const given = { parameter: parameterName(one), value: JSON.stringify(value), file: one.file };
    descriptions.push(message('fix-change.gives', given));
  }
  const list = [...files].map(([file, changes]) => ({ file, changes }));
  return { kind: 'edit', description: descriptions.join(', '), files: list };
}

export function parameterName({ path }: ParameterFileValue): string {
  return String(path.at(-2) ?? '');
}

/** The new value of a parameter. The current one is not shown, because it may be a secret. */
function newValue(given: ParameterFileValue, request: FixRequest): boolean | string | Refusal {
  const { value, reason, file } = given;
  const name = parameterName(given);
  const named = { parameter: name, file };
  if (value === false && reason !== 'no-destination') return true;
  if (typeof value === 'string' && value.toLowerCase() === 'false') return value === 'FALSE' ? 'TRUE' : 'true';
  if (value !== '') return refusal(message('fix.value-no-switch', named), message('fix-step.give-other-value', named));
  // An empty id disables the setting, or the destination, that is made from it.
  const { context, root, registries, options } = request;
  const attached = declaredSettings(registries).map(({ first }) => first);
  const property = destinationOfParameter(name, attached, context.file, root);
  const id = property === undefined ? undefined : configuredDestination(options, registries)[property];
  if (id !== undefined && id !== '') return notAccepted(id, [{ name, template: root }]) ?? id;
  const empty =
    property === undefined
      ? message('fix.value-empty', named)
      : message('fix.value-empty-destination', { ...named, property });
  return refusal(empty, message('fix-step.give-value', named));
}
