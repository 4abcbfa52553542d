import { message } from '../../messages/message.ts';
import { isExpression } from '../../sources/arm/expression/parse-expression.ts';
import { destinationProperties, hasDestination } from '../fix-options.ts';
import { configuredChoice, type DestinationChoice } from './choose-destination.ts';
import type { Completion } from './complete-declared-setting.ts';
import { contextOfSetting, declaredSettings, isUsable, mayLogAudit } from './declared-settings.ts';
import { configuredDestination } from './destination-in-template.ts';
import { type FixRequest, type Plan, type Refusal, refusal } from './fix-plan.ts';
import type { JsonChange } from './json-edits.ts';
import { nothingSends } from './nothing-sends.ts';
import { isJsonObject, memberAt, type ResourceContext } from './resource-context.ts';

/**
 * The configured destination in the setting that delivers: beside its others, and in place of one of the same kind. What
 * else it sends to stays, as someone may read it there.
 */
export function planDestination(request: FixRequest): Plan {
  const { context, registries, options } = request;
  const wanted = configuredDestination(options, registries);
  if (!hasDestination(wanted))
    return refusal(message('fix.no-destination-given'), message('fix-step.give-destination'));
  const sending = declaredSettings(registries).filter((declared) => isUsable(declared, options.protect));
  const found = sending.find(({ first }) => mayLogAudit(first)) ?? sending[0];
  if (found === undefined) return nothingSends(registries);
  const setting = found.first.label;
  const own = contextOfSetting(request, found.first);
  if (own === undefined)
    return refusal(message('fix.setting-elsewhere', { setting }), message('fix-step.complete-there'));
  const target = configuredChoice(request, own, wanted);
  const made = withDestination(own, target, setting);
  if ('kind' in made) return made;
  const description = message('fix-change.completes', {
    setting,
    changes: made.descriptions.join(message('list.comma')),
  });
  return { kind: 'edit', description, files: [{ file: context.file, changes: [...made.changes, ...target.changes] }] };
}

function withDestination(
  { json, path }: ResourceContext,
  { destination, ids: wanted }: DestinationChoice,
  setting: string,
): Completion | Refusal {
  const written = memberAt(json, 'properties');
  const step = message('fix-step.edit-expression');
  if (!isJsonObject(written)) return refusal(message('fix.properties-computed', { setting }), step);
  const changes: JsonChange[] = [];
  const ids: string[] = [];
  for (const name of destinationProperties) {
    const id = wanted[name];
    const current = memberAt(written, name);
    if (id === undefined || id === '' || current === id) continue;
    if (typeof current === 'string' && isExpression(current))
      return refusal(message('fix.destination-computed', { setting }), step);
    changes.push({ kind: 'set', path: [...path, 'properties', name], value: destination[name] ?? id });
    ids.push(id);
  }
  if (changes.length === 0) return refusal(message('fix.looks-complete', { setting }), message('fix-step.see-reasons'));
  return { changes, descriptions: [message('fix-change.sends', { destinations: ids.join(message('list.and')) })] };
}
