import { message } from '../../messages/message.ts';
import { escapeInvisible } from '../../util/escape.ts';
import type { EditPlan } from '../arm/fix-plan.ts';
import type { JsonChange } from '../arm/json-edits.ts';
import { destinationProperties } from '../fix-options.ts';
import { bicepKey, printBicep } from './print-bicep.ts';
import { toBicep } from './to-bicep.ts';

/** The changes of a plan to the properties of a setting, as Bicep with the path of each. */
export function completionInBicep({ files }: EditPlan): string {
  return files
    .flatMap(({ changes }) => changes)
    .flatMap((change) => {
      const place = pathInSetting(change.path) ?? defaultOf(change.path);
      if (place === undefined || change.kind === 'setting') return [];
      if (change.kind === 'remove') return [`// ${escapeInvisible(message('bicep.delete', { place }))}\n`];
      const heading = change.kind === 'append' ? message('bicep.add-to-list', { place }) : place;
      return [`// ${escapeInvisible(heading)}:\n${changeText(change)}\n`];
    })
    .join('');
}

const EDITED_PROPERTIES: ReadonlySet<unknown> = new Set(['logs', 'metrics', ...destinationProperties]);

/** The end of a path into a setting, from its `properties` on. */
function pathInSetting(path: JsonChange['path']): string | undefined {
  const from = path.lastIndexOf('properties');
  if (from < 0 || !EDITED_PROPERTIES.has(path[from + 1])) return undefined;
  return path
    .slice(from)
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

/** What a change of the default of a parameter is headed with. */
function defaultOf(path: JsonChange['path']): string | undefined {
  const [section, parameter, member] = path.slice(-3);
  return section === 'parameters' && member === 'defaultValue'
    ? message('bicep.default-of', { parameter: String(parameter) })
    : undefined;
}

function changeText({ kind, path, value }: Exclude<JsonChange, { readonly kind: 'remove' }>): string {
  const body = (typeof value === 'string' ? toBicep(value) : undefined) ?? printBicep(value);
  const key = path.at(-1);
  return kind === 'set' && typeof key === 'string' && defaultOf(path) === undefined
    ? `${bicepKey(key)}: ${body}`
    : body;
}
