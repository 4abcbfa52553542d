import { resolve } from 'node:path';
import type { Note } from '../../engine/finding.ts';
import { COMMENT_MARK } from '../../engine/suppress/comment-directive.ts';
import { metadataEntries } from '../../engine/suppress/metadata-entries.ts';
import type { Suppression } from '../../engine/suppress/suppression.ts';
import { illFormedNote } from '../../engine/suppress/suppression-notes.ts';
import type { FindRules } from '../../engine/suppress/written-suppression.ts';
import { message } from '../../messages/message.ts';
import type { Origin } from '../../model/resource.ts';
import type { Target } from '../../model/target.ts';
import {
  type MarkedFile,
  type MarkedMetadata,
  type SuppressionMarks,
  suppressionMarks,
} from '../../sources/arm/suppression-marks.ts';
import { formatPath, type Path } from '../../util/location.ts';
import { matchesPattern } from '../../value/matching.ts';
import type { Value } from '../../value/value.ts';
import { commentSuppressions } from './comment-suppressions.ts';
import { type FoundInline, inlineSuppression } from './inline-suppression.ts';

/** What the templates of a run say themselves of what is accepted. */
export interface InlineSuppressions {
  /** By the absolute file in which they stand. */
  readonly byFile: ReadonlyMap<string, readonly Suppression[]>;
  /** About what suppresses nothing. */
  readonly notes: readonly Note[];
}

/** More of them in one file are not meant for people. */
const MAX_IN_FILE = 1000;

/** Reads comments and metadata. Only a template of the run suppresses: what it links to may be another's. */
export function inlineSuppressions(
  marked: readonly MarkedFile[],
  cwd: string,
  findRules: FindRules,
): InlineSuppressions {
  const inputs = new Map(marked.filter(({ isInput }) => isInput).map((file) => [resolve(cwd, file.file), file]));
  const others = marked.filter(({ isInput, file }) => !isInput && !inputs.has(resolve(cwd, file)));
  const byFile = new Map<string, readonly Suppression[]>();
  const notes: Note[] = others.flatMap((file) => {
    const {
      suppressions: [first],
    } = suppressionsIn(file, cwd, findRules);
    const location = first?.location;
    return location === undefined
      ? []
      : [{ message: message('suppression.module-not-in-run'), location, important: true }];
  });
  for (const [absolute, file] of inputs) {
    const found = suppressionsIn(file, cwd, findRules);
    byFile.set(absolute, found.suppressions);
    notes.push(...found.notes);
  }
  return { byFile, notes };
}

interface FoundInFile {
  readonly suppressions: readonly Suppression[];
  readonly notes: readonly Note[];
}

function suppressionsIn(file: MarkedFile, cwd: string, findRules: FindRules): FoundInFile {
  const marks = suppressionMarks(file, COMMENT_MARK);
  const all = [...ofMetadata(file, marks, cwd, findRules), ...commentSuppressions(file.file, marks, cwd, findRules)];
  const suppressions = all.flatMap((found) => ('problem' in found ? [] : [found]));
  const problems = all.flatMap((found) => ('problem' in found ? [found] : [])).slice(0, MAX_IN_FILE);
  const tooMany =
    suppressions.length > MAX_IN_FILE
      ? [{ problem: message('suppression.too-many', { max: MAX_IN_FILE }), location: { file: file.file } }]
      : [];
  return {
    suppressions: suppressions.slice(0, MAX_IN_FILE),
    notes: [...problems, ...tooMany].map(({ problem, location }) => illFormedNote(problem, { location })),
  };
}

function ofMetadata(
  { file }: MarkedFile,
  { metadata }: SuppressionMarks,
  cwd: string,
  findRules: FindRules,
): readonly FoundInline[] {
  return metadata.flatMap((marked) =>
    metadataEntries(marked.value).map((part): FoundInline => {
      const location = { file, path: formatPath([...marked.path, ...part.steps]) };
      if ('problem' in part) return { problem: part.problem, location };
      const { resource, ...written } = part.entry;
      const isOwn = marked.of === 'template' ? deployedBy(marked, file, cwd) : declaredAt(marked.owner, file, cwd);
      const named = resource === undefined ? undefined : namedBy(resource, marked, file, cwd);
      const covers = (target: Target): Value<boolean> => isOwn(target) && (named === undefined || named(target));
      return inlineSuppression('metadata', written, { location, covers }, findRules);
    }),
  );
}

/** Whether a template deploys a target, itself or through what it nests or links to. */
function deployedBy({ owner }: MarkedMetadata, file: string, cwd: string): (target: Target) => boolean {
  const isTemplate = isPlace(owner, file, cwd);
  return ({ templates = [] }) => templates.some(isTemplate);
}

function declaredAt(path: Path, file: string, cwd: string): (target: Target) => boolean {
  const isOwn = isPlace(path, file, cwd);
  return ({ origin }) => isOwn(origin);
}

function isPlace(path: Path, file: string, cwd: string): (origin: Origin) => boolean {
  const [place, absolute] = [formatPath(path), resolve(cwd, file)];
  return (origin) => formatPath(origin.path ?? []) === place && resolve(cwd, origin.file ?? '') === absolute;
}

/** A symbolic name that the template itself has, else a pattern of names, also of what it nests or links to. */
function namedBy(
  resource: string,
  { owner, symbolicNames }: MarkedMetadata,
  file: string,
  cwd: string,
): (target: Target) => Value<boolean> {
  const wanted = resource.toLowerCase();
  if (!symbolicNames.has(wanted)) return ({ name }) => matchesPattern(name, resource);
  const absolute = resolve(cwd, file);
  return ({ origin: { file: declaredIn = '', path = [] } }) => {
    const [key] = path.slice(-1);
    return (
      typeof key === 'string' &&
      key.toLowerCase() === wanted &&
      resolve(cwd, declaredIn) === absolute &&
      isOwnResource(path, owner)
    );
  };
}

/** Whether a path leads from a template to one of its resources without passing into another template. */
function isOwnResource(path: Path, template: Path): boolean {
  if (formatPath(path.slice(0, template.length)) !== formatPath(template)) return false;
  return path
    .slice(template.length)
    .every((step, i) => i % 2 === 1 || step === 'resources' || step === 'predictedResources');
}
