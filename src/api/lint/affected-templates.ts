import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Finding, Note, RunError } from '../../engine/finding.ts';
import { counted } from '../../messages/counted.ts';
import { message } from '../../messages/message.ts';
import { type ChangedFiles, changedFiles } from '../../sources/git/changed-files.ts';
import { type BaseCommit, baseCommit } from '../../sources/git/revision.ts';
import { UsageError } from '../../util/errors.ts';
import { isInside, relativePath } from '../../util/paths.ts';
import type { LintRequest } from '../requests.ts';
import type { EvaluatedRequest } from './evaluate-request.ts';
import { withRevision } from './revision-run.ts';
import { type TemplateParts, templateParts } from './template-parts.ts';

/** Of one tree: what has a part in each template, and what comes out of it. Files are absolute, as in the working tree. */
interface TreeFacts {
  readonly parts: TemplateParts;
  readonly results: ReadonlyMap<string, string>;
}

/**
 * Leaves of a run what changed files have a part in: results of templates that depend on a file which is new, different or
 * gone since a revision, or depended on it then; and results that are others than they were, whatever the reason.
 *
 * @throws UsageError when git cannot say what has changed.
 */
export async function onlyAffected(
  evaluated: EvaluatedRequest,
  request: LintRequest,
  revision: string,
): Promise<EvaluatedRequest> {
  if (request.given !== undefined)
    throw new UsageError('--changed-since: standard input is in no revision; name the file');
  const base = baseCommit(request.cwd, revision, '--changed-since');
  const changed = changedFiles(base);
  const isChanged = new Set([...changed.present, ...changed.gone]);
  const place = placesOf(request.cwd);
  const now = factsOf(evaluated, request.cwd, place);
  const before = await factsBefore(request, base);
  const isAffected = (template: string): boolean => {
    if (before === undefined || !isInside(base.root, template)) return true;
    const parts = [...(now.parts.get(template) ?? []), ...(before.parts.get(template) ?? [])];
    return parts.some((part) => isChanged.has(part)) || now.results.get(template) !== before.results.get(template);
  };
  const affected = new Set([...now.parts.keys()].filter(isAffected));
  const files = new Set([...isChanged, ...[...affected].flatMap((one) => [...(now.parts.get(one) ?? []), one])]);
  const uncommitted = [...affected].filter((one) => before?.parts.has(one) === false && !isChanged.has(one));
  const said = { affected, total: now.parts.size, changed, before, uncommitted, revision, cwd: request.cwd };
  const notes = affectedNotes(said);
  return restricted(evaluated, { affected, files, place, notes });
}

/** A path as it is shown, as an absolute one without links to the folder of the run. */
function placesOf(cwd: string): (file: string) => string {
  const real = realpathSync(cwd);
  return (file) => resolve(real, relative(cwd, resolve(cwd, file)));
}

function factsOf(
  { run, selections, findings, errors }: EvaluatedRequest,
  cwd: string,
  place: (file: string) => string,
): TreeFacts {
  const parts = new Map(
    [...templateParts(run, selections, cwd)].map(
      ([template, files]) => [place(template), new Set([...files].map(place))] as const,
    ),
  );
  const lines = new Map<string, string[]>();
  const add = (file: string, line: string): void => {
    const own = lines.get(place(file));
    if (own === undefined) lines.set(place(file), [line]);
    else own.push(line);
  };
  for (const finding of findings) add(templateOf(finding), resultLine(finding));
  for (const { location, code, message: text } of errors)
    if (location !== undefined) add(location.file, `${code} ${text}`);
  return { parts, results: new Map([...lines].map(([file, own]) => [file, own.sort().join('\n')])) };
}

/** The template that was evaluated; the target may stand in a file that it links to. */
function templateOf({ location, target }: Finding): string {
  return target.template ?? location.file;
}

function resultLine({ fingerprint, outcome, level, affectsExitCode }: Finding): string {
  return `${fingerprint} ${outcome} ${level} ${affectsExitCode}`;
}

