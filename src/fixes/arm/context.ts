import type { Path } from '../../util/location.ts';
import { findKey } from '../../value/value.ts';
import type { Json } from './print-json.ts';

export type JsonObject = { readonly [key: string]: Json };

/** A template, or one nested in it, that a resource stands in. */
export interface TemplateLevel {
  /** Where the template's object stands in the file. */
  readonly path: Path;
  readonly template: JsonObject;
  /** The deployment resource that it is the template of; absent for the root. */
  readonly deployment?: { readonly path: Path; readonly json: JsonObject };
  /** Whether its expressions see its own parameters; with outer scope they see those of the template around it. */
  readonly isInner: boolean;
}

/** A resource of a file, with what stands around it. */
export interface ResourceContext {
  readonly file: string;
  readonly path: Path;
  readonly json: JsonObject;
  /** The array or object it stands in. */
  readonly sectionPath: Path;
  readonly section: Json;
  /** Its symbolic name, where it has one. */
  readonly symbolicName?: string;
  /** From the root to the template it stands in. */
  readonly levels: readonly TemplateLevel[];
  /** It is a child inside another resource. */
  readonly isChild: boolean;
}

export function isJsonObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** A member of an object by its exact name, or in any letter case. */
export function at(json: Json | undefined, ...names: readonly string[]): Json | undefined {
  let value = json;
  for (const name of names) {
    const key = isJsonObject(value) ? findKey(value, name) : undefined;
    if (key === undefined) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

/** A text member, for what has to be a text. */
export function textAt(json: Json | undefined, ...names: readonly string[]): string | undefined {
  const value = at(json, ...names);
  return typeof value === 'string' ? value : undefined;
}

/** The value that a path leads to. */
export function valueAt(json: Json, path: Path): Json | undefined {
  let value: Json | undefined = json;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? (value[step] as Json | undefined) : undefined;
    else value = at(value, step);
  }
  return value;
}

/** What stands around the resource at a path; undefined when the path leads to no resource of a template in this file. */
export function resourceContext(file: string, root: Json, path: Path): ResourceContext | undefined {
  if (!isJsonObject(root)) return undefined;
  const levels: TemplateLevel[] = [{ path: [], template: root, isInner: true }];
  let from = 0;
  for (;;) {
    const sectionPath = path.slice(0, from + 1);
    const resourcePath = path.slice(0, from + 2);
    const json = valueAt(root, resourcePath);
    if (String(path[from]).toLowerCase() !== 'resources' || !isJsonObject(json)) return undefined;
    const rest = path.slice(from + 2);
    const key = path[from + 1];
    if (rest.length === 0 || String(rest[0]).toLowerCase() === 'resources') {
      const isChild = rest.length > 0;
      const own = isChild ? valueAt(root, path) : json;
      if (!isJsonObject(own)) return undefined;
      return {
        file,
        path,
        json: own,
        sectionPath: isChild ? path.slice(0, -1) : sectionPath,
        section: valueAt(root, isChild ? path.slice(0, -1) : sectionPath) ?? null,
        ...(typeof key === 'string' && !isChild && { symbolicName: key }),
        levels,
        isChild,
      };
    }
    const nested = nestedLevel(root, json, resourcePath, rest);
    if (nested === undefined) return undefined;
    levels.push(nested);
    from += 4;
  }
}

function nestedLevel(root: Json, json: JsonObject, path: Path, rest: Path): TemplateLevel | undefined {
  const [first, second] = rest.map((step) => String(step).toLowerCase());
  const templatePath = [...path, ...rest.slice(0, 2)];
  const template = valueAt(root, templatePath);
  if (first !== 'properties' || second !== 'template' || !isJsonObject(template)) return undefined;
  const scope = textAt(json, 'properties', 'expressionEvaluationOptions', 'scope');
  return { path: templatePath, template, deployment: { path, json }, isInner: scope?.toLowerCase() === 'inner' };
}

/** The template whose parameters and variables a resource's expressions see. */
export function frameLevel({ levels }: ResourceContext): TemplateLevel {
  return levels.findLast(({ isInner }) => isInner) ?? (levels[0] as TemplateLevel);
}

/** Whether Bicep made the file, or the nested template that the resource stands in. */
export function isGenerated({ levels }: ResourceContext): boolean {
  return levels.some(({ template }) => at(template, 'metadata', '_generator') !== undefined);
}

/** Every resource written in one section, with children, and its path. */
export function resourcesIn(
  section: Json,
  path: Path,
): readonly { readonly json: JsonObject; readonly path: Path; readonly symbolicName?: string }[] {
  if (section === null || typeof section !== 'object') return [];
  const entries: readonly (readonly [string | number, Json])[] = Array.isArray(section)
    ? [...section.entries()]
    : Object.entries(section);
  return entries.flatMap(([key, json]) => {
    if (!isJsonObject(json)) return [];
    const own = { json, path: [...path, key], ...(typeof key === 'string' && { symbolicName: key }) };
    const children = at(json, 'resources');
    return [own, ...(children === undefined ? [] : resourcesIn(children, [...path, key, 'resources']))];
  });
}
