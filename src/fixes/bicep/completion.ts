import { escapeInvisible } from '../../util/escape.ts';
import type { JsonChange } from '../arm/edits.ts';
import type { EditPlan } from '../arm/plan.ts';
import { destinationProperties } from '../fix-settings.ts';
import { bicepKey, printBicep } from './print-bicep.ts';
import { toBicep } from './translate.ts';

/** What a plan changes in the properties of a setting, as the Bicep to put there and where that is. */
export function completionInBicep({ files }: EditPlan): string {
  return files
    .flatMap(({ changes }) => changes)
    .flatMap((change) => {
      const place = placeOf(change.path);
      return place === undefined
        ? []
        : [`// ${change.kind === 'append' ? 'add to ' : ''}${escapeInvisible(place)}:\n${textOf(change)}\n`];
    })
    .join('');
}

const PARTS: ReadonlySet<unknown> = new Set(['logs', 'metrics', ...destinationProperties]);

/** The end of a path into a setting, from its `properties` on. */
function placeOf(path: JsonChange['path']): string | undefined {
  const from = path.lastIndexOf('properties');
  if (from < 0 || !PARTS.has(path[from + 1])) return undefined;
  return path
    .slice(from)
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

function textOf({ kind, path, value }: JsonChange): string {
  const body = (typeof value === 'string' ? toBicep(value) : undefined) ?? printBicep(value);
  const key = path.at(-1);
  return kind === 'set' && typeof key === 'string' ? `${bicepKey(key)}: ${body}` : body;
}
