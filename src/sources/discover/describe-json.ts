import { scanMembers, skipBlank, stringAt } from './json-scan.ts';
import { decodeLeniently } from './sniff-kind.ts';

const MAX_TYPE_LENGTH = 100;

/** Properties that identify a kind of Azure document, in order of precedence. */
const BY_MEMBERS: readonly (readonly [names: readonly string[], what: string])[] = [
  [['policyrule'], 'a policy definition'],
  [['policydefinitions'], 'a policy initiative'],
  [['changes', 'status'], 'the response of a what-if deployment'],
  [['view', 'definition'], 'the description of a user interface'],
  [['value'], 'a list as returned by Azure'],
  [['data', 'count'], 'the response of a Resource Graph query'],
];

/** Describes a JSON file that is neither a template nor a parameter file; undefined when it is not recognised. */
export function describeJson(bytes: Buffer): string | undefined {
  const text = decodeLeniently(bytes);
  if (text[skipBlank(text, 0)] === '[') return 'a list';
  const names = new Set<string>();
  const texts = new Map<string, string>();
  const end = scanMembers(text, 0, (key, value) => {
    const name = key.toLowerCase();
    names.add(name);
    const found = stringAt(text, value);
    if (found !== undefined && ['id', 'type', '$schema'].includes(name)) texts.set(name, found);
    return 'go';
  });
  if (end === 'broken') return undefined;
  const schema = texts.get('$schema') ?? '';
  if (/createuidefinition/i.test(schema)) return 'the description of a user interface (createUiDefinition)';
  const type = texts.get('type') ?? '';
  if (texts.has('id') && /^[\w.-]+(?:\/[\w.-]+)+$/.test(type) && type.length <= MAX_TYPE_LENGTH)
    return `a resource of type ${type} as returned by Azure`;
  return BY_MEMBERS.find(([members]) => members.every((member) => names.has(member)))?.[1];
}
