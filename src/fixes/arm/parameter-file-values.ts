import { message } from '../../messages/message.ts';
import { isGiven } from '../fix-options.ts';
import { notAccepted } from './accepted-value.ts';
import { contextOfSetting, declaredSettings } from './declared-settings.ts';
import { configuredDestination } from './destination-in-template.ts';
import {
  type FileChanges,
  type FixRequest,
  type ParameterFileValue,
  type Plan,
  type Refusal,
  refusal,
  type TemplateChange,
} from './fix-plan.ts';
import type { JsonChange } from './json-edits.ts';
import { destinationOfParameter } from './parameter-uses.ts';
import type { TemplateJson } from './print-json.ts';

/** Edits values in parameter files that make a registry fail; by default a disabled flag, an empty destination. */
export function planParameterFileEdits(
  request: FixRequest,
  valueFor: (given: ParameterFileValue, request: FixRequest) => boolean | string | Refusal = newValue,
): Plan {
  const edits: ValueEdit[] = [];
  for (const given of request.parameterFileValues) {
    const value = valueFor(given, request);
    if (typeof value === 'object') return value;
    edits.push({ given, value });
  }
  const { files, descriptions } = editedFiles(edits);
  return { kind: 'edit', description: descriptions.join(message('list.comma')), files };
}

/**
 * With the new default of a parameter also in the parameter files of failures that are decided there: these would keep their
 * own value.
 */
export function withFileValues(plan: Plan, { context, someFileValues }: FixRequest): Plan {
  if (plan.kind !== 'edit') return plan;
  const changes = plan.files.flatMap((one) => (one.file === context.file ? one.changes : []));
  const { files, descriptions } = editedFiles(
    someFileValues.flatMap((given): readonly ValueEdit[] => {
      const value = newDefault(parameterName(given), changes);
      return value === undefined ? [] : [{ given, value }];
    }),
  );
  return {
    ...plan,
    description: [plan.description, ...descriptions].join(message('list.comma')),
    files: [...plan.files, ...files],
  };
}

/** What is to stand in the place of a value. */
interface ValueEdit {
  readonly given: ParameterFileValue;
  readonly value: TemplateJson;
}

function editedFiles(edits: readonly ValueEdit[]): {
  readonly files: readonly FileChanges[];
  readonly descriptions: readonly string[];
} {
  const files = new Map<string, JsonChange[]>();
  const descriptions: string[] = [];
  for (const { given, value } of edits) {
    const { file, path } = given;
    const changes = files.get(file) ?? [];
    files.set(file, changes);
    if (changes.some((one) => JSON.stringify(one.path) === JSON.stringify(path))) continue;
    changes.push({ kind: 'set', path, value });
    const named = { parameter: parameterName(given), value: JSON.stringify(value), file };
    descriptions.push(message('fix-change.gives', named));
  }
  return { files: [...files].map(([file, changes]) => ({ file, changes })), descriptions };
}

/** The default that changes of a template give a parameter that it has. */
function newDefault(parameter: string, changes: readonly TemplateChange[]): TemplateJson | undefined {
  const own = ['parameters', parameter, 'defaultValue'].join('\n').toLowerCase();
  const found = changes.find(({ kind, path }) => kind === 'set' && path.join('\n').toLowerCase() === own);
  return found?.kind === 'set' ? found.value : undefined;
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
  const { root, registries, options } = request;
  const attached = declaredSettings(registries).flatMap(({ first }) => contextOfSetting(request, first) ?? []);
  const property = destinationOfParameter(name, attached);
  const id = property === undefined ? undefined : configuredDestination(options, registries)[property];
  if (isGiven(id)) return notAccepted(id, [{ name, template: root }]) ?? id;
  const empty =
    property === undefined
      ? message('fix.value-empty', named)
      : message('fix.value-empty-destination', { ...named, property });
  return refusal(empty, message('fix-step.give-value', named));
}
