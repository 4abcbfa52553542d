import { formatPath } from '../../util/location.ts';
import { and, anyOf } from '../../value/logic.ts';
import { ownerId, sameId } from '../../value/resource-id.ts';
import { reveal } from '../../value/secure.ts';
import { pathSegments, sameName } from '../../value/symbolic-string.ts';
import {
  canonicalKey,
  isArray,
  isFault,
  isObject,
  isUnknown,
  symbol,
  type Unknown,
  type Value,
} from '../../value/value.ts';
import type { UnreadModule } from '../inventory.ts';
import type { Target } from '../target.ts';
import type { AttachedSetting } from './attached-setting.ts';
import { toDiagnosticSetting } from './diagnostic-setting.ts';

type NamedTarget = Pick<Target, 'id' | 'name'>;

/** What an unreadable module may set on a registry that is passed to it: anything. */
export function moduleSettings(module: UnreadModule, registry: NamedTarget): AttachedSetting[] {
  const touched = module.allKnown ? anyOf(module.parameters.map((value) => mentions(value, registry))) : true;
  if (touched === false) return [];
  const setting = toDiagnosticSetting(moduleContent(module), {
    name: module.name,
    label: module.link,
    id: module.name,
    target: registry.id,
    deployed: module.deployed,
    origin: module.origin,
  });
  return [{ ...setting, applies: and(touched, module.deployed), isOpaque: true }];
}

/** Whatever an unreadable module deploys. */
export function moduleContent({ link, name, origin, cause }: UnreadModule): Unknown {
  const location = origin.file === undefined ? undefined : { file: origin.file, path: formatPath(origin.path ?? []) };
  return symbol({
    key: `module:${link}:${canonicalKey(name)}`,
    text: link,
    type: 'object',
    cause: cause ?? { kind: 'module', name: link, ...(location !== undefined && { location }) },
  });
}

/** Whether an unreadable module may deploy a resource that is part of another one, which is passed to it. */
export function mayDeployPart({ deployed, allKnown, parameters }: UnreadModule, type: string, id: Value): boolean {
  if (deployed === false || type.split('/').length <= 2 || isFault(id)) return false;
  const owner = ownerId(id);
  const whole = { id: owner, name: pathSegments(owner).at(-1) ?? null };
  return !allKnown || parameters.some((value) => mentions(value, whole));
}

/** Whether the name or id of a resource is somewhere in a value. Only what is provable counts. */
function mentions(written: Value, resource: NamedTarget, seen = new Set<object>()): boolean {
  const value = reveal(written);
  if (typeof value === 'object' && value !== null) {
    if (seen.has(value)) return false;
    seen.add(value);
  }
  if (isArray(value)) return value.some((item) => mentions(item, resource, seen));
  if (isObject(value)) return Object.values(value).some((item) => mentions(item, resource, seen));
  if (isFault(value) || (typeof value !== 'string' && !isUnknown(value))) return false;
  return sameName(value, reveal(resource.name)) === true || sameId(value, reveal(resource.id)) === true;
}
