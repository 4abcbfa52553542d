/* Parts of the schemas of answers. */

export const text = { type: 'string' };
export const filled = { type: 'string', minLength: 1 };
export const nullableText = { type: ['string', 'null'] };
export const texts = { type: 'array', items: text };
export const guid = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' };
export const wholeNumber = { type: 'integer', minimum: 0 };
export const boolean = { type: 'boolean' };

export const link = { type: ['string', 'null'], pattern: '^https://' };
/** A pattern of a text in any letter case: Azure spells types and `resourceGroups` in several ways. */
function anyCase(plain: string): string {
  return plain
    .replaceAll(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`)
    .replaceAll('.', '\\.');
}

const GROUP = `/subscriptions/[^/]+/${anyCase('resourceGroups')}/[^/]+`;

export const REGISTRY_PATH = `^${GROUP}/providers/${anyCase('Microsoft.ContainerRegistry/registries')}/[^/]+`;

/** An object with these members, and no others unless it is `open`. */
export function object(
  required: Record<string, unknown>,
  optional: Record<string, unknown> = {},
  open = false,
): object {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: open,
  };
}

export function listOf(item: object): object {
  return { type: 'array', items: item };
}

/** A page of a list. */
export function list(item: object): object {
  return object({ value: listOf(item) }, { nextLink: link });
}

/** The id of a resource in a resource group: its type, and what comes after its name. */
export function idOf(type: string, after = ''): object {
  return { type: 'string', pattern: `^${GROUP}/providers/${anyCase(type)}/[^/]+${after}$` };
}
