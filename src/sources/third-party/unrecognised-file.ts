import { isObject, type ParsedObject } from '../azure/decode/json-object.ts';
import { ownProperty } from '../saved-scan/json-guards.ts';
import { getIgnoringCase } from './property-names.ts';
import { containsTruncated, TRUNCATED_BY_POWERSHELL } from './truncated-values.ts';

const ACCEPTED_HINT = 'give the JSON of `az acr list` and of `az monitor diagnostic-settings list`';

/** What a file is instead of an export, and what to provide. */
export function describeUnrecognised(values: readonly unknown[]): string {
  const [value] = values;
  if (containsTruncated(value)) return TRUNCATED_BY_POWERSHELL;
  const what = describeValue(value);
  return what === undefined ? `unrecognised format: ${ACCEPTED_HINT}` : `${what}: ${ACCEPTED_HINT}`;
}

function describeValue(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((item) => typeof item === 'string')) return 'a list of strings, not resources';
    return undefined;
  }
  if (!isObject(value)) return undefined;
  if (Object.keys(value).length === 0) return 'an empty object';
  return describeBySchema(ownProperty(value, '$schema')) ?? describeByProperties(value);
}

function describeBySchema(schema: unknown): string | undefined {
  if (typeof schema !== 'string') return undefined;
  if (/deploymentTemplate\.json/i.test(schema)) return 'a template, which `acraudit lint` reads';
  if (/deploymentParameters\.json/i.test(schema)) return 'the parameter file of a template';
  return /sarif/i.test(schema) ? 'a SARIF report' : undefined;
}

function describeByProperties(value: ParsedObject): string | undefined {
  const error = getIgnoringCase(value, 'error');
  if (isObject(error) && typeof error.code === 'string') return 'an error response of Azure';
  if (Array.isArray(ownProperty(value, 'results')) && isObject(ownProperty(value, 'summary')))
    return 'results of acraudit';
  return undefined;
}
