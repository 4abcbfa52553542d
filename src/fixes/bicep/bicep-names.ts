import type { BicepFile } from '../../sources/bicep/syntax/nodes.ts';
import { walk } from '../../sources/bicep/syntax/walk.ts';

/** All names that a file declares or uses, in lower case: one of them might come to mean something else. */
export function namesIn(file: BicepFile): ReadonlySet<string> {
  const names = new Set<string>();
  walk(file, (node) => {
    if (node.kind === 'identifier' || node.kind === 'name' || node.kind === 'typeName')
      names.add(node.name.toLowerCase());
    return undefined;
  });
  return names;
}
