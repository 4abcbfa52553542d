import { isExpression } from '../../sources/arm/expression/parse-expression.ts';
import type { Path } from '../../util/location.ts';
import { type DestinationProperty, destinationProperties } from '../fix-options.ts';
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
  /** Nothing but the resource reads the parameter. */
  readonly isOnlyUse: boolean;
  /** Gives it another value. */
  readonly change: (value: TemplateJson) => readonly JsonChange[];
}

/** Follows a parameter from a resource through the module calls around it; undefined where an expression makes the value. */
export function decidingValue(text: string, { levels, json }: ResourceContext): DecidingValue | undefined {
  let name = givenParameter(text);
  let user: TemplateObject = json;
  let isOnlyUse = true;
  for (const level of [...levels].reverse()) {
    const { template, deployment, isInner, path } = level;
    if (!isInner && deployment !== undefined) {
      user = deployment.json;
      continue;
    }
    if (name === undefined) return undefined;
    isOnlyUse &&= isOnlyUsedIn(name, user, template);
    const fallback = memberAt(template, 'parameters', name, 'defaultValue');
    const mayBeMissing = memberAt(template, 'parameters', name, 'nullable') === true;
    if (deployment === undefined)
      return fallback === undefined && !mayBeMissing ? undefined : defaultOf(name, fallback, isOnlyUse, path);
    const given = memberAt(deployment.json, 'properties', 'parameters', name);
    const value = memberAt(given, 'value');
    if (typeof value !== 'string' || !isExpression(value)) return givenBy(level, name, given, fallback, isOnlyUse);
    name = givenParameter(value);
    user = deployment.json;
  }
  return undefined;
}

function defaultOf(parameter: string, value: TemplateJson | undefined, isOnlyUse: boolean, path: Path): DecidingValue {
  const own = [...path, 'parameters', parameter, 'defaultValue'];
  return { parameter, value, isOnlyUse, change: (changed) => [{ kind: 'set', path: own, value: changed }] };
}

function givenBy(
  call: TemplateLevel,
  parameter: string,
  given: TemplateJson | undefined,
  fallback: TemplateJson | undefined,
  isOnlyUse: boolean,
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
    isOnlyUse,
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

/** The destinations that a setting is written with, and has no ids for. */
export function waitingIds(context: ResourceContext): readonly WaitingId[] {
  return destinationProperties.flatMap((property): WaitingId[] => {
    const text = stringAt(context.json, 'properties', property);
    if (text === undefined || !isExpression(text)) return [];
    const found = decidingValue(text, context);
    const reads = givenParameter(text);
    return found !== undefined && reads !== undefined && isEmpty(found.value) ? [{ ...found, property, reads }] : [];
  });
}

function isEmpty(value: TemplateJson | undefined): boolean {
  return value === undefined || value === null || value === '';
}

/** The name of a module call: its symbolic name, else that of its deployment. */
export function callName({ deployment }: TemplateLevel): string {
  const symbolic = deployment?.path.at(-1);
  return typeof symbolic === 'string' ? symbolic : (stringAt(deployment?.json, 'name') ?? '');
}
