import type { Path } from '../../util/location.ts';
import { findKey } from '../../value/value.ts';
import type { TemplateJson } from './print-json.ts';

export type TemplateObject = { readonly [key: string]: TemplateJson };

/** The deployment of a nested template. */
export interface CallingDeployment {
  readonly path: Path;
  readonly json: TemplateObject;
  /** The symbolic name of the module call, where the source of the template has one. */
  readonly module?: string;
}

/** The symbolic name of the module call that makes the deployment at a path. */
export type ModuleNameAt = (path: Path) => string | undefined;

/** A template, root or nested, that contains a resource. */
export interface TemplateLevel {
  /** The path of the template in the file. */
  readonly path: Path;
  readonly template: TemplateObject;
  /** The deployment resource that contains it; absent for the root. */
  readonly deployment?: CallingDeployment;
  /** Whether its expressions see its own parameters; with outer scope they see those of the template around it. */
  readonly isInner: boolean;
}

/** A resource of a file, with the templates that contain it. */
export interface ResourceContext {
  readonly file: string;
  readonly path: Path;
  readonly json: TemplateObject;
  /** The array or object that contains it. */
  readonly sectionPath: Path;
  readonly section: TemplateJson;
  /** Its symbolic name, where it has one. */
  readonly symbolicName?: string;
  /** From the root to the template that contains it. */
  readonly levels: readonly TemplateLevel[];
  /** It is a child inside another resource. */
  readonly isChild: boolean;
}

export function isJsonObject(json: TemplateJson | undefined): json is TemplateObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** A member of an object by its exact name, or in any letter case. */
export function memberAt(json: TemplateJson | undefined, ...names: readonly string[]): TemplateJson | undefined {
  let value = json;
  for (const name of names) {
    const key = isJsonObject(value) ? findKey(value, name) : undefined;
    if (key === undefined) return undefined;
    value = (value as TemplateObject)[key];
  }
  return value;
}

/** A string member; undefined for any other type. */
export function stringAt(json: TemplateJson | undefined, ...names: readonly string[]): string | undefined {
  const value = memberAt(json, ...names);
  return typeof value === 'string' ? value : undefined;
}

/** The value that a path leads to. */
export function jsonAt(json: TemplateJson, path: Path): TemplateJson | undefined {
  let value: TemplateJson | undefined = json;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? (value[step] as TemplateJson | undefined) : undefined;
    else value = memberAt(value, step);
  }
  return value;
}

/** The context of the resource at a path; undefined when there is no resource of a template in this file. */
export function resourceContext(
  file: string,
  root: TemplateJson,
  path: Path,
  moduleAt?: ModuleNameAt,
): ResourceContext | undefined {
  if (!isJsonObject(root)) return undefined;
  const levels: TemplateLevel[] = [{ path: [], template: root, isInner: true }];
  let from = 0;
  for (;;) {
    const sectionPath = path.slice(0, from + 1);
    const resourcePath = path.slice(0, from + 2);
    const json = jsonAt(root, resourcePath);
    if (String(path[from]).toLowerCase() !== 'resources' || !isJsonObject(json)) return undefined;
    const rest = path.slice(from + 2);
    const key = path[from + 1];
    if (rest.length === 0 || String(rest[0]).toLowerCase() === 'resources') {
      const isChild = rest.length > 0;
      const own = isChild ? jsonAt(root, path) : json;
      if (!isJsonObject(own)) return undefined;
      return {
        file,
        path,
        json: own,
        sectionPath: isChild ? path.slice(0, -1) : sectionPath,
        section: jsonAt(root, isChild ? path.slice(0, -1) : sectionPath) ?? null,
        ...(typeof key === 'string' && !isChild && { symbolicName: key }),
        levels,
        isChild,
      };
    }
    const nested = nestedLevel(root, json, resourcePath, rest, moduleAt?.(resourcePath));
    if (nested === undefined) return undefined;
    levels.push(nested);
    from += 4;
  }
}

function nestedLevel(
  root: TemplateJson,
  json: TemplateObject,
  path: Path,
  rest: Path,
  module: string | undefined,
): TemplateLevel | undefined {
  const [first, second] = rest.map((step) => String(step).toLowerCase());
  const templatePath = [...path, ...rest.slice(0, 2)];
  const template = jsonAt(root, templatePath);
  if (first !== 'properties' || second !== 'template' || !isJsonObject(template)) return undefined;
  const scope = stringAt(json, 'properties', 'expressionEvaluationOptions', 'scope');
  const deployment = { path, json, ...(module !== undefined && { module }) };
  return { path: templatePath, template, deployment, isInner: scope?.toLowerCase() === 'inner' };
}

/** The template whose parameters and variables a resource's expressions see. */
export function scopeLevel({ levels }: ResourceContext): TemplateLevel {
  return levels.findLast(({ isInner }) => isInner) ?? (levels[0] as TemplateLevel);
}

/** Whether Bicep generated the file, or a nested template that contains the resource. */
export function isGeneratedByBicep({ levels }: ResourceContext): boolean {
  return levels.some(({ template }) => memberAt(template, 'metadata', '_generator') !== undefined);
}

/** Every resource written in one section, with children, and its path. */
export function resourcesIn(
  section: TemplateJson,
  path: Path,
): readonly { readonly json: TemplateObject; readonly path: Path; readonly symbolicName?: string }[] {
  if (section === null || typeof section !== 'object') return [];
  const entries: readonly (readonly [string | number, TemplateJson])[] = Array.isArray(section)
    ? [...section.entries()]
    : Object.entries(section);
  return entries.flatMap(([key, json]) => {
    if (!isJsonObject(json)) return [];
    const own = { json, path: [...path, key], ...(typeof key === 'string' && { symbolicName: key }) };
    const children = memberAt(json, 'resources');
    return [own, ...(children === undefined ? [] : resourcesIn(children, [...path, key, 'resources']))];
  });
}
