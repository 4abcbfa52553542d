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
import type { Explanation } from '../../../model/resource.ts';
import type { Path } from '../../../util/location.ts';
import { and } from '../../../value/logic.ts';
import { redactedFault, reveal } from '../../../value/secure.ts';
import { expressionText, fault, isFault, type Value } from '../../../value/value.ts';
import { evaluateJson, type JsonObject } from '../expression/evaluate-json.ts';
import type { Frame, Loop } from '../expression/frame.ts';
import type { JsonValue } from '../json/json-value.ts';
import { evaluateCondition, explainFalse } from './condition.ts';
import { DeclaredResource } from './declared-resource.ts';
import { editLocation } from './edit-location.ts';
import { iterationsOf, loopCount } from './iterations.ts';
import { isJsonObject, isSnapshot, property } from './json-access.ts';
import { lazy } from './lazy.ts';
import { nestedTemplate } from './nested.ts';
import {
  declaredType,
  identifyResource,
  isInContainer,
  type ResourceIdentity,
  type TypedDeclaration,
} from './resource-identity.ts';
import type { NestedTemplate, TemplateInstance, TemplateResource } from './template-instance.ts';
import { writtenName } from './written-name.ts';

interface Declaration {
  readonly json: JsonObject;
  readonly path: Path;
  readonly symbolicName?: string;
  readonly parent?: TemplateResource;
  readonly frame: Frame;
  /** Whether its parent or template is deployed. */
  readonly deployed: () => Value;
  /** Why that is not deployed. */
  readonly notDeployedBecause: () => Explanation | undefined;
}

/** All resources that a template declares itself, with loops unrolled and children flattened. */
export function declaredResources(instance: TemplateInstance): readonly TemplateResource[] {
  const { frame, deployed, notDeployedBecause, template } = instance;
  const resources: TemplateResource[] = [];
  const from = { frame, deployed, notDeployedBecause };
  const section = isSnapshot(template) ? 'predictedResources' : 'resources';
  addSection(instance, property(template, section), [...instance.path, section], from, resources);
  return resources;
}

/** `resources` is an array, or an object with symbolic names. */
function addSection(
  instance: TemplateInstance,
  section: JsonValue | undefined,
  path: Path,
  from: Pick<Declaration, 'frame' | 'deployed' | 'notDeployedBecause' | 'parent'>,
  into: TemplateResource[],
): void {
  if (section !== undefined && typeof section !== 'object')
    reportWrongKind(instance, section, path, 'an array or an object');
  const addOne = (key: string | number, json: JsonValue): void => {
    if (!isJsonObject(json)) reportWrongKind(instance, json, [...path, key], 'an object');
    if (!isJsonObject(json) || isExtensible(json)) return;
    const named = typeof key === 'string' ? { symbolicName: key } : {};
    addResources(instance, { ...from, ...named, json, path: [...path, key] }, into);
  };
  if (Array.isArray(section)) for (const [index, json] of section.entries()) addOne(index, json);
  else if (isJsonObject(section)) for (const [key, json] of Object.entries(section)) addOne(key, json);
}

/** An entry that is not an object may be a mistake, so it is reported. */
function reportWrongKind({ run, file }: TemplateInstance, json: JsonValue, path: Path, wanted: string): void {
  const message = `${path.at(-1) === 'resources' ? 'resources' : 'a resource'} must be ${wanted} and is ${json === null ? 'null' : Array.isArray(json) ? 'an array' : `a ${typeof json}`}`;
  run.diagnostics.push({ level: 'error', code: 'resource-kind', message, file, path });
}

/** Extensible resources, such as those of Microsoft Graph or Kubernetes, are not ARM resources. */
function isExtensible(json: JsonObject): boolean {
  const extension = property(json, 'extension');
  return property(json, 'import') !== undefined || (extension !== undefined && extension !== 'az0synthesized');
}

function addResources(instance: TemplateInstance, declaration: Declaration, into: TemplateResource[]): void {
  const copy = property(declaration.json, 'copy');
  if (copy === undefined || copy === null) {
    addResource(instance, declaration, into);
    return;
  }
  const label = property(copy, 'name');
  const name = typeof label === 'string' ? label : '';
  const iterations = iterationsOf(loopCount(copy, declaration.frame));
  if (isFault(iterations)) {
    // Azure rejects the template; the loop is kept as one resource that cannot be deployed.
    const deployed = (): Value =>
      and(
        declaration.deployed(),
        evaluateCondition(property(declaration.json, 'condition'), declaration.frame),
        iterations,
      );
    if (deployed() === false) return;
    reportLoop(instance, iterations, declaration);
    const loop: Loop = { kind: 'resource', name, index: 0, outer: declaration.frame.loop };
    addResource(instance, { ...declaration, deployed, frame: { ...declaration.frame, loop } }, into);
    return;
  }
  for (const { index, exists, isRepresentative } of iterations) {
    const loop: Loop = {
      kind: 'resource',
      name,
      index,
      outer: declaration.frame.loop,
      ...(isRepresentative && { isRepresentative }),
    };
    const deployed = (): Value => and(declaration.deployed(), exists);
    addResource(instance, { ...declaration, deployed, frame: { ...declaration.frame, loop } }, into);
  }
}

