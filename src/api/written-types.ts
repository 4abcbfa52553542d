import { isJsonObject, property } from '../sources/arm/expand/json-access.ts';
import type { JsonValue } from '../sources/arm/json/json-value.ts';

/*
 * A secure parameter whose type only Azure's index of types tells has the type `secure` in what is evaluated, which takes any value.
 * Resource Manager has no such type (https://learn.microsoft.com/azure/azure-resource-manager/templates/data-types#secure-strings-and-objects).
 */

const SECURE = 'secure';
/** Sections of a template whose members are types. */
const TYPED = new Set(['parameters', 'outputs', 'definitions']);
/** Members of a type that are values. */
const VALUES = new Set(['defaultValue', 'value', 'allowedValues', 'metadata', 'copy']);

/** A template with types that Resource Manager takes: a default value tells, else what the property of the resource is called. */
export function withWrittenTypes(template: JsonValue): JsonValue {
  return mapMembers(template, (section, name) => {
    if (TYPED.has(name)) return mapMembers(section, writtenType);
    return name === 'resources' ? mapMembers(section, withModule) : section;
  });
}

function withModule(resource: JsonValue): JsonValue {
  if (property(property(resource, 'properties'), 'template') === undefined) return resource;
  return mapMembers(resource, (part, name) =>
    name === 'properties' ? mapMembers(part, (one, key) => (key === 'template' ? withWrittenTypes(one) : one)) : part,
  );
}

function writtenType(type: JsonValue): JsonValue {
  const written = mapMembers(type, (member, name) => (VALUES.has(name) ? member : writtenType(member)));
  if (!isJsonObject(written) || property(written, 'type') !== SECURE) return written;
  return { ...written, type: secureTypeOf(written) };
}

const SECRET_TEXT = /(?:password|passphrase|secret|key|token|string|certificate|credential|pin|code|value|data)$/i;

function secureTypeOf(type: JsonValue): 'securestring' | 'secureObject' {
  const given = property(type, 'defaultValue');
  if (given !== undefined) return isJsonObject(given) ? 'secureObject' : 'securestring';
  const derived = property(property(type, 'metadata'), '__bicep_resource_derived_type!');
  const source = typeof derived === 'string' ? derived : property(derived, 'source');
  return typeof source === 'string' && SECRET_TEXT.test(source) ? 'securestring' : 'secureObject';
}

/** Members of an object or array, each replaced; anything else as it is. */
function mapMembers(value: JsonValue | undefined, replace: (member: JsonValue, name: string) => JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((member) => replace(member, ''));
  if (!isJsonObject(value)) return value ?? null;
  const result: Record<string, JsonValue> = Object.create(null);
  for (const [name, member] of Object.entries(value)) result[name] = replace(member ?? null, name);
  return result;
}
