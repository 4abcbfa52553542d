import { configuredDestination } from './destination.ts';
import type { JsonChange } from './edits.ts';
import { writtenSettings } from './existing-settings.ts';
import { destinationOf } from './parameter-uses.ts';
import { type FixRequest, type GivenValue, type Plan, type Refusal, refusal } from './plan.ts';

/** Changes values of parameter files that decide that a registry fails: a switch that is off, a destination that is empty. */
export function planGiven(request: FixRequest): Plan {
  const files = new Map<string, JsonChange[]>();
  const words: string[] = [];
  for (const one of request.given) {
    const value = newValue(one, request);
    if (typeof value === 'object') return value;
    const changes = files.get(one.file) ?? [];
    files.set(one.file, changes);
    if (changes.some(({ path }) => JSON.stringify(path) === JSON.stringify(one.path))) continue;
    changes.push({ kind: 'set', path: one.path, value });
    words.push(`gives parameter ${nameOf(one)} the value ${JSON.stringify(value)} in ${one.file}`);
  }
  const list = [...files].map(([file, changes]) => ({ file, changes }));
  return { kind: 'edit', description: words.join(', '), files: list };
}

function nameOf({ path }: GivenValue): string {
  return String(path.at(-2) ?? '');
}

/** The value that a parameter is to have. What it has now is not said: it may be a secret. */
function newValue(given: GivenValue, request: FixRequest): boolean | string | Refusal {
  const { value, reason, file } = given;
  const name = nameOf(given);
  if (value === false && reason !== 'no-destination') return true;
  if (typeof value === 'string' && value.toLowerCase() === 'false') return value === 'FALSE' ? 'TRUE' : 'true';
  if (value !== '')
    return refusal(
      `parameter ${name} in ${file} decides it, and its value is nothing that can be switched on`,
      `give ${name} another value in ${file}`,
    );
  // Empty is what switches off a setting, or its destination, that is made from an id.
  const { context, root, registries, settings } = request;
  const attached = writtenSettings(registries).map(({ first }) => first);
  const property = destinationOf(name, attached, context.file, root);
  const id = property === undefined ? undefined : configuredDestination(settings, registries)[property];
  if (id !== undefined && id !== '') return id;
  return refusal(
    `parameter ${name} in ${file} decides it, which is empty${property === undefined ? '' : `, and nothing says which ${property} it is to be`}`,
    `give ${name} a value in ${file}`,
  );
}
