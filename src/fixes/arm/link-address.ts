import { type Expression, isExpression, parseExpression } from '../../sources/arm/expression/parse-expression.ts';
import { isFault } from '../../value/value.ts';
import { memberAt, type TemplateObject } from './resource-context.ts';

/** Stands in an address for what is not known. */
const UNKNOWN = '\0';
const MAX_DEPTH = 8;
const MAX_ADDRESSES = 64;

/** The name of a JSON file at the end of an address, or what is known of it; a token may follow. */
const NAME = /([^/\0{}]*\.jsonc?)(?=[\0?#]|$)/gi;

/** Whether the address of a link may be that of a file of this name, as far as its expression shows. */
export function mayBeAddressOf(name: string, link: string, variables: TemplateObject): boolean {
  // A template spec is deployed from Azure.
  if (/templatespecs/i.test(link)) return false;
  return addressesOf(link, variables, 0).some((address) => {
    const last = [...address.matchAll(NAME)].at(-1);
    const [known = ''] = last ?? [];
    const isWhole = last !== undefined && (last.index === 0 || address[last.index - 1] === '/');
    return isWhole ? name.toLowerCase() === known.toLowerCase() : name.toLowerCase().endsWith(known.toLowerCase());
  });
}

function addressesOf(text: string, variables: TemplateObject, depth: number): readonly string[] {
  if (!isExpression(text)) return [text];
  const parsed = parseExpression(text);
  return isFault(parsed) || depth > MAX_DEPTH ? [UNKNOWN] : textsOf(parsed, variables, depth);
}

function textsOf(expression: Expression, variables: TemplateObject, depth: number): readonly string[] {
  if (expression.kind === 'literal') return [String(expression.value)];
  if (expression.kind === 'access') return [UNKNOWN];
  const { name, args } = expression;
  const own = (part: Expression): readonly string[] => textsOf(part, variables, depth);
  const [first] = args;
  switch (name) {
    case 'concat':
      return joined(args.map(own), '');
    case 'uri':
      return joined(args.map(own), '/');
    case 'if':
      return args.slice(1).flatMap(own);
    case 'variables':
      return first?.kind === 'literal' ? variableTexts(String(first.value), variables, depth) : [UNKNOWN];
    case 'format':
      return first === undefined ? [UNKNOWN] : own(first).map((text) => text.replaceAll(/\{[^}]*\}/g, UNKNOWN));
    default:
      return [UNKNOWN];
  }
}

function variableTexts(name: string, variables: TemplateObject, depth: number): readonly string[] {
  const value = memberAt(variables, name);
  return typeof value === 'string' ? addressesOf(value, variables, depth + 1) : [UNKNOWN];
}

/** Every way to join one text of each part. */
function joined(parts: readonly (readonly string[])[], separator: string): readonly string[] {
  return parts.reduce(
    (texts, part) => {
      const longer = texts.flatMap((text) => part.map((more) => (text === '' ? more : `${text}${separator}${more}`)));
      return longer.length > MAX_ADDRESSES ? [UNKNOWN] : longer;
    },
    [''],
  );
}
