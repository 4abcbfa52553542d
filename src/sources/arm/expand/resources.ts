import {
  DEPLOYMENT_SCRIPT_TYPE,
  DEPLOYMENT_STACK_TYPE,
  DEPLOYMENT_TYPE,
  LEGACY_SETTING_TYPE,
  namespaceOf,
  REGISTRY_TYPE,
  SETTING_TYPE,
  typePattern,
} from '../../../model/azure/resource-types.ts';
import type { Because } from '../../../model/resource.ts';
import type { Path } from '../../../util/location.ts';
import { and } from '../../../value/logic.ts';
import { reveal, withheld } from '../../../value/secure.ts';
import { expressionText, fault, isFault, type Value } from '../../../value/value.ts';
import type { Frame, Loop } from '../expression/frame.ts';
import { evaluateJson, type JsonObject } from '../expression/json.ts';
import type { JsonValue } from '../json/json-value.ts';
import { cell } from './cell.ts';
import { conditionOf, whyFalse } from './condition.ts';
import { DeclaredResource } from './declared-resource.ts';
import { nestedTemplate } from './nested.ts';
import { type Placement, placeResource, type Written, writtenType } from './placement.ts';
import { placeToEdit } from './provenance.ts';
import { countOf, roundsOf } from './rounds.ts';
import { at, isJsonObject, isSnapshot } from './sections.ts';
import type { NestedTemplate, TemplateInstance, TemplateResource } from './template-instance.ts';

interface Declaration {
  readonly json: JsonObject;
  readonly path: Path;
  readonly symbolicName?: string;
  readonly parent?: TemplateResource;
  readonly frame: Frame;
  /** Whether what it stands in is deployed. */
  readonly deployed: () => Value;
  /** What keeps that from being deployed. */
  readonly because: () => Because | undefined;
}

/** Every resource that a template declares itself: loops unrolled, children taken out of their parents. */
export function declaredResources(instance: TemplateInstance): readonly TemplateResource[] {
  const { frame, deployed, because, template } = instance;
  const resources: TemplateResource[] = [];
  const from = { frame, deployed, because };
  const section = isSnapshot(template) ? 'predictedResources' : 'resources';
  addAll(instance, at(template, section), [...instance.path, section], from, resources);
  return resources;
}

/** `resources` is an array, or with symbolic names an object. */
function addAll(
  instance: TemplateInstance,
  section: JsonValue | undefined,
  path: Path,
  from: Pick<Declaration, 'frame' | 'deployed' | 'because' | 'parent'>,
  into: TemplateResource[],
): void {
  if (section !== undefined && typeof section !== 'object') wrongKind(instance, section, path, 'an array or an object');
  const addOne = (key: string | number, json: JsonValue): void => {
    if (!isJsonObject(json)) wrongKind(instance, json, [...path, key], 'an object');
    if (!isJsonObject(json) || isExtensible(json)) return;
    const named = typeof key === 'string' ? { symbolicName: key } : {};
    addLoop(instance, { ...from, ...named, json, path: [...path, key] }, into);
  };
  if (Array.isArray(section)) for (const [index, json] of section.entries()) addOne(index, json);
  else if (isJsonObject(section)) for (const [key, json] of Object.entries(section)) addOne(key, json);
}

/** What is no resource at all could have been meant as one, so it is said. */
function wrongKind({ run, file }: TemplateInstance, json: JsonValue, path: Path, wanted: string): void {
  const message = `${path.at(-1) === 'resources' ? 'resources' : 'a resource'} must be ${wanted} and is ${json === null ? 'null' : Array.isArray(json) ? 'an array' : `a ${typeof json}`}`;
  run.diagnostics.push({ level: 'error', code: 'resource-kind', message, file, path });
}

/** Resources of an extension such as Microsoft Graph or Kubernetes are none of Azure Resource Manager's. */
function isExtensible(json: JsonObject): boolean {
  const extension = at(json, 'extension');
  return at(json, 'import') !== undefined || (extension !== undefined && extension !== 'az0synthesized');
}

function addLoop(instance: TemplateInstance, declaration: Declaration, into: TemplateResource[]): void {
  const copy = at(declaration.json, 'copy');
  if (copy === undefined || copy === null) {
    add(instance, declaration, into);
    return;
  }
  const label = at(copy, 'name');
  const name = typeof label === 'string' ? label : '';
  const rounds = roundsOf(countOf(copy, declaration.frame));
  if (isFault(rounds)) {
    // Azure refuses the template; what the loop would make is kept as one resource that cannot be deployed.
    const deployed = (): Value =>
      and(declaration.deployed(), conditionOf(at(declaration.json, 'condition'), declaration.frame), rounds);
    if (deployed() === false) return;
    reportLoop(instance, rounds, declaration);
    const loop: Loop = { kind: 'resource', name, index: 0, outer: declaration.frame.loop };
    add(instance, { ...declaration, deployed, frame: { ...declaration.frame, loop } }, into);
    return;
  }
  for (const { index, exists, isSecond } of rounds) {
    const loop: Loop = { kind: 'resource', name, index, outer: declaration.frame.loop, ...(isSecond && { isSecond }) };
    const deployed = (): Value => and(declaration.deployed(), exists);
    add(instance, { ...declaration, deployed, frame: { ...declaration.frame, loop } }, into);
  }
}

