import { satisfies, validRange } from 'semver';

/** A constraint that is none. */
export class ConstraintError extends Error {}

/** Whether a version fits. */
export type VersionTest = (version: string) => boolean;

const PRERELEASE_PREFIX = /^@pre(?:release)?\s+/;

/**
 * Semantic versions: `^1.2.0`, `>=1.0.0 <2.0.0 || 3.0.0`; prereleases where they are asked for.
 *
 * @throws ConstraintError
 */
export function versionConstraint(text: string, includePrerelease: boolean): VersionTest {
  const { range, isOpen } = withoutPrefix(text, includePrerelease);
  // PSRule takes ^ by the first number also where that is 0.
  const semantic = range.replaceAll(/\^v?(0\.\S+)/g, '>=$1 <1.0.0-0');
  if (validRange(semantic) === null) throw new ConstraintError(`'${text}' is no constraint of versions`);
  return (version) => satisfies(completed(version), semantic, { includePrerelease: isOpen });
}

/** `3.2` is a version too. */
function completed(version: string): string {
  return version.replace(/^v?(\d+)(?:\.(\d+))?(?=$|[-+])/i, (_, major: string, minor = '0') => `${major}.${minor}.0`);
}

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(-[\w.-]+)?$/;
const COMPARATOR = /^(>=|<=|>|<|=)?v?(.*)$/s;

/**
 * Versions of Azure's APIs, which are dates: `>=2023-07-01`, `2023-07-01 || 2023-11-01-preview`.
 *
 * @throws ConstraintError
 */
export function apiVersionConstraint(text: string, includePrerelease: boolean): VersionTest {
  const { range, isOpen } = withoutPrefix(text, includePrerelease);
  const alternatives = range.split('||').map((one) => semanticRange(one.trim()));
  const whole = alternatives.every((one) => one !== undefined) ? alternatives.join(' || ') : undefined;
  if (whole === undefined || validRange(whole) === null)
    throw new ConstraintError(`'${text}' is no constraint of API versions`);
  return (version) => {
    const semantic = semanticVersion(version);
    return semantic !== undefined && satisfies(semantic, whole, { includePrerelease: isOpen });
  };
}

function withoutPrefix(text: string, includePrerelease: boolean): { readonly range: string; readonly isOpen: boolean } {
  const range = text.trim();
  return { range: range.replace(PRERELEASE_PREFIX, ''), isOpen: includePrerelease || PRERELEASE_PREFIX.test(range) };
}

/** Year, month and day are ordered as the parts of a semantic version are, previews included. */
function semanticVersion(text: string): string | undefined {
  const [, year, month, day, tag = ''] = DATE.exec(text) ?? [];
  return year === undefined ? undefined : `${Number(year)}.${Number(month)}.${Number(day)}${tag.toLowerCase()}`;
}

function semanticRange(text: string): string | undefined {
  if (text === '' || text === '*') return '*';
  const parts = text.split(/\s+/).map((part) => {
    const [, sign = '', date = ''] = COMPARATOR.exec(part) ?? [];
    const version = semanticVersion(date);
    return version === undefined ? undefined : `${sign}${version}`;
  });
  return parts.includes(undefined) ? undefined : parts.join(' ');
}
