import type { FixDestination } from '../fix-settings.ts';
import { at, frameLevel, type ResourceContext, resourceContext, textAt } from './context.ts';
import type { WrittenSetting } from './existing-settings.ts';
import { destinationOf, isOnlyUsedIn } from './parameter-uses.ts';
import { type FixRequest, type Plan, refusal } from './plan.ts';

const NOT_EMPTY = /^\[\s*not\s*\(\s*empty\s*\(\s*parameters\s*\(\s*'([^']+)'\s*\)\s*\)\s*\)\s*\]$/i;
const ONE_PARAMETER = /^\[\s*parameters\s*\(\s*'([^']+)'\s*\)\s*\]$/i;

/**
 * A setting that is there, and that a condition keeps from being deployed: the default that makes it so is changed, unless
 * something else would change with it.
 */
export function planIdle({ context, root }: FixRequest, { first }: WrittenSetting, wanted: FixDestination): Plan {
  const because = first.notDeployedBecause?.words ?? 'its condition is false';
  const stand = `diagnostic setting ${first.label} is there and is not deployed (${because}); a second one would clash with it once it is`;
  const step = 'give the value with which it is deployed, or drop its condition';
  const place =
    first.origin.file === context.file ? resourceContext(context.file, root, first.origin.path ?? []) : undefined;
  if (place === undefined) return refusal(stand, step);
  const given = switchOn(place, wanted, (name) => destinationOf(name, [first], context.file, root));
  if (given === undefined) return refusal(stand, step);
  const { name, value } = given;
  if (!isOnlyUsedIn(name, place.json, root))
    return refusal(
      `diagnostic setting ${first.label} is there and is not deployed (${because}), and other parts of the template read parameter ${name} too`,
      `give ${name} the value ${JSON.stringify(value)} where the template is deployed, or change its default`,
    );
  return {
    kind: 'edit',
    description: `deploys diagnostic setting ${first.label}: the default of parameter ${name} is ${value}`,
    files: [{ file: context.file, changes: [{ kind: 'set', path: ['parameters', name, 'defaultValue'], value }] }],
  };
}

/** The default with which a condition holds that asks for one parameter of the root template, and nothing else. */
function switchOn(
  place: ResourceContext,
  wanted: FixDestination,
  destination: (name: string) => keyof FixDestination | undefined,
): { readonly name: string; readonly value: boolean | string } | undefined {
  const level = frameLevel(place);
  const condition = textAt(place.json, 'condition');
  if (level.path.length > 0 || condition === undefined) return undefined;
  const fallback = (name: string): unknown => at(level.template, 'parameters', name, 'defaultValue');
  const flag = ONE_PARAMETER.exec(condition)?.[1];
  if (flag !== undefined && fallback(flag) === false) return { name: flag, value: true };
  const id = NOT_EMPTY.exec(condition)?.[1];
  if (id === undefined || fallback(id) !== '') return undefined;
  const property = destination(id);
  const value = property === undefined ? undefined : wanted[property];
  return value === undefined || value === '' ? undefined : { name: id, value };
}
