import type { Location } from '../../util/location.ts';

/** GitHub asks for all four. */
const FIRST_LINE = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

/**
 * §3.29. GitHub shows no result without a region, so a result that has no range points at its file's first line;
 * elsewhere a range that is not known is left out.
 */
export function physicalLocation(location: Location, region: 'with a region' | 'as given'): object {
  const { line, column, endLine, endColumn } = location;
  const known = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    artifactLocation: artifactLocation(location.file),
    region: line !== undefined ? known : region === 'with a region' ? FIRST_LINE : undefined,
  };
}

/**
 * §3.4. A file below the folder of the run is relative to `%SRCROOT%`, the name that GitHub and Azure DevOps use for the
 * checkout. Paths outside of it (`../x`, absolute ones) have no base.
 */
export function artifactLocation(file: string): object {
  if (/^[A-Za-z]:\//.test(file)) return { uri: `file:///${file.slice(0, 2)}${encodePath(file.slice(2))}` };
  if (file.startsWith('/')) return { uri: `file://${encodePath(file)}` };
  if (file.split('/').includes('..')) return { uri: encodePath(file) };
  return { uri: encodePath(file), uriBaseId: '%SRCROOT%' };
}

function encodePath(path: string): string {
  // A lone surrogate has no encoding; it becomes the replacement character.
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
