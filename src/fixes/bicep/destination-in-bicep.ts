import { message } from '../../messages/message.ts';
import { DESTINATIONS } from '../../model/azure/destinations.ts';
import { symbolForId } from '../arm/destination-dependencies.ts';
import { configuredDestination, destinationInTemplate } from '../arm/destination-in-template.ts';
import type { FixRequest } from '../arm/fix-plan.ts';
import { parameterDescription, parameterNameFor } from '../arm/new-parameter.ts';
import type { ResourceContext } from '../arm/resource-context.ts';
import { uniqueName } from '../arm/unique-name.ts';
import {
  type DestinationProperty,
  destinationProperties,
  type FixDestination,
  hasDestination,
  isGiven,
} from '../fix-options.ts';
import { bicepString } from './print-bicep.ts';
import { destinationBicep } from './to-bicep.ts';

/** Destination properties as Bicep expressions, by name. */
export type BicepProperties = readonly (readonly [string, string])[];

export interface BicepDestination {
  readonly properties: BicepProperties;
  /** Parameters that the file has to get. */
  readonly declarations: readonly string[];
  readonly remarks: readonly string[];
}

/** Where a setting is to send to, in Bicep: the configured destination, else one of the template, else a new parameter. */
export function destinationInBicep(
  { options, registries, destinationParameters }: FixRequest,
  context: ResourceContext,
  taken: ReadonlySet<string>,
): BicepDestination {
  const wanted = configuredDestination(options, registries);
  if (hasDestination(wanted) && destinationParameters) return parametersFor(wanted, taken);
  const found = hasDestination(wanted) ? wanted : destinationInTemplate(context)?.destination;
  const properties = found === undefined ? undefined : destinationTexts(found, context);
  if (properties !== undefined) {
    const refers = properties.some(([, text]) => /resourceId\s*\(/i.test(text));
    return { properties, declarations: [], remarks: refers ? [message('bicep.workspace-symbol')] : [] };
  }
  const parameter = freeName(DESTINATIONS.workspace, taken);
  const isInModule = context.levels.length > 1;
  const remark = message(isInModule ? 'bicep.new-parameter-in-module' : 'bicep.new-parameter', { parameter });
  return {
    properties: [[DESTINATIONS.workspace, parameter]],
    declarations: [parameterDeclaration(DESTINATIONS.workspace, parameter)],
    remarks: [remark],
  };
}

/** By symbolic name where the JSON has it, so that what is sent to is deployed first. */
export function destinationTexts(destination: FixDestination, context: ResourceContext): BicepProperties | undefined {
  return destinationBicep(destination)?.map(([property, text]) => {
    const symbol = symbolForId(context, destination[property as DestinationProperty] ?? '');
    return [property, symbol === undefined ? text : `${symbol}.id`] as const;
  });
}

function parametersFor(wanted: FixDestination, taken: ReadonlySet<string>): BicepDestination {
  const named = destinationProperties
    .filter((property) => isGiven(wanted[property]))
    .map((property) => ({ property, name: freeName(property, taken), id: wanted[property] ?? '' }));
  return {
    properties: named.map(({ property, name }) => [property, name]),
    declarations: named.map(({ property, name, id }) => parameterDeclaration(property, name, id)),
    remarks: [],
  };
}

function freeName(property: DestinationProperty, taken: ReadonlySet<string>): string {
  return uniqueName(parameterNameFor(property), (name) => taken.has(name));
}

function parameterDeclaration(property: DestinationProperty, name: string, defaultValue?: string): string {
  return `@description(${bicepString(parameterDescription(property))})
@minLength(1)
param ${name} string${defaultValue === undefined ? '' : ` = ${bicepString(defaultValue)}`}`;
}
