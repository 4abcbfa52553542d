import { isObject, type JsonObject } from '../azure/decode/json-object.ts';
import { own } from '../saved-scan/shape.ts';
import { CUT, holdsCut } from './cut.ts';
import { anyCase } from './members.ts';

const COLLECT = 'give the JSON of `az acr list` and of `az monitor diagnostic-settings list`';

/** What a file is that is no export, and what to give instead. */
export function whatItIs(values: readonly unknown[]): string {
  const [value] = values;
  if (holdsCut(value)) return CUT;
  const what = kindOf(value);
  return what === undefined ? `of no format that can be read: ${COLLECT}` : `${what}: ${COLLECT}`;
}

function kindOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((item) => typeof item === 'string')) return 'a list of texts, no resources';
    return undefined;
  }
  if (!isObject(value)) return undefined;
  if (Object.keys(value).length === 0) return 'an empty object';
  return ofSchema(own(value, '$schema')) ?? ofMembers(value);
}

function ofSchema(schema: unknown): string | undefined {
  if (typeof schema !== 'string') return undefined;
  if (/deploymentTemplate\.json/i.test(schema)) return 'a template, which `acraudit lint` reads';
  if (/deploymentParameters\.json/i.test(schema)) return 'the parameter file of a template';
  return /sarif/i.test(schema) ? 'a SARIF report' : undefined;
}

function ofMembers(value: JsonObject): string | undefined {
  const error = anyCase(value, 'error');
  if (isObject(error) && typeof error.code === 'string') return 'an error that Azure answered';
  if (Array.isArray(own(value, 'results')) && isObject(own(value, 'summary'))) return 'results of acraudit';
  return undefined;
}
