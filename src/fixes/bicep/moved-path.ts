import { parseBicep } from '../../sources/bicep/syntax/parse-bicep.ts';
import type { Path } from '../../util/location.ts';
import type { BicepTexts } from '../arm/plan-input.ts';
import { declarationAt, declarationOf, keyOfDeclaration } from './bicep-place.ts';

/**
 * The path of a resource after edits of its file: settings that were added before it move it in the list of resources, and a
 * parameter that is no longer nullable makes the list of what was an object.
 */
export function movedPath(path: Path, file: string, before: BicepTexts | undefined, now: BicepTexts): Path {
  const [old, changed] = [before?.loweredText(file), now.loweredText(file)];
  if (old === undefined || changed === undefined || old.text === changed.text) return path;
  const syntax = parseBicep(old.text, old.kind);
  const declared = declarationAt(old, syntax, path);
  const moved = declared && declarationOf(parseBicep(changed.text, changed.kind), keyOfDeclaration(syntax, declared));
  if (moved === undefined) return path;
  const { resources } = changed.json;
  const keys = Array.isArray(resources) ? [...resources.keys()] : Object.keys(resources ?? {});
  const key = keys.find((one) => changed.spanOf(['resources', one])?.start === moved.start);
  return key === undefined ? path : ['resources', key, ...path.slice(2)];
}
