interface Manifest {
  readonly publisher?: string;
  readonly version?: string;
  readonly engines?: { readonly vscode?: string };
  readonly main?: string;
  readonly files?: readonly string[];
  readonly activationEvents?: readonly string[];
  readonly capabilities?: { readonly untrustedWorkspaces?: unknown };
}

/** What is built is not there yet. */
const BUILT = 'dist';

/** What keeps a manifest from being one of an extension that can be published: one line each. */
export function manifestProblems(manifest: object, exists: (name: string) => boolean): readonly string[] {
  const { publisher, version, engines, main, files, activationEvents, capabilities } = manifest as Manifest;
  const missing = [...(files ?? []), 'README.md', 'LICENSE'].filter((name) => name !== BUILT && !exists(name));
  const [, machine] = /(\/home\/|\/Users\/|\/tmp\/|[A-Z]:\\\\)/.exec(JSON.stringify(manifest)) ?? [];
  const problems: readonly (readonly [boolean, string])[] = [
    [/^[a-z0-9-]+$/.test(publisher ?? ''), 'publisher: expected a name of small letters, digits and hyphens'],
    [/^\d+\.\d+\.\d+$/.test(version ?? ''), 'version: expected X.Y.Z'],
    [/^\^\d+\.\d+\.\d+$/.test(engines?.vscode ?? ''), 'engines.vscode: expected ^X.Y.Z'],
    [main?.startsWith(`./${BUILT}/`) === true, 'main: expected a file of ./dist'],
    [files?.includes(BUILT) === true, 'files: expected dist'],
    [activationEvents?.includes('*') !== true, 'activationEvents: * starts it with every window'],
    [capabilities?.untrustedWorkspaces !== undefined, 'capabilities.untrustedWorkspaces: expected one'],
    [machine === undefined, `a path of a machine: ${machine}`],
  ];
  return [
    ...problems.flatMap(([isRight, problem]) => (isRight ? [] : [problem])),
    ...[...new Set(missing)].map((name) => `files: ${name} is not there`),
  ];
}
