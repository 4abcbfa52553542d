import type { OptionSchema, OptionValue } from '../engine/options.ts';
import { nearest } from '../util/nearest.ts';
import { quote } from './config-problems.ts';

/** Something a person set an option to: text of a flag, or a value of the configuration file. */
type Written = unknown;

/** The value of an option as the rule knows it, or the sentence that says why it cannot be set to that. */
export type OptionResult = { readonly found: OptionValue } | { readonly problem: string };

/** Checks a value of the configuration file against the JSON Schema of an option, called `name` in messages. */
export function optionValue(value: Written, schema: OptionSchema, name: string): OptionResult {
  const found = matching(value, schema);
  if (found !== undefined) return { found };
  const isText = 'enum' in schema || schema.type === 'string';
  if (isText && (typeof value === 'number' || typeof value === 'boolean'))
    return { problem: `${name} must be text; put it in quotes` };
  const near = 'enum' in schema ? nearest(String(value), schema.enum) : undefined;
  const help = near === undefined ? '' : `; did you mean ${quote(near)}?`;
  const shown = typeof value === 'string' ? quote(value) : quote(JSON.stringify(value));
  return { problem: `${name} cannot be ${shown}: it is ${allowed(schema)}${help}` };
}

/** The same for the text of a flag; lists are separated by commas. */
export function optionFromText(text: string, schema: OptionSchema, name: string): OptionResult {
  return optionValue(fromText(text, schema), schema, name);
}

function fromText(text: string, schema: OptionSchema): Written {
  if ('enum' in schema || schema.type === 'string') return text;
  if (schema.type === 'array') return text === '' ? [] : text.split(',').map((item) => item.trim());
  if (schema.type === 'boolean') return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function matching(value: Written, schema: OptionSchema): OptionValue | undefined {
  if ('enum' in schema) {
    return typeof value === 'string' ? schema.enum.find((one) => one.toLowerCase() === value.toLowerCase()) : undefined;
  }
  if (schema.type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (schema.type === 'array') {
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  }
  if (schema.type === 'integer') {
    const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema;
    return Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum
      ? Number(value)
      : undefined;
  }
  const { pattern, maxLength = Number.POSITIVE_INFINITY } = schema;
  const fits = typeof value === 'string' && value.length <= maxLength;
  return fits && (pattern === undefined || new RegExp(pattern, 'u').test(value)) ? value : undefined;
}

function allowed(schema: OptionSchema): string {
  if ('enum' in schema) return `one of ${schema.enum.join(', ')}`;
  if (schema.type === 'boolean') return 'true or false';
  if (schema.type === 'array') return 'a list of texts';
  if (schema.type === 'string') return schema.pattern === undefined ? 'text' : `text that matches ${schema.pattern}`;
  const { minimum, maximum } = schema;
  if (minimum === undefined) return maximum === undefined ? 'a whole number' : `a whole number of at most ${maximum}`;
  return maximum === undefined
    ? `a whole number of at least ${minimum}`
    : `a whole number from ${minimum} to ${maximum}`;
}
