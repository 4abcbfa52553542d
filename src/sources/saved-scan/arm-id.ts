import { REGISTRY_TYPE, SETTING_TYPE } from '../../model/azure/resource-types.ts';
/** What a resource id names, as far as scans need to know. */
export type ArmId =
  | { readonly kind: 'registry'; readonly registry: string; readonly name: string }
  /** A diagnostic setting of the registry. */
  | { readonly kind: 'setting'; readonly registry: string; readonly name: string }
  | { readonly kind: 'other' };

const MAX_ID_LENGTH = 2000;
const REGISTRY_PATTERN = [
  '',
  'subscriptions',
  '',
  'resourcegroups',
  '',
  'providers',
  ...REGISTRY_TYPE.toLowerCase().split('/'),
];
const SETTING_PATTERN = ['providers', ...SETTING_TYPE.toLowerCase().split('/')];
const REGISTRY_LENGTH = REGISTRY_PATTERN.length + 1;
const SETTING_LENGTH = REGISTRY_LENGTH + SETTING_PATTERN.length + 1;

/** Parses a resource id, ignoring case; undefined for anything else. Azure Monitor sometimes omits the leading slash. */
export function readArmId(id: unknown): ArmId | undefined {
  if (typeof id !== 'string' || id.length > MAX_ID_LENGTH || !/^\/?[^/]+\//.test(id)) return undefined;
  const text = id.startsWith('/') ? id : `/${id}`;
  const segments = text.split('/');
  const fits = segments.slice(1).every((segment) => segment !== '') && isRegistry(segments.slice(0, REGISTRY_LENGTH));
  if (!fits) return { kind: 'other' };
  const registry = segments.slice(0, REGISTRY_LENGTH).join('/');
  const name = segments.at(-1) ?? '';
  if (segments.length === REGISTRY_LENGTH) return { kind: 'registry', registry, name };
  const tail = segments.slice(REGISTRY_LENGTH, -1).join('/').toLowerCase();
  if (segments.length === SETTING_LENGTH && tail === SETTING_PATTERN.join('/'))
    return { kind: 'setting', registry, name };
  return { kind: 'other' };
}

function isRegistry(segments: readonly string[]): boolean {
  if (segments.length !== REGISTRY_LENGTH) return false;
  return REGISTRY_PATTERN.every((word, i) => word === '' || segments[i]?.toLowerCase() === word);
}
