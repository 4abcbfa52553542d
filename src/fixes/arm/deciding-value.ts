import { message } from '../../messages/message.ts';
import { isExpression } from '../../sources/arm/expression/parse-expression.ts';
import type { Path } from '../../util/location.ts';
import {
  type DestinationProperty,
  destinationProperties,
  type FixDestination,
  type FixOptions,
} from '../fix-options.ts';
import { type DeclaredParameter, notAccepted } from './accepted-value.ts';
import { type DestinationUse, isOnlyDestination } from './destination-readers.ts';
import type { Refusal } from './fix-plan.ts';
import type { JsonChange } from './json-edits.ts';
import { addMembers } from './new-parameter.ts';
import { givenParameter, isOnlyUsedIn } from './parameter-uses.ts';
import type { TemplateJson } from './print-json.ts';
import {
  isJsonObject,
  memberAt,
  type ResourceContext,
  stringAt,
  type TemplateLevel,
  type TemplateObject,
} from './resource-context.ts';

/** The value of the parameter that an expression gives, where it is written or would have to be. */
export interface DecidingValue {
  readonly parameter: string;
  readonly value: TemplateJson | undefined;
  /** The module call that gives it, or would have to; absent for a default of the root template. */
  readonly call?: TemplateLevel;
  /** Nothing but the resource reads the parameter, or what waits for the same id. */
  readonly isOnlyUse: boolean;
  /** Why a parameter on the way does not take a value. */
  readonly refused: (value: TemplateJson) => Refusal | undefined;
  /** Gives it another value. */
  readonly change: (value: TemplateJson) => readonly JsonChange[];
}

/**
 * Follows a parameter from a resource through the module calls around it; undefined where an expression makes the value. What
 * sends to the same place may share it, where that is said.
 */
export function decidingValue(
  text: string,
  { levels, json }: ResourceContext,
  use?: DestinationUse,
): DecidingValue | undefined {
  let name = givenParameter(text);
  let user: TemplateObject = json;
  let isOnlyUse = true;
  const passed: DeclaredParameter[] = [];
  for (const level of [...levels].reverse()) {
    const { template, deployment, isInner, path } = level;
    if (!isInner && deployment !== undefined) {
      user = deployment.json;
      continue;
    }
    if (name === undefined) return undefined;
    isOnlyUse &&= use === undefined ? isOnlyUsedIn(name, user, template) : isOnlyDestination(name, use, template, user);
    passed.push({ name, template });
    const way: Way = { isOnlyUse, refused: (value) => notAccepted(value, passed) };
    const fallback = memberAt(template, 'parameters', name, 'defaultValue');
    const mayBeMissing = memberAt(template, 'parameters', name, 'nullable') === true;
    if (deployment === undefined)
      return fallback === undefined && !mayBeMissing ? undefined : defaultOf(name, fallback, way, path);
    const given = memberAt(deployment.json, 'properties', 'parameters', name);
    const value = memberAt(given, 'value');
    if (typeof value !== 'string' || !isExpression(value)) return givenBy(level, name, given, fallback, way);
    name = givenParameter(value);
    user = deployment.json;
  }
  return undefined;
}

type Way = Pick<DecidingValue, 'isOnlyUse' | 'refused'>;

function defaultOf(parameter: string, value: TemplateJson | undefined, way: Way, path: Path): DecidingValue {
  const own = [...path, 'parameters', parameter, 'defaultValue'];
  return { parameter, value, ...way, change: (changed) => [{ kind: 'set', path: own, value: changed }] };
}

function givenBy(
  call: TemplateLevel,
  parameter: string,
  given: TemplateJson | undefined,
  fallback: TemplateJson | undefined,
  way: Way,
): DecidingValue | undefined {
  const section = memberAt(call.deployment?.json, 'properties', 'parameters');
  const isLinked = memberAt(call.deployment?.json, 'properties', 'parametersLink') !== undefined;
  const isWritten = given === undefined || memberAt(given, 'value') !== undefined;
  if (isLinked || !isWritten || (section !== undefined && !isJsonObject(section))) return undefined;
  const own = [...(call.deployment?.path ?? []), 'properties', 'parameters'];
  return {
    parameter,
    value: given === undefined ? fallback : memberAt(given, 'value'),
    call,
    ...way,
    change: (value) =>
      given === undefined
        ? addMembers(own, section, [[parameter, { value }]])
        : [{ kind: 'set', path: [...own, parameter, 'value'], value }],
  };
}

/** A destination of a setting that a parameter leaves empty. */
export interface WaitingId extends DecidingValue {
  readonly property: DestinationProperty;
  /** The name of the parameter where the setting reads it; a module call may give it another's value. */
  readonly reads: string;
}

/** The destinations that a setting is written with, and has no ids for; a change for another may have given one since. */
export function waitingIds(
  context: ResourceContext,
  wanted: FixDestination,
  { protect }: Pick<FixOptions, 'protect'>,
): readonly WaitingId[] {
  return destinationProperties.flatMap((property): WaitingId[] => {
    const text = stringAt(context.json, 'properties', property);
    if (text === undefined || !isExpression(text)) return [];
    const found = decidingValue(text, context, { property, protect });
    const reads = givenParameter(text);
    if (found === undefined || reads === undefined) return [];
    return isEmpty(found.value) || found.value === wanted[property] ? [{ ...found, property, reads }] : [];
  });
}

function isEmpty(value: TemplateJson | undefined): boolean {
  return value === undefined || value === null || value === '';
}

/** A module call by its symbolic name, else by that of its deployment. */
export function callPhrase({ deployment }: TemplateLevel): string {
  if (deployment?.module !== undefined) return message('part.module', { name: deployment.module });
  const symbolic = deployment?.path.at(-1);
  const name = typeof symbolic === 'string' ? symbolic : (stringAt(deployment?.json, 'name') ?? '');
  return message('part.nested-deployment', { name });
}
