import { REGISTRY_TYPE, typePattern } from '../../model/azure/resource-types.ts';
/** A registry that a Bicep file declares. */
export interface BicepDeclaration {
  readonly file: string;
  readonly name: string;
}

const REGISTRY_RESOURCE = new RegExp(
  String.raw`^[ \t]*resource[ \t]+([A-Za-z_]\w*)[ \t]+'${typePattern(REGISTRY_TYPE)}@[^']*'[ \t]*(existing)?`,
  'gim',
);
const LOCAL_MODULE = /^[ \t]*module[ \t]+[A-Za-z_]\w*[ \t]+'(?!br[:/]|ts[:/])([^'$]+\.bicep)'/gim;

/** Names of the registries that a Bicep file declares and deploys. */
export function declaredRegistries(text: string): readonly string[] {
  return [...withoutComments(text).matchAll(REGISTRY_RESOURCE)].flatMap(([, name = '', existing]) =>
    existing === undefined ? [name] : [],
  );
}

/** Relative paths of the modules that a Bicep file uses. */
export function calledModules(text: string): readonly string[] {
  return [...withoutComments(text).matchAll(LOCAL_MODULE)].map(([, path = '']) => path);
}

/** Removes comments; `//` counts only after white space, so that URLs in strings stay. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}

const MAX_FILES = 50;

/** Every registry declared in a Bicep file, with `modules` also in the files it uses; `read` returns undefined for unreadable files. */
export function declarationsIn(
  file: string,
  includeModules: boolean,
  read: (file: string) => string | undefined,
  resolve: (from: string, path: string) => string,
): readonly BicepDeclaration[] {
  const pending = [file];
  const seen = new Set<string>();
  const found: BicepDeclaration[] = [];
  for (let next = pending.shift(); next !== undefined && seen.size < MAX_FILES; next = pending.shift()) {
    const current = next;
    if (seen.has(current)) continue;
    seen.add(current);
    const text = read(current);
    if (text === undefined) continue;
    found.push(...declaredRegistries(text).map((name) => ({ file: current, name })));
    if (includeModules) pending.push(...calledModules(text).map((path) => resolve(current, path)));
  }
  return found;
}