function reportLoop(
  { run, file }: TemplateInstance,
  { code, message }: ReturnType<typeof fault>,
  { json, path }: Declaration,
): void {
  // Without a relevance every type is wanted, as `expand` wants them; only registries and what concerns them end it with an error.
  const mayBeRead = run.relevance !== undefined && run.relevance({ resources: [json] }) === undefined;
  const isUnrelated = !mayContainRegistry(json) && !mayBeRead;
  run.diagnostics.push({
    level: 'error',
    code,
    message,
    file,
    path: [...path, 'copy'],
    ...(isUnrelated && { isUnrelated }),
  });
}

const CONCERNED_TYPES = [
  namespaceOf(REGISTRY_TYPE),
  SETTING_TYPE,
  DEPLOYMENT_TYPE,
  DEPLOYMENT_STACK_TYPE,
  DEPLOYMENT_SCRIPT_TYPE,
];

/** Types of registries and their children, diagnostic settings and deployments, and unknown types. */
const RELEVANT_TYPE = new RegExp(
  String.raw`^[[/]*(?:${CONCERNED_TYPES.map(typePattern).join('|')})|${LEGACY_SETTING_TYPE}/*$|^\[`,
  'i',
);

function mayContainRegistry(json: JsonObject): boolean {
  const type = property(json, 'type');
  const children = property(json, 'resources');
  if (typeof type !== 'string' || RELEVANT_TYPE.test(type)) return true;
  const own = typeof children === 'object' && children !== null ? Object.values(children) : [];
  return typeof children === 'string' || own.some((child) => isJsonObject(child) && mayContainRegistry(child));
}

function addResource(instance: TemplateInstance, declaration: Declaration, into: TemplateResource[]): void {
  const resource = createResource(instance, declaration);
  if (resource === undefined) return;
  into.push(resource);
  const children = property(declaration.json, 'resources');
  if (children === undefined || resource.nested !== undefined) return;
  const { frame } = declaration;
  addSection(
    instance,
    children,
    [...declaration.path, 'resources'],
    {
      frame,
      deployed: () => resource.deployed,
      notDeployedBecause: () => resource.notDeployedBecause?.(),
      parent: resource,
    },
    into,
  );
}

/**
 * A resource with lazily evaluated name, scope and condition: they may refer to another resource of the template, as
 * `resourceInfo('registry').id` in a scope does.
 */
function createResource(instance: TemplateInstance, declaration: Declaration): TemplateResource | undefined {
  const { json, path, frame, parent, symbolicName } = declaration;
  const { run, file, templates, deployments } = instance;
  const displayType = evaluateJson(property(json, 'type') ?? null, frame);
  const type = reveal(displayType);
  if (typeof type !== 'string') {
    run.diagnostics.push({ level: 'error', code: 'resource-type', message: noType(displayType), file, path });
    return undefined;
  }
  const typedDeclaration: TypedDeclaration = { json, type, displayType, frame, path, ...(parent && { parent }) };
  const knownType = declaredType(instance, typedDeclaration);
  const identity = lazyIdentity(instance, typedDeclaration);
  const deployed = lazy<Value>(
    run.budget,
    () => and(declaration.deployed(), evaluateCondition(property(json, 'condition'), frame)),
    () => fault('circular-reference', 'a condition refers to itself'),
  );
  const existing = reveal(evaluateJson(property(json, 'existing') ?? false, frame)) === true;
  const isRepresentative = instance.isRepresentative || isInRepresentativeIteration(frame.loop);
  const isDeployment = DEPLOYMENT.test(type) && !existing;
  const origin = { file, path };
  const because = (): Explanation | undefined => notDeployed(instance, declaration);
  const declared = new DeclaredResource(
    {
      json,
      frame,
      existing,
      origin,
      templates,
      plainType: knownType,
      isInContainer: isInContainer(knownType, typedDeclaration),
    },
    { place: identity, deployed, because, writtenName: () => writtenName(deployments, declaration) },
  );
  if (!isRepresentative && !isDeployment && symbolicName === undefined) return declared;
  const resource: TemplateResource = Object.assign(declared, {
    ...(isRepresentative && { isRepresentative }),
    ...(symbolicName !== undefined && { symbolicName }),
    ...(isDeployment && {
      nested: lazy<NestedTemplate>(
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
  return (isFault(shownType) ? type : redactedFault(type, expressionText(shownType))).message;
}

const DEPLOYMENT = new RegExp(`^(?:${[DEPLOYMENT_TYPE, DEPLOYMENT_STACK_TYPE].map(typePattern).join('|')})/*$`, 'i');

/** What keeps a resource from being deployed: its own condition, or what it stands in. */
function notDeployed(
  { file }: TemplateInstance,
  { json, path, frame, notDeployedBecause: because }: Declaration,
): Explanation | undefined {
  const condition = property(json, 'condition');
  if (evaluateCondition(condition, frame) !== false) return because();
  return { text: explainFalse(condition, frame), origin: editLocation(json, { file, path }, ['condition'], frame) };
}

function lazyIdentity(instance: TemplateInstance, declaration: TypedDeclaration): () => ResourceIdentity {
  return lazy(
    instance.run.budget,
    () => identifyResource(instance, declaration),
    () => {
      const circle = fault('circular-reference', "a resource's name or scope refers to itself");
      return { type: declaration.type, displayType: declaration.displayType, name: circle, scope: circle, id: circle };
    },
  );
}

function isInRepresentativeIteration(loop: Loop | undefined): boolean {
  for (let at = loop; at !== undefined; at = at.outer) if (at.isRepresentative === true) return true;
  return false;
}
