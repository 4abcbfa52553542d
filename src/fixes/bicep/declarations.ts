import { REGISTRY_TYPE, typePattern } from '../../model/azure/resource-types.ts';
/** A registry that a Bicep file declares. */
export interface BicepDeclaration {
  readonly file: string;
  readonly name: string;
}

const RESOURCE = new RegExp(
  String.raw`^[ \t]*resource[ \t]+([A-Za-z_]\w*)[ \t]+'${typePattern(REGISTRY_TYPE)}@[^']*'[ \t]*(existing)?`,
  'gim',
);
const MODULE = /^[ \t]*module[ \t]+[A-Za-z_]\w*[ \t]+'(?!br[:/]|ts[:/])([^'$]+\.bicep)'/gim;

/** Names of the registries that a Bicep text declares and deploys. */
export function declaredRegistries(text: string): readonly string[] {
  return [...withoutComments(text).matchAll(RESOURCE)].flatMap(([, name = '', existing]) =>
    existing === undefined ? [name] : [],
  );
}

/** Relative paths of the modules that a Bicep text calls. */
export function calledModules(text: string): readonly string[] {
  return [...withoutComments(text).matchAll(MODULE)].map(([, path = '']) => path);
}

/** Comments become nothing; a text in quotes that looks like one stays, since only `//` after white space counts. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}

const MOST_FILES = 50;

/** Every registry declared in a Bicep file, and with `modules` in the files it calls; `read` gives none for what is out of reach. */
export function registriesOf(
  file: string,
  modules: boolean,
  read: (file: string) => string | undefined,
  resolve: (from: string, path: string) => string,
): readonly BicepDeclaration[] {
  const open = [file];
  const seen = new Set<string>();
  const found: BicepDeclaration[] = [];
  for (let next = open.shift(); next !== undefined && seen.size < MOST_FILES; next = open.shift()) {
    const current = next;
    if (seen.has(current)) continue;
    seen.add(current);
    const text = read(current);
    if (text === undefined) continue;
    found.push(...declaredRegistries(text).map((name) => ({ file: current, name })));
    if (modules) open.push(...calledModules(text).map((path) => resolve(current, path)));
  }
  return found;
}
