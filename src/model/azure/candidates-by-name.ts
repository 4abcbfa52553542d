import { reveal } from '../../value/secure.ts';
import { foldedSegments, pathSegments } from '../../value/symbolic-string.ts';
import { canonicalKey, isFault, type Value } from '../../value/value.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { groupBy } from './group-by.ts';

/** Finds the settings whose registry may have the name of an id, so that many registries do not each meet every setting. */
export function candidatesByName(settings: readonly DiagnosticSetting[]): (id: Value) => readonly DiagnosticSetting[] {
  const keyed = settings.map((setting, position) => ({ setting, position, key: nameKey(setting.target) }));
  const exact = groupBy(keyed, ({ key }) => JSON.stringify(key ?? null));
  const others = new Map<string, typeof keyed>();
  return (id) => {
    const key = nameKey(id);
    if (key === undefined) return settings;
    const rest = others.get(key.family) ?? keyed.filter((one) => one.key?.family !== key.family);
    others.set(key.family, rest);
    const found = [...(exact.get(JSON.stringify(key)) ?? []), ...rest];
    return found.sort((a, b) => a.position - b.position).map(({ setting }) => setting);
  };
}

/** Names of one family are equal only if their rest is: literal names, and names with the same start up to one symbol. */
interface NameKey {
  readonly family: string;
  readonly rest: string;
}

function nameKey(written: Value): NameKey | undefined {
  const id = reveal(written);
  const name = isFault(id) ? undefined : pathSegments(id).at(-1);
  if (name === undefined) return undefined;
  const segments = foldedSegments(name);
  if (segments === undefined) return undefined;
  const at = segments.findIndex((segment) => typeof segment !== 'string');
  const [start = '', middle] = at === 0 ? ['', segments[0]] : segments;
  if (at < 0) return { family: '', rest: String(start) };
  const rest = segments.slice(at + 1);
  if (middle === undefined || rest.some((segment) => typeof segment !== 'string')) return undefined;
  return { family: `${String(start)}${canonicalKey(middle)}`, rest: rest.join('') };
}
