import { scanMembers, skipBlank, stringAt } from './json-scan.ts';
import { decodeText } from './sniff.ts';

const LONGEST_TYPE = 100;

/** Members that tell a document of Azure by themselves, in the order in which they are asked for. */
const BY_MEMBERS: readonly (readonly [names: readonly string[], what: string])[] = [
  [['policyrule'], 'a policy definition'],
  [['policydefinitions'], 'a policy initiative'],
  [['changes', 'status'], 'the answer to a what-if deployment'],
  [['view', 'definition'], 'the description of a user interface'],
  [['value'], 'a list as Azure answers it'],
  [['data', 'count'], 'the answer to a Resource Graph query'],
];

/** What a JSON file is that is neither a template nor a parameter file, in words for a note; undefined when it cannot be told. */
export function whatItIs(bytes: Buffer): string | undefined {
  const text = decodeText(bytes);
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
  if (texts.has('id') && /^[\w.-]+(?:\/[\w.-]+)+$/.test(type) && type.length <= LONGEST_TYPE)
    return `a resource of type ${type} as Azure shows it`;
  return BY_MEMBERS.find(([members]) => members.every((member) => names.has(member)))?.[1];
}
