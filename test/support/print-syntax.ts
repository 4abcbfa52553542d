import type { BicepFile } from '../../src/sources/bicep/syntax/nodes.ts';
import { childrenOf, type SyntaxNode } from '../../src/sources/bicep/syntax/walk.ts';

interface Open {
  readonly end: number;
  readonly children: readonly SyntaxNode[];
  next: number;
}

/** The text of a file, put together from its nodes and from what stands between them: the text itself, for a sound tree. */
export function printSyntax(file: BicepFile): string {
  const parts: string[] = [];
  const open: Open[] = [{ end: file.end, children: file.declarations, next: 0 }];
  let at = file.start;
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const child = top.children[top.next];
    parts.push(file.text.slice(at, child?.start ?? top.end));
    at = child?.start ?? top.end;
    if (child === undefined) open.pop();
    else {
      top.next += 1;
      open.push({ end: child.end, children: childrenOf(child), next: 0 });
    }
  }
  return parts.join('');
}
