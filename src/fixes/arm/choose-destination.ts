import { message } from '../../messages/message.ts';
import { DESTINATIONS } from '../../model/azure/destinations.ts';
import { destinationProperties, type FixDestination, hasDestination } from '../fix-options.ts';
import { type FixRequest, type Refusal, refusal } from './fix-plan.ts';
import type { JsonChange } from './json-edits.ts';
import type { LinkingTemplate } from './linking-template.ts';
import { passParameters, referenceTo } from './new-parameter.ts';
import { isJsonObject, memberAt, type ResourceContext } from './resource-context.ts';

/** Where a setting is to send to, and what has to be changed for it elsewhere in the template. */
export interface DestinationChoice {
  /** As strings of the template. */
  readonly destination: FixDestination;
  /** What they stand for, as far as that is known. */
  readonly ids: FixDestination;
  readonly dependsOn: readonly string[];
  readonly changes: readonly JsonChange[];
  /** A required parameter that the template gets. */
  readonly newParameter?: string;
  /** Parameters whose defaults are the ids. */
  readonly withDefaults?: readonly string[];
}

/** The configured destination, else one found in the template, else a new parameter. */
export function chooseDestination(
  request: FixRequest,
  context: ResourceContext,
  wanted: FixDestination,
): DestinationChoice | Refusal {
  if (hasDestination(wanted)) return configuredChoice(request, context, wanted);
  const found = request.writer.destination(context);
  if (found !== undefined) return { ...found, ids: found.destination, changes: [] };
  const step = message('fix-step.give-destination');
  const linking = request.linkedFrom();
  if (linking !== undefined) return linkedRefusal(linking, step);
  if (!canPassParameter(context)) return refusal(message('fix.no-destination-nested'), step);
  if (!request.allowNewParameters)
    return refusal(message('fix.no-destination-required'), message('fix-step.or-accept-parameter', { step }));
  const { names, changes } = passParameters(
    context,
    [{ property: DESTINATIONS.workspace }],
    unusable(request, context),
  );
  const [name = ''] = names;
  const destination = { [DESTINATIONS.workspace]: referenceTo(name) };
  return { destination, ids: destination, dependsOn: [], changes, newParameter: name };
}

function linkedRefusal({ file: template, isKnown }: LinkingTemplate, step: string): Refusal {
  return refusal(message(isKnown ? 'fix.no-destination-linked' : 'fix.no-destination-may-link', { template }), step);
}

/** The ids as they are; as defaults of parameters where these are asked for and can be passed in. */
export function configuredChoice(
  request: Pick<FixRequest, 'destinationParameters' | 'emptyNames' | 'writer'>,
  context: ResourceContext,
  wanted: FixDestination,
): DestinationChoice {
  if (!request.destinationParameters || !canPassParameter(context))
    return { destination: wanted, ids: wanted, dependsOn: [], changes: [] };
  const specs = destinationProperties.flatMap((property) => {
    const defaultValue = wanted[property] ?? '';
    return defaultValue === '' ? [] : [{ property, defaultValue }];
  });
  const { names, changes } = passParameters(context, specs, unusable(request, context));
  const destination = Object.fromEntries(specs.map(({ property }, i) => [property, referenceTo(names[i] ?? '')]));
  return { destination, ids: wanted, dependsOn: [], changes, withDefaults: names };
}

/** Names in lower case that a parameter would be empty by, or could not have. */
function unusable(
  { emptyNames, writer }: Pick<FixRequest, 'emptyNames' | 'writer'>,
  context: ResourceContext,
): ReadonlySet<string> {
  return new Set([...emptyNames, ...writer.reservedNames(context)]);
}

function canPassParameter({ levels }: ResourceContext): boolean {
  return levels.every(({ deployment, isInner }) => {
    if (deployment === undefined || !isInner) return true;
    const passed = memberAt(deployment.json, 'properties', 'parameters');
    const isWritten = passed === undefined || isJsonObject(passed);
    return isWritten && memberAt(deployment.json, 'properties', 'parametersLink') === undefined;
  });
}
