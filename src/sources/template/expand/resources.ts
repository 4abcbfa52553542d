import type { Path } from '../../../model/location.ts';
import { and, choiceOf } from '../../../model/logic.ts';
import type { Resource } from '../../../model/resource.ts';
import { expressionText, fault, isFault, isSymbol, isUnknown, type Unknown, type Value } from '../../../model/value.ts';
import { operationOf } from '../expression/evaluate.ts';
import type { Frame, Loop } from '../expression/frame.ts';
import { evaluateJson, type JsonObject } from '../expression/json.ts';
import { iterations, symbolicIndex } from '../expression/property-copy.ts';
import type { JsonValue } from '../text/json-value.ts';
import type { TemplateInstance } from './instance.ts';
import { type NestedTemplate, nestedTemplate } from './nested.ts';
import { placeResource } from './placement.ts';
import { at, isJsonObject } from './sections.ts';

/** A resource of a template. `nested` is there for deployments: what they deploy in turn. */
export interface TemplateResource extends Resource {
  readonly symbolicName?: string;
  /** As it is written. */
  readonly json: JsonObject;
  readonly frame: Frame;
  readonly nested?: () => NestedTemplate;
}

interface Declaration {
  readonly json: JsonObject;
  readonly path: Path;
  readonly symbolicName?: string;
  readonly parent?: TemplateResource;
  readonly frame: Frame;
  readonly deployed: Value;
}

/** Every resource that a template declares itself: loops unrolled, children taken out of their parents. */
export function declaredResources(instance: TemplateInstance): readonly TemplateResource[] {
  const { frame, deployed, template } = instance;
  const resources: TemplateResource[] = [];
  const from = { frame, deployed };
  addAll(instance, at(template, 'resources'), [...instance.path, 'resources'], from, resources);
  return resources;
}

/** `resources` is an array, or with symbolic names an object. */
function addAll(
  instance: TemplateInstance,
  section: JsonValue | undefined,
  path: Path,
  from: Pick<Declaration, 'frame' | 'deployed' | 'parent'>,
  into: TemplateResource[],
): void {
  const entries: [string | number, JsonValue][] = Array.isArray(section)
    ? [...section.entries()]
    : isJsonObject(section)
      ? Object.entries(section)
      : [];
  for (const [key, json] of entries) {
    if (!isJsonObject(json) || isExtensible(json)) continue;
    const named = typeof key === 'string' ? { symbolicName: key } : {};
    addLoop(instance, { ...from, ...named, json, path: [...path, key] }, into);
  }
}

/** Resources of an extension such as Microsoft Graph or Kubernetes are none of Azure Resource Manager's. */
function isExtensible(json: JsonObject): boolean {
  const extension = at(json, 'extension');
  return at(json, 'import') !== undefined || (extension !== undefined && extension !== 'az0synthesized');
}

function addLoop(instance: TemplateInstance, declaration: Declaration, into: TemplateResource[]): void {
  const copy = at(declaration.json, 'copy');
  if (!isJsonObject(copy)) {
    add(instance, declaration, into);
    return;
  }
  const label = at(copy, 'name');
  const name = typeof label === 'string' ? label : '';
  const rounds = roundsOf(evaluateJson(at(copy, 'count') ?? null, declaration.frame));
  if (isFault(rounds)) {
    instance.run.diagnostics.push({
      code: rounds.code,
      message: rounds.message,
      file: instance.file,
      path: [...declaration.path, 'copy'],
    });
    return;
  }
  for (const { index, exists } of rounds) {
    const loop: Loop = { kind: 'resource', name, index, outer: declaration.frame.loop };
    const deployed = and(declaration.deployed, exists);
    add(instance, { ...declaration, deployed, frame: { ...declaration.frame, loop } }, into);
  }
}

interface Round {
  readonly index: Value;
  readonly exists: Value;
}

/** The rounds of a loop. Where the count is one of several numbers, a round may or may not be; where it is any, one stands for all. */
function roundsOf(count: Value): readonly Round[] | ReturnType<typeof fault> {
  const times = iterations(count);
  if (isFault(times)) return times;
  if (!isUnknown(times)) return Array.from({ length: times }, (_, index) => ({ index, exists: true }));
  const less = (a: Value, b: Value): Value => operationOf('less')?.apply([a, b]) ?? null;
  const most = possibleCounts(times);
  if (most === undefined) return [{ index: symbolicIndex(times as Unknown), exists: less(0, times) }];
  return Array.from({ length: Math.max(0, ...most) }, (_, index) => ({ index, exists: less(index, times) }));
}

function possibleCounts(count: Value): readonly number[] | undefined {
  if (typeof count === 'number') return [count];
  const options = isSymbol(count) ? count.domain : choiceOf(count)?.slice(1);
  const counts = options?.map(possibleCounts);
  return counts?.every((list) => list !== undefined) ? counts.flat() : undefined;
}

function add(instance: TemplateInstance, declaration: Declaration, into: TemplateResource[]): void {
  const resource = makeResource(instance, declaration);
  if (resource === undefined) return;
  into.push(resource);
  const children = at(declaration.json, 'resources');
  if (children === undefined || resource.nested !== undefined) return;
  const { frame } = declaration;
  addAll(
    instance,
    children,
    [...declaration.path, 'resources'],
    { frame, deployed: resource.deployed, parent: resource },
    into,
  );
}

function makeResource(instance: TemplateInstance, declaration: Declaration): TemplateResource | undefined {
  const { json, path, frame, parent } = declaration;
  const { run, file } = instance;
  const type = evaluateJson(at(json, 'type') ?? null, frame);
  if (typeof type !== 'string') {
    const message = isFault(type) ? type.message : `the resource's type is not known: ${expressionText(type)}`;
    run.diagnostics.push({ code: 'resource-type', message, file, path });
    return undefined;
  }
  const read = run.budget.secretsRead;
  const place = placeResource(instance, { json, type, frame, ...(parent && { parent }), path });
  const own = conditionOf(at(json, 'condition'), frame);
  const deployed = and(declaration.deployed, own);
  const resource: TemplateResource = {
    ...place,
    deployed,
    existing: at(json, 'existing') === true,
    json,
    frame,
    body: (member) => {
      const value = at(json, member);
      return value === undefined ? undefined : evaluateJson(value, frame);
    },
    members: Object.keys(json),
    origin: { file, path },
    secret: run.budget.secretsRead !== read,
    ...(declaration.symbolicName !== undefined && { symbolicName: declaration.symbolicName }),
  };
  const isDeployment = /^microsoft\.resources\/(deployments|deploymentstacks)$/i.test(place.type);
  if (!isDeployment || resource.existing) return resource;
  let nested: NestedTemplate | undefined;
  return {
    ...resource,
    nested: () => {
      nested ??= nestedTemplate(instance, json, resource);
      return nested;
    },
  };
}

/** A condition as a truth value. Texts are not allowed there, but `'true'` and `'false'` say clearly what is meant. */
function conditionOf(json: JsonValue | undefined, frame: Frame): Value {
  if (json === undefined || json === null) return true;
  const value = evaluateJson(json, frame);
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return typeof value === 'boolean' || isUnknown(value) || isFault(value)
    ? value
    : fault('condition', 'a condition must be true or false');
}

/** The text that identifies one instance of a resource in a run: its place, and the round of every loop around it. */
export function instanceKey(parentKey: string, path: Path, frame: Frame): string {
  let rounds = '';
  for (let loop = frame.loop; loop !== undefined; loop = loop.outer) rounds += `#${expressionText(loop.index)}`;
  return `${parentKey}/${path.join('.')}${rounds}`;
}
