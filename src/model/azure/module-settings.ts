import { formatPath } from '../../util/location.ts';
import { and, anyOf } from '../../value/logic.ts';
import { sameId } from '../../value/resource-id.ts';
import { reveal } from '../../value/secure.ts';
import { sameName } from '../../value/symbolic-string.ts';
import { isArray, isFault, isObject, isUnknown, keyOf, symbol, type Value } from '../../value/value.ts';
import { settingOf } from './diagnostic-setting.ts';
import type { AttachedSetting, Registry, UnreadModule } from './registry.ts';

type Named = Pick<Registry, 'id' | 'name'>;

/** What an unreadable module may set on a registry that is passed into it: anything at all. */
export function fromModule(module: UnreadModule, registry: Named): AttachedSetting[] {
  const touched = module.allKnown ? anyOf(module.parameters.map((value) => mentions(value, registry))) : true;
  if (touched === false) return [];
  const content = symbol({
    key: `module:${module.link}:${keyOf(module.name)}`,
    text: module.link,
    type: 'object',
    cause: {
      kind: 'module',
      name: module.link,
      ...(module.origin.file !== undefined && {
        location: { file: module.origin.file, path: formatPath(module.origin.path ?? []) },
      }),
    },
  });
  const setting = settingOf(content, {
    name: module.name,
    label: module.link,
    id: module.name,
    target: registry.id,
    deployed: module.deployed,
    origin: module.origin,
  });
  return [{ ...setting, applies: and(touched, module.deployed), isUnread: true }];
}

/** Whether the registry's name or id is somewhere in a value. Only what is provable counts. */
function mentions(written: Value, registry: Named, seen = new Set<object>()): boolean {
  const value = reveal(written);
  if (typeof value === 'object' && value !== null) {
    if (seen.has(value)) return false;
    seen.add(value);
  }
  if (isArray(value)) return value.some((item) => mentions(item, registry, seen));
  if (isObject(value)) return Object.values(value).some((item) => mentions(item, registry, seen));
  if (isFault(value) || (typeof value !== 'string' && !isUnknown(value))) return false;
  return sameName(value, reveal(registry.name)) === true || sameId(value, reveal(registry.id)) === true;
}
