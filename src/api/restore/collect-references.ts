import { dirname, resolve } from 'node:path';
import type { BicepConfig } from '../../sources/bicep/modules/bicep-config.ts';
import {
  parseModuleReference,
  type RegistryReference,
  referenceText,
} from '../../sources/bicep/modules/registry-reference.ts';
import type { BytesRead } from '../../util/bounded-read.ts';
import { isBicepName, isInside, relativePath } from '../../util/paths.ts';
import { readReferences, type WrittenReference } from './read-references.ts';
import type { ReferencePlace, UnreadReference } from './restore-result.ts';

/** Files of one project; more are not followed. */
const MAX_FILES = 10_000;

/** A reference to a registry or a template spec, and who has it. */
export interface CollectedReference {
  readonly reference: RegistryReference;
  /** Of the first file that has it, absolute. */
  readonly from: string;
  readonly usedBy: readonly ReferencePlace[];
}

export interface CollectedReferences {
  readonly references: readonly CollectedReference[];
  readonly errors: readonly UnreadReference[];
  readonly files: number;
}

export interface ReferenceSource {
  readonly cwd: string;
  readonly readFile: (absolute: string) => BytesRead;
  /** The root of the repository of an absolute file. */
  readonly rootOf: (absolute: string) => string;
  readonly configOf: (absolute: string) => BicepConfig;
}

/** The references of these files and of the local ones that they refer to, each file once. A restored module is compiled and has none. */
export function collectReferences(start: readonly string[], source: ReferenceSource): CollectedReferences {
  const queue = [...new Set(start)];
  const seen = new Set(queue);
  const found = new Map<string, CollectedReference>();
  const errors: UnreadReference[] = [];
  for (const absolute of queue) {
    const file = relativePath(source.cwd, absolute);
    for (const written of referencesOf(absolute, file, source, errors)) {
      const config = source.configOf(absolute);
      const place: ReferencePlace = { file, line: written.line, column: written.column };
      const parsed = parseModuleReference(written.text, config);
      if (parsed.kind === 'problem') errors.push({ ...codeOf(parsed.problem), location: place });
      else if (parsed.kind !== 'path') add(found, parsed, absolute, place, config);
      else follow(resolve(dirname(absolute), parsed.path), source.rootOf(absolute));
    }
    errors.push(...configErrors(absolute, source, errors));
  }
  return { references: [...found.values()], errors, files: queue.length };

  function follow(target: string, root: string): void {
    if (!isBicepName(target) || seen.has(target) || !isInside(root, target) || seen.size >= MAX_FILES) return;
    seen.add(target);
    queue.push(target);
  }
}

function codeOf({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): Pick<UnreadReference, 'code' | 'message'> {
  return { code: code as UnreadReference['code'], message };
}

function referencesOf(
  absolute: string,
  file: string,
  { readFile }: ReferenceSource,
  errors: UnreadReference[],
): readonly WrittenReference[] {
  const read = readReferences(file, readFile(absolute));
  if (!('problem' in read)) return read.references;
  errors.push(read.problem);
  return [];
}

/** References by configuration too: two may name different caches. */
function add(
  found: Map<string, CollectedReference>,
  reference: RegistryReference,
  from: string,
  place: ReferencePlace,
  { cacheRootDirectory = '' }: BicepConfig,
): void {
  const key = `${cacheRootDirectory}\n${referenceText(reference)}`;
  const before = found.get(key);
  found.set(key, { reference, from: before?.from ?? from, usedBy: [...(before?.usedBy ?? []), place] });
}

/** What is wrong in the configuration of a file, said once. */
function configErrors(
  absolute: string,
  { configOf }: ReferenceSource,
  known: readonly UnreadReference[],
): readonly UnreadReference[] {
  return configOf(absolute).problems.filter((problem) => !known.includes(problem));
}
