import { expandTemplate } from '../../src/sources/arm/expand/expand-template.ts';
import { expandedJson } from '../../src/sources/arm/expanded-json.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';
import { parameterValues } from '../../src/sources/arm/parameter-file.ts';
import { isProblem, readJsonText } from '../../src/sources/arm/read-json-file.ts';
import { type Answer, failure } from './answer.ts';
import type { PutSetting } from './refusals.ts';

export type Body = Readonly<Record<string, unknown>>;

/** A diagnostic setting that a template writes, and the id of what it is attached to. */
export interface TemplateSetting extends PutSetting {
  readonly id: string;
  readonly target: string;
}

/** The body of a deployment: what of it decides. */
export interface DeploymentInput {
  readonly subscription: string;
  readonly location: string;
  readonly template: unknown;
  readonly parameters: unknown;
}

const MOST_RESOURCES = 800;
const MOST_BYTES = 4 * 1024 * 1024;
const DEPLOYMENT = /^microsoft\.resources\/deployments$/i;
const SETTING = /^microsoft\.insights\/diagnosticsettings$/i;

interface Expanded {
  readonly type: string;
  readonly id: unknown;
  readonly name: unknown;
  readonly scope: unknown;
  readonly properties: unknown;
}

/**
 * The settings that a template writes with its parameters, or how Azure Resource Manager refuses the whole of it. It is
 * expanded by the project's own expander. Resources of nested deployments count for the outer one, which is the stricter
 * of the two ways that Azure's documentation tells; only diagnostic settings and deployments are modelled.
 */
export function settingsOfTemplate(input: DeploymentInput): readonly TemplateSetting[] | Answer {
  const template = read(input.template);
  const values = parameterValues(read({ parameters: input.parameters ?? {} }), 'parameters.json') ?? new Map();
  const file = 'template.json';
  const target = { subscription: input.subscription, location: input.location };
  const expansion = expandTemplate({ file, template, values, target, deploymentKey: file });
  const { resources, errors, warnings, unknowns } = expandedJson(expansion, []);
  const error = errors[0] ?? warnings.find(({ code }) => code === 'parameter-value');
  if (error !== undefined) return invalid(`${error.message} (${error.location.path})`);
  const missing = unknowns.find(({ kind }) => kind === 'parameter');
  if (missing !== undefined) return invalid(`The value for the template parameter '${missing.name}' is not provided.`);
  const all = resources as unknown as readonly Expanded[];
  return tooMuch(all) ?? strange(all) ?? all.filter(({ type }) => SETTING.test(type)).map(settingOf);
}

/** Through JSON text, as it comes over the wire. */
function read(value: unknown): JsonValue {
  const found = readJsonText('deployment.json', Buffer.from(JSON.stringify(value ?? null)));
  if (isProblem(found)) throw new Error(found.message);
  return found.json;
}

function tooMuch(resources: readonly Expanded[]): Answer | undefined {
  if (resources.length > MOST_RESOURCES) {
    const counts = `Limit: ${MOST_RESOURCES} and actual: ${resources.length}`;
    return invalid(`The template resource count limit exceeded. ${counts}.`);
  }
  const bytes = Buffer.byteLength(JSON.stringify(resources));
  return bytes > MOST_BYTES ? invalid(`The expanded template has ${bytes} bytes, over ${MOST_BYTES}.`) : undefined;
}

function strange(resources: readonly Expanded[]): Answer | undefined {
  const other = resources.find(({ type }) => !SETTING.test(type) && !DEPLOYMENT.test(type));
  if (other !== undefined) return failure(501, 'NotModelled', `the test server deploys no ${other.type}`);
  const settings = resources.filter(({ type }) => SETTING.test(type));
  const vague = settings.find((one) => [one.id, one.name, one.scope].some((text) => typeof text !== 'string'));
  if (vague !== undefined) return invalid(`${JSON.stringify(vague.name)} cannot be evaluated`);
  const ids = settings.map(({ id }) => String(id).toLowerCase());
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  return twice === undefined ? undefined : invalid(`The resource '${twice}' is defined multiple times in a template.`);
}

function settingOf({ id, name, scope, properties }: Expanded): TemplateSetting {
  return { id: String(id), target: String(scope), name: String(name), properties };
}

function invalid(message: string): Answer {
  return failure(400, 'InvalidTemplate', `Deployment template validation failed: '${message}'`);
}
