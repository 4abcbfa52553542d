import { message } from '../../messages/message.ts';
import type { FixDestination } from '../fix-options.ts';
import type { DeclaredSetting } from './declared-settings.ts';
import { type FixRequest, type Plan, refusal } from './fix-plan.ts';
import { destinationOfParameter, isOnlyUsedIn } from './parameter-uses.ts';
import { memberAt, type ResourceContext, resourceContext, scopeLevel, stringAt } from './resource-context.ts';

const NOT_EMPTY = /^\[\s*not\s*\(\s*empty\s*\(\s*parameters\s*\(\s*'([^']+)'\s*\)\s*\)\s*\)\s*\]$/i;
const ONE_PARAMETER = /^\[\s*parameters\s*\(\s*'([^']+)'\s*\)\s*\]$/i;

/**
 * A setting that exists and whose condition is false: changes the parameter default that makes it false, unless other
 * resources use that parameter too.
 */
export function planUndeployedSetting(
  { context, root }: FixRequest,
  { first }: DeclaredSetting,
  wanted: FixDestination,
): Plan {
  const because = first.notDeployedBecause?.text ?? message('fix.condition-false');
  const named = { setting: first.label, because };
  const refused = refusal(message('fix.not-deployed', named), message('fix-step.deploy-it'));
  const place =
    first.origin.file === context.file ? resourceContext(context.file, root, first.origin.path ?? []) : undefined;
  if (place === undefined) return refused;
  const change = enablingDefault(place, wanted, (name) => destinationOfParameter(name, [first], context.file, root));
  if (change === undefined) return refused;
  const { name, value } = change;
  if (!isOnlyUsedIn(name, place.json, root))
    return refusal(
      message('fix.not-deployed-shared', { ...named, parameter: name }),
      message('fix-step.give-when-deployed', { parameter: name, value: JSON.stringify(value) }),
    );
  return {
    kind: 'edit',
    description: message('fix-change.deploys', { setting: first.label, parameter: name, value: String(value) }),
    files: [{ file: context.file, changes: [{ kind: 'set', path: ['parameters', name, 'defaultValue'], value }] }],
  };
}

/** The default that makes a condition true which tests a single parameter of the root template. */
function enablingDefault(
  place: ResourceContext,
  wanted: FixDestination,
  destination: (name: string) => keyof FixDestination | undefined,
): { readonly name: string; readonly value: boolean | string } | undefined {
  const level = scopeLevel(place);
  const condition = stringAt(place.json, 'condition');
  if (level.path.length > 0 || condition === undefined) return undefined;
  const defaultOf = (name: string): unknown => memberAt(level.template, 'parameters', name, 'defaultValue');
  const flag = ONE_PARAMETER.exec(condition)?.[1];
  if (flag !== undefined && defaultOf(flag) === false) return { name: flag, value: true };
  const id = NOT_EMPTY.exec(condition)?.[1];
  if (id === undefined || defaultOf(id) !== '') return undefined;
  const property = destination(id);
  const value = property === undefined ? undefined : wanted[property];
  return value === undefined || value === '' ? undefined : { name: id, value };
}
