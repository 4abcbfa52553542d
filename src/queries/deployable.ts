import { bicepString, printBicep } from '../fixes/bicep/print-bicep.ts';
import { DEPLOYMENT_SCHEMA } from '../model/azure/api-versions.ts';
import { escapeJson } from '../util/escape.ts';
import { DeploymentExpression } from './expression.ts';

/** What is deployed to a resource group, for both languages. Values are plain JSON with expressions in it. */
export interface Deployable {
  readonly description: string;
  readonly parameters: readonly DeploymentParameter[];
  readonly resources: readonly DeployedResource[];
}

export interface DeploymentParameter {
  readonly name: string;
  readonly type: 'string' | 'int' | 'bool' | 'array';
  readonly description: string;
  /** Without one the deployment asks for it. */
  readonly default?: unknown;
  readonly minLength?: number;
  readonly minValue?: number;
}

export interface DeployedResource {
  /** What Bicep calls it. */
  readonly symbol: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly name: DeploymentExpression;
  /** The resource that it is a part of. */
  readonly parent?: DeployedResource;
  /** Everything but type, version and name. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The template of a deployment. */
export function armTemplate({ description, parameters, resources }: Deployable): string {
  const template = {
    $schema: DEPLOYMENT_SCHEMA,
    contentVersion: '1.0.0.0',
    metadata: { description },
    parameters: Object.fromEntries(parameters.map(armParameter)),
    resources: resources.map(armResource),
  };
  return `${escapeJson(JSON.stringify(template, null, 2))}\n`;
}

function armParameter({ name, type, description, default: defaultValue, minLength, minValue }: DeploymentParameter) {
  return [
    name,
    {
      type,
      ...(minLength !== undefined && { minLength }),
      ...(minValue !== undefined && { minValue }),
      ...(defaultValue !== undefined && { defaultValue }),
      metadata: { description },
    },
  ] as const;
}

function armResource({ type, apiVersion, name, parent, body }: DeployedResource): object {
  if (parent === undefined) return { type, apiVersion, name, ...body };
  return {
    type,
    apiVersion,
    name: new DeploymentExpression(`format('{0}/{1}', ${parent.name.arm}, ${name.arm})`),
    ...body,
    dependsOn: [new DeploymentExpression(`resourceId('${parent.type}', ${parent.name.arm})`)],
  };
}

/** The Bicep file of a deployment. It reads the files that its texts come from. */
export function bicepFile({ description, parameters, resources }: Deployable): string {
  return [
    `metadata description = ${bicepString(description)}\n`,
    ...parameters.map(bicepParameter),
    ...resources.map(bicepResource),
  ].join('\n');
}

function bicepParameter(given: DeploymentParameter): string {
  const { name, type, description, default: defaultValue, minLength, minValue } = given;
  return [
    `@description(${bicepString(description)})`,
    ...(minLength === undefined ? [] : [`@minLength(${minLength})`]),
    ...(minValue === undefined ? [] : [`@minValue(${minValue})`]),
    `param ${name} ${type}${defaultValue === undefined ? '' : ` = ${printBicep(defaultValue)}`}\n`,
  ].join('\n');
}

function bicepResource({ symbol, type, apiVersion, name, parent, body }: DeployedResource): string {
  const members = { ...(parent !== undefined && { parent: new DeploymentExpression(parent.symbol) }), name, ...body };
  return `resource ${symbol} '${type}@${apiVersion}' = ${printBicep(members)}\n`;
}
