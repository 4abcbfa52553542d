/** The checked part of a lock file. */
interface LockFile {
  readonly packages?: Readonly<Record<string, LockEntry>>;
}

interface LockEntry {
  readonly resolved?: unknown;
  readonly integrity?: unknown;
  /** A folder of this repository in place of a package. */
  readonly link?: boolean;
}

/** npm replaces this host by the configured registry, so it does not name a mirror. */
const REGISTRY = 'https://registry.npmjs.org/';
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

/**
 * What `npm ci` could not check of a `package-lock.json`: entries that do not say where their package comes from, or
 * without a hash of it. One line per entry; empty when all is well.
 */
export function lockProblems(text: string): readonly string[] {
  const { packages } = JSON.parse(text) as LockFile;
  const entries = Object.entries(packages ?? {}).filter(([path, entry]) => path !== '' && entry.link !== true);
  if (entries.length === 0) return ['the lock file has no entries'];
  return entries.flatMap(([path, { resolved, integrity }]) => {
    const problems = [
      ...(typeof resolved === 'string' && resolved.startsWith(REGISTRY)
        ? []
        : [resolved === undefined ? 'no resolved' : `resolved is not below ${REGISTRY}`]),
      ...(typeof integrity === 'string' && SHA512.test(integrity)
        ? []
        : [integrity === undefined ? 'no integrity' : 'integrity is no SHA-512 hash']),
    ];
    return problems.length === 0 ? [] : [`${path}: ${problems.join(', ')}`];
  });
}
