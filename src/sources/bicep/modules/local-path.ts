import type { ReferenceProblem } from './reference-problem.ts';

/** Characters that a path of a module cannot hold on every platform (Bicep.IO/Abstraction/FilePathFacts.cs). */
const FORBIDDEN = /["*:<>?|]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds.
const CONTROL = /[\u0000-\u001f]/;
const FORBIDDEN_END = /[ .]$/;

/** A relative path as Bicep accepts it (Bicep.Core/SourceGraph/RelativePath.cs). */
export function localPath(path: string): { readonly kind: 'path'; readonly path: string } | ReferenceProblem {
  if (path === '') return { code: 'BCP050', message: 'The path is empty.' };
  if (path.startsWith('/') || /^[a-z]:/i.test(path))
    return { code: 'BCP051', message: 'The path is absolute. Write a path that is relative to this file.' };
  if (path.includes('\\'))
    return { code: 'BCP098', message: 'The path contains a backslash. Write "/" between folders.' };
  if (FORBIDDEN.test(path))
    return {
      code: 'BCP085',
      message: 'The path contains one of the characters " * : < > ? |, which no path may hold.',
    };
  if (CONTROL.test(path)) return { code: 'BCP111', message: 'The path contains control characters.' };
  if (FORBIDDEN_END.test(path)) return { code: 'BCP086', message: 'The path ends with a space or a point.' };
  return { kind: 'path', path };
}
