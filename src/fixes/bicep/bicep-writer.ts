import type { BicepFile } from '../../sources/bicep/syntax/nodes.ts';
import { parseBicep } from '../../sources/bicep/syntax/parse-bicep.ts';
import type { Path } from '../../util/location.ts';
import type { TemplateWriter } from '../arm/fix-plan.ts';
import type { BicepTexts } from '../arm/plan-input.ts';
import { isJsonObject, memberAt, type ResourceContext } from '../arm/resource-context.ts';
import { destinationInBicepFile } from './bicep-destination.ts';
import { namesIn } from './bicep-names.ts';
import { declarationAt, type NamedDeclaration } from './bicep-place.ts';
import { ownPlace } from './own-file.ts';

/** What Bicep files say besides the template that they make; `root` is the file that makes the whole template. */
export function bicepWriter(root: string, texts: BicepTexts): TemplateWriter {
  return {
    addSetting: ({ path }, setting) => [{ kind: 'setting', path, setting }],
    destination: (context) => {
      const { file, declaration } = written(context.path, root, texts) ?? {};
      const value = declaration?.kind === 'resource' || declaration?.kind === 'module' ? declaration.value : undefined;
      const guarded = value?.kind === 'for' ? value.body : value;
      const condition = guarded?.kind === 'if' ? guarded.condition : undefined;
      return file && destinationInBicepFile(file, condition && file.text.slice(condition.start, condition.end));
    },
    reservedNames: (context) => new Set(filesOf(context, root, texts).flatMap((file) => [...namesOf(file, texts)])),
    moduleAt: (path) => written(path, root, texts)?.declaration?.name.name,
  };
}

/** The file that makes a resource, and its declaration there. */
function written(
  path: Path,
  root: string,
  texts: BicepTexts,
): { readonly file: BicepFile; readonly declaration: NamedDeclaration | undefined } | undefined {
  const own = ownPlace(path, root, texts);
  const document = own && texts.loweredText(own.file);
  if (own === undefined || document === undefined) return undefined;
  const file = parseBicep(document.text, 'template');
  return { file, declaration: declarationAt(document, file, own.path) };
}

/** The files of the templates that a resource is in. */
function filesOf({ levels }: ResourceContext, root: string, texts: BicepTexts): readonly string[] {
  return levels.map(({ template, deployment }) => (deployment === undefined ? root : (texts.fileOf(template) ?? root)));
}

/** Names that a file has for something else than parameters. */
function namesOf(name: string, { loweredText }: BicepTexts): readonly string[] {
  const document = loweredText(name);
  if (document === undefined) return [];
  const section = memberAt(document.json as never, 'parameters');
  const parameters = new Set(Object.keys(isJsonObject(section) ? section : {}).map((one) => one.toLowerCase()));
  return [...namesIn(parseBicep(document.text, 'template'))].filter((one) => !parameters.has(one));
}
