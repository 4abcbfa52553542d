/** The contents of the files that a release changes. */
export interface ReleaseTexts {
  readonly package: string;
  readonly lock: string;
  readonly changelog: string;
}

/** The contents after a release, or why it is refused. */
export type PreparedRelease = { readonly texts: ReleaseTexts } | { readonly refused: string };

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const ADDRESSES = ['homepage', 'repository', 'bugs'];
const WHY = 'its addresses, for npm to attest where it comes from and for findings to link their pages';
const HEADING = /^## .*$/m;

/**
 * Sets the version in `package.json` and its lock file, and dates the first section of the changelog. `date` is
 * `YYYY-MM-DD`. Refuses a version of another form or below the present one, and a changelog whose first section is another
 * version's, has a date already, or is empty.
 */
export function prepareRelease(texts: ReleaseTexts, version: string, date: string): PreparedRelease {
  if (!VERSION.test(version)) return { refused: `'${version}' is no version: write it like 1.2.3, without a v` };
  const manifest = JSON.parse(texts.package) as { readonly version: string } & Readonly<Record<string, unknown>>;
  if (isBelow(version, manifest.version)) return { refused: `${version} is below ${manifest.version} of package.json` };
  const missing = ADDRESSES.filter((key) => manifest[key] === undefined);
  if (missing.length > 0)
    return { refused: `package.json has no ${missing.map((key) => `\`${key}\``).join(', ')}: a release needs ${WHY}` };
  const changelog = dateSection(texts.changelog, version, date);
  if ('refused' in changelog) return changelog;
  return {
    texts: {
      package: jsonText({ ...manifest, version }),
      lock: lockOf(texts.lock, version),
      changelog: changelog.text,
    },
  };
}

/** A JSON Schema with the address at which that of a version is read: of its major and minor number. */
export function addressedSchema(text: string, version: string): string {
  const [major, minor] = version.split('.');
  return text.replace(/("\$id": "[^"@]*@)\d+\.\d+\//, `$1${major}.${minor}/`);
}

function lockOf(text: string, version: string): string {
  const lock = JSON.parse(text) as { readonly packages: Readonly<Record<string, object>> };
  return jsonText({ ...lock, version, packages: { ...lock.packages, '': { ...lock.packages[''], version } } });
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function dateSection(
  text: string,
  version: string,
  date: string,
): { readonly text: string } | { readonly refused: string } {
  const found = HEADING.exec(text);
  if (found === null) return { refused: 'CHANGELOG.md has no section' };
  const [heading] = found;
  if (heading !== `## ${version} - unreleased` && heading !== '## Unreleased')
    return {
      refused: `CHANGELOG.md begins with '${heading}': it needs '## ${version} - unreleased', or '## Unreleased'`,
    };
  const after = text.slice(found.index + heading.length);
  const section = after.slice(0, HEADING.exec(after)?.index);
  if (!/^- /m.test(section)) return { refused: `'${heading}' of CHANGELOG.md lists no change` };
  return { text: `${text.slice(0, found.index)}## ${version} - ${date}${after}` };
}

/** By the numbers alone: 1.0.0-rc.1 may follow 1.0.0-beta.2, and 1.0.0 either. */
function isBelow(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => (VERSION.exec(text) ?? []).slice(1, 4).map(Number)) as [
    number[],
    number[],
  ];
  const first = a.findIndex((part, i) => part !== b[i]);
  return first !== -1 && (a[first] ?? 0) < (b[first] ?? 0);
}