function reportLoop(
  { run, file }: TemplateInstance,
  { code, message }: ReturnType<typeof fault>,
  { json, path }: Declaration,
): void {
  const isElsewhere = !mayHoldRegistry(json);
  run.diagnostics.push({
    level: 'error',
    code,
    message,
    file,
    path: [...path, 'copy'],
    ...(isElsewhere && { isElsewhere }),
  });
}

const CONCERNED_TYPES = [
  namespaceOf(REGISTRY_TYPE),
  SETTING_TYPE,
  DEPLOYMENT_TYPE,
  DEPLOYMENT_STACK_TYPE,
  DEPLOYMENT_SCRIPT_TYPE,
];

/** Types that are registries, their settings or deployments of them, or belong to one; and types that are not known. */
const CONCERNED = new RegExp(
  String.raw`^[[/]*(?:${CONCERNED_TYPES.map(typePattern).join('|')})|${LEGACY_SETTING_TYPE}/*$|^\[`,
  'i',
);

function mayHoldRegistry(json: JsonObject): boolean {
  const type = at(json, 'type');
  const children = at(json, 'resources');
  if (typeof type !== 'string' || CONCERNED.test(type)) return true;
  const own = typeof children === 'object' && children !== null ? Object.values(children) : [];
  return typeof children === 'string' || own.some((child) => isJsonObject(child) && mayHoldRegistry(child));
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
    { frame, deployed: () => resource.deployed, because: () => resource.notDeployedBecause?.(), parent: resource },
    into,
  );
}

/**
 * A resource whose name, place and condition are evaluated when they are asked for: they may refer to another resource
 * of the template, as `resourceInfo('registry').id` in a scope does.
 */
function makeResource(instance: TemplateInstance, declaration: Declaration): TemplateResource | undefined {
  const { json, path, frame, parent, symbolicName } = declaration;
  const { run, file } = instance;
  const shownType = evaluateJson(at(json, 'type') ?? null, frame);
  const type = reveal(shownType);
  if (typeof type !== 'string') {
    run.diagnostics.push({ level: 'error', code: 'resource-type', message: noType(shownType), file, path });
    return undefined;
  }
  const written: Written = { json, type, shownType, frame, path, ...(parent && { parent }) };
  const plainType = writtenType(instance, written);
  const place = placeCell(instance, written);
  const deployed = cell<Value>(
    run.budget,
    () => and(declaration.deployed(), conditionOf(at(json, 'condition'), frame)),
    () => fault('circular-reference', 'a condition refers to itself'),
  );
  const existing = reveal(evaluateJson(at(json, 'existing') ?? false, frame)) === true;
  const isRepeated = instance.isRepeated || isInRepeat(frame.loop);
  const isDeployment = DEPLOYMENT.test(type) && !existing;
  const origin = { file, path };
  const because = (): Because | undefined => notDeployed(instance, declaration);
  const lazy = new DeclaredResource({ json, frame, existing, origin, plainType }, { place, deployed, because });
  if (!isRepeated && !isDeployment && symbolicName === undefined) return lazy;
  const resource: TemplateResource = Object.assign(lazy, {
    ...(isRepeated && { isRepeated }),
    ...(symbolicName !== undefined && { symbolicName }),
    ...(isDeployment && {
      nested: cell<NestedTemplate>(
        run.budget,
        () => nestedTemplate(instance, json, resource),
        () => ({ kind: 'unreadable', link: 'itself', parameters: [], allKnown: false }),
      ),
    }),
  });
  return resource;
}

/** Why something is no resource: its type is none, or not known. */
function noType(shownType: Value): string {
  const type = reveal(shownType);
  if (!isFault(type)) return `the resource's type is not known: ${expressionText(shownType)}`;
  return (isFault(shownType) ? type : withheld(type, expressionText(shownType))).message;
}

const DEPLOYMENT = new RegExp(`^(?:${[DEPLOYMENT_TYPE, DEPLOYMENT_STACK_TYPE].map(typePattern).join('|')})/*$`, 'i');

/** What keeps a resource from being deployed: its own condition, or what it stands in. */
function notDeployed({ file }: TemplateInstance, { json, path, frame, because }: Declaration): Because | undefined {
  const condition = at(json, 'condition');
  if (conditionOf(condition, frame) !== false) return because();
  return { words: whyFalse(condition, frame), place: placeToEdit(json, { file, path }, ['condition'], frame) };
}

function placeCell(instance: TemplateInstance, written: Written): () => Placement {
  return cell(
    instance.run.budget,
    () => placeResource(instance, written),
    () => {
      const circle = fault('circular-reference', "a resource's name or scope refers to itself");
      return { type: written.type, shownType: written.shownType, name: circle, scope: circle, id: circle };
    },
  );
}

function isInRepeat(loop: Loop | undefined): boolean {
  for (let at = loop; at !== undefined; at = at.outer) if (at.isSecond === true) return true;
  return false;
}
