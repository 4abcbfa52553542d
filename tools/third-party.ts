import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { BUNDLE_OPTIONS } from './bundle-options.ts';
import { spdxOf, textWithout } from './licence-texts.ts';

/** A package whose code or text is part of ours. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; empty when its `package.json` gives none. */
  readonly licence: string;
  /** Its licence, and its notice where it has one; empty when it ships none. */
  readonly text: string;
}

/** Licences that allow what we do, on the one condition that their text goes with it. */
const ALLOWED: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
]);

/** The scripts in `completions` are its own. */
const COPIED = ['node_modules/@pnpm/tabtab'];

/** What keeps a package from being shipped: one line each, empty when all is well. */
export function licenceProblems(packages: readonly ShippedPackage[]): readonly string[] {
  return packages.flatMap(({ name, version, licence, text }) => [
    ...(ALLOWED.has(licence) ? [] : [`${name} ${version} has the licence '${licence}', which is not on the list`]),
    ...(text === '' ? [`${name} ${version} has no licence text`] : []),
  ]);
}

/** `THIRD-PARTY.md`: every package, and every text once. */
export function thirdPartyPage(packages: readonly ShippedPackage[]): string {
  const sorted = packages.toSorted((a, b) => (titleOf(a) < titleOf(b) ? -1 : 1));
  const texts = new Set(sorted.map(({ text }) => text));
  const usersOf = (text: string): string =>
    sorted.flatMap((one) => (one.text === text ? [titleOf(one)] : [])).join(', ');
  return [
    '# Third-party software',
    '',
    'The published package contains code of these packages, and of no others. `npm run docs` writes this page.',
    '',
    '| Package | Licence |',
    '|---|---|',
    ...sorted.map((one) => `| ${titleOf(one)} | ${one.licence} |`),
    ...[...texts].flatMap((text) => ['', `## ${usersOf(text)}`, '', '```text', text, '```']),
    '',
  ].join('\n');
}

const titleOf = ({ name, version }: ShippedPackage): string => `${name} ${version}`;

/** The packages whose code is in the bundle, as the bundler reports them, and those that files are copied from. */
export async function shippedPackages(): Promise<readonly ShippedPackage[]> {
  const { metafile } = await build({ ...BUNDLE_OPTIONS, metafile: true, write: false });
  return [...bundledFolders(metafile), ...COPIED].map(readPackage);
}

/** Folders of the packages that leave code in an output; one that is read and dropped leaves none. */
export function bundledFolders({ outputs }: Pick<Metafile, 'outputs'>): readonly string[] {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** Licences come before notices, and files of one kind in the order of their names. */
const LICENCE_FILES = [/^licen[cs]e(?:[-.]|$)/i, /^copying(?:\.|$)/i, /^notice(?:\.|$)/i];

/** A package by its folder. */
export function readPackage(folder: string): ShippedPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: unknown;
  };
  const names = readdirSync(folder).sort();
  const files = LICENCE_FILES.flatMap((pattern) => names.filter((file) => pattern.test(file)));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  const licence = typeof license === 'string' ? spdxOf(license) : '';
  return { name, version, licence, text: texts.join('\n\n') || textWithout(name, licence, folder) };
}
