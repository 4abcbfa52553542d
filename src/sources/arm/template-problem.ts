import { message } from '../../messages/message.ts';
import { isBicepParamName } from '../../util/paths.ts';
import { schemaKind } from '../discover/sniff-kind.ts';
import { isJsonObject, property } from './expand/json-access.ts';
import type { JsonValue } from './json/json-value.ts';
import type { LocatedProblem } from './read-json-file.ts';

/** Why a file is not a template. */
export function templateProblem(file: string, json: JsonValue): LocatedProblem | undefined {
  const has = (name: string): boolean => isJsonObject(json) && property(json, name) !== undefined;
  const problem = (text: string): LocatedProblem => ({ code: 'not-a-template', message: text, location: { file } });
  if (!has('$schema') && has('id') && has('type')) return problem(message('error.resource-from-azure'));
  const schema = isJsonObject(json) ? property(json, '$schema') : undefined;
  const isOfParameters = typeof schema === 'string' && schemaKind(schema) === 'parameters' && !has('resources');
  if (isBicepParamName(file) || isOfParameters) return problem(message('error.parameters-as-template'));
  if (['resources', '$schema', 'predictedResources'].some(has)) return undefined;
  return problem(message('error.not-a-template'));
}