/** What the templates of the commit gave; undefined where it cannot be evaluated: then nothing can be left out. */
async function factsBefore(request: LintRequest, base: BaseCommit): Promise<TreeFacts | undefined> {
  try {
    return await withRevision(request, base, (evaluated, tree) => {
      const cwd = resolve(tree, relative(base.root, realpathSync(request.cwd)));
      return factsOf(evaluated, cwd, (file) => resolve(base.root, relative(tree, resolve(cwd, file))));
    });
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

interface Restriction {
  /** Templates, absolute. */
  readonly affected: ReadonlySet<string>;
  /** What has changed, and what has a part in the affected templates. */
  readonly files: ReadonlySet<string>;
  readonly place: (file: string) => string;
  readonly notes: readonly Note[];
}

function restricted(evaluated: EvaluatedRequest, { affected, files, place, notes }: Restriction): EvaluatedRequest {
  const { run, discovered, declared } = evaluated;
  const declaring = new Set(declared.files.map(place));
  const concerns = ({ location }: Pick<RunError, 'location'>): boolean =>
    location === undefined || files.has(place(location.file));
  const inventories = run.inventories.filter(({ file }) => affected.has(place(file)));
  const isNamed = ({ file }: { readonly file: string }): boolean => files.has(place(file));
  return {
    ...evaluated,
    run: { ...run, inventories, read: new Set(inventories.map(({ file }) => file)).size },
    discovered: {
      ...discovered,
      skipped: discovered.skipped.filter(isNamed),
      unreadable: discovered.unreadable.filter(isNamed),
    },
    declared: { ...declared, files: declared.files.filter((file) => files.has(place(file))) },
    findings: evaluated.findings.filter((finding) => {
      const file = place(templateOf(finding));
      // What declares an instance is read alone.
      return affected.has(file) || (declaring.has(file) && files.has(file));
    }),
    errors: evaluated.errors.filter(concerns),
    notes: [...evaluated.notes.filter(concerns), ...notes],
  };
}

interface Said {
  readonly affected: ReadonlySet<string>;
  readonly total: number;
  readonly changed: ChangedFiles;
  readonly before: TreeFacts | undefined;
  /** Affected templates that git does not follow: what is ignored, in a submodule or in another repository. */
  readonly uncommitted: readonly string[];
  readonly revision: string;
  readonly cwd: string;
}

const MAX_NAMED = 20;

function affectedNotes({ affected, total, changed, before, uncommitted, revision, cwd }: Said): readonly Note[] {
  const files = counted(changed.present.length + changed.gone.length, 'changedFile');
  const isSame = changed.present.length + changed.gone.length === 0;
  const nothing = isSame
    ? message('note.nothing-changed', { revision })
    : message('note.nothing-affected', { files, revision });
  const some = message('note.affected', {
    affected: affected.size,
    templates: counted(total, 'template'),
    files,
    revision,
  });
  const said = affected.size === 0 ? nothing : some;
  const whole = before === undefined && affected.size > 0 ? [message('note.revision-unread', { revision })] : [];
  const parts = new Set([...(before?.parts.values() ?? [])].flatMap((own) => [...own]));
  const gone = changed.gone.filter((file) => parts.has(file));
  const lines = [
    ...whole,
    ...(gone.length === 0 ? [] : [message('note.files-gone', { files: namesOf(gone, cwd), revision })]),
    ...(uncommitted.length === 0 ? [] : [message('note.uncommitted', { files: namesOf(uncommitted, cwd) })]),
  ];
  return [{ message: said, important: true as const }, ...lines.map((text) => ({ message: text }))];
}

function namesOf(files: readonly string[], cwd: string): string {
  const names = files.map((file) => relativePath(cwd, file)).sort();
  const list = names.slice(0, MAX_NAMED).join(', ');
  return names.length > MAX_NAMED ? message('list.more', { list, count: names.length - MAX_NAMED }) : list;
}
