import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One import of a module, as it is written. */
export interface Import {
  /** A path from the package's folder for a relative import, the specifier as written for any other. */
  readonly target: string;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
  /** `import('…')`: loaded when asked for. */
  readonly dynamic: boolean;
}

/** Text by path from the package's folder, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

export const PACKAGE_ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The TypeScript and JSON files under folders of the package. */
export function readSources(...folders: readonly string[]): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(join(PACKAGE_ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      posix.join(folder, file.replaceAll('\\', '/')),
    ),
  );
  return new Map(
    files
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => [file, readFileSync(join(PACKAGE_ROOT, file), 'utf8')]),
  );
}

const TOKENS = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** The text without comments; texts in quotes stay. Regular expressions that hold quotes or slashes are not told apart. */
export function withoutComments(text: string): string {
  return text.replaceAll(TOKENS, (token) => (token.startsWith('/') ? ' ' : token));
}

const STATIC = /(?:^|[;}\n])\s*(import|export)\s+(type\s+)?(?:([\w$*{}\s,]+?)\s+from\s+)?(['"])([^'"\n]+)\4/g;
const DYNAMIC = /(typeof\s+)?\bimport\s*\(\s*(?:(['"])([^'"\n]+)\2)?/g;

/** Every import of a file. One whose target is computed has the target `(computed)`. */
export function importsOf(file: string, text: string): Import[] {
  const code = withoutComments(text);
  const found: Import[] = [];
  for (const [, , type, names = '', , specifier = ''] of code.matchAll(STATIC)) {
    found.push({ target: resolve(file, specifier), typeOnly: type !== undefined || allTypes(names), dynamic: false });
  }
  for (const [, type, , specifier] of code.matchAll(DYNAMIC)) {
    const target = specifier === undefined ? '(computed)' : resolve(file, specifier);
    found.push({ target, typeOnly: type !== undefined, dynamic: true });
  }
  return found;
}

/** Whether `{ type A, type B }` names types alone. */
function allTypes(names: string): boolean {
  const inside = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  const parts = inside?.split(',').map((part) => part.trim());
  return parts?.filter((part) => part !== '').every((part) => part.startsWith('type ')) ?? false;
}

function resolve(file: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier;
}

/** What is loaded when the entries are: every target reached by imports that are left at run time. */
export function loadedFrom(entries: readonly string[], sources: Sources, follow: { dynamic: boolean }): Set<string> {
  const reached = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const { target, typeOnly, dynamic } of importsOf(file, sources.get(file) ?? '')) {
      if (!typeOnly && (follow.dynamic || !dynamic)) open.push(target);
    }
  }
  return reached;
}
