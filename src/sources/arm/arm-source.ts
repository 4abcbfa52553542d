import { resolve, sep } from 'node:path';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../util/errors.ts';
import { atOnce } from '../../util/paced.ts';
import type { FoundFile } from '../discover/discover.ts';
import type { UnpairedFile } from '../discover/pair-parameter-files.ts';
import { flagProblem } from './check-set-flags.ts';
import { compiledFinder } from './compiled-twin.ts';
import { fileNote, MAX_KEPT_CHARACTERS, type RunProgress, templateExpander } from './expand-read-template.ts';
import { type Defaults, distinctProblems, markGating, problemsOf, type RunProblem } from './mark-gating.ts';
import { type NamedParameterFile, namedParameterFiles, problemsOfFile, unusedFileProblem } from './named-parameters.ts';
import { type ReadOptions, readTemplate } from './read-template.ts';
import { OUTDATED_JSON } from './template-inventory.ts';
import type { TemplateRequest, TemplateRun } from './template-request.ts';

/** How far reading is, in templates. */
export interface TemplateProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Reads and expands templates in sequence, each with its parameter files, and keeps only their inventories.
 *
 * @throws UsageError for a parameter file of `--parameters` or a value of `--set` that no template uses.
 */
export function readTemplates(request: TemplateRequest): TemplateRun {
  return atOnce(templateSteps(request));
}

/** The same, a step for each template: how many are done, and how many there are. */
export function* templateSteps(request: TemplateRequest): Generator<TemplateProgress, TemplateRun> {
  const { cwd, maxSize, given, overlay, pairing } = request;
  const stdin: FoundFile[] =
    given === undefined ? [] : [{ file: given.file, absolute: resolve(cwd, given.file), named: true }];
  const { templates, filesOf, unpaired } = pairing;
  const reading = { maxSize, overlay, bicep: request.createBicep?.(request) };
  const named = namedParameterFiles({ ...request, ...reading }, [...templates, ...stdin]);
  const isNamed = new Set(request.named.map(({ absolute }) => absolute));
  const progress: RunProgress = {
    inventories: [],
    problems: [
      ...unpaired.filter(({ absolute }) => !isNamed.has(absolute)).map(unpairedProblem),
      ...named.flatMap(problemsOfFile),
    ],
    texts: new Map(),
    marked: [],
    compiled: new Map(),
    remainingCharacters: MAX_KEPT_CHARACTERS,
    read: 0,
    flagUses: [],
  };
  const expand = templateExpander({ request, reading, named, progress });
  const sourceOfCompiled = compiledFinder({ pairing, reading, named, deploymentOf: request.deploymentOf });
  const total = templates.length + stdin.length;
  for (const [done, found] of templates.entries()) {
    yield { done, total };
    const read = readTemplate(found, reading);
    const source = sourceOfCompiled(found, read);
    const before = request.compiled?.get(found.absolute);
    if (source !== undefined || before !== undefined) skipCompiled(found, source, before, progress);
    else expand(found, read, filesOf.get(found.file) ?? []);
  }
  for (const found of stdin) expand(found, given?.read ?? readTemplate(found, reading), []);
  return finishedRun(request, reading, named, progress, progress.read === total);
}

/** What was compiled from Bicep is evaluated as that: said of the file, and when an edit has left it behind. */
function skipCompiled(
  { file, absolute }: FoundFile,
  source: FoundFile | undefined,
  before: FoundFile | undefined,
  progress: RunProgress,
): void {
  progress.read++;
  if (source !== undefined) {
    progress.compiled.set(absolute, source);
    progress.problems.push(fileNote('compiled', message('note.compiled', { bicep: source.file }), file));
  } else if (before !== undefined) {
    const text = message('note.outdated-json', { bicep: before.file });
    progress.problems.push({ ...fileNote(OUTDATED_JSON, text, file), important: true });
  }
}

/** Everything that is read and expanded, as the result of a run. */
function finishedRun(
  request: TemplateRequest,
  { bicep }: ReadOptions,
  named: readonly NamedParameterFile[],
  { inventories, problems, texts, marked, compiled, read, flagUses }: RunProgress,
  isComplete: boolean,
): TemplateRun {
  // A template that could not be read may use them.
  if (read > 0 && isComplete) {
    const wrong = flagProblem(request.flags, flagUses) ?? unusedFileProblem(named);
    if (wrong !== undefined) throw new UsageError(wrong);
  }
  const results = markGating(inventories, (file) => defaultsOf(resolve(request.cwd, file), request));
  const distinct = distinctProblems([...problems, ...(request.notes?.() ?? []), ...results.flatMap(problemsOf)]);
  return {
    inventories: results,
    errors: distinct.filter((problem) => problem.error),
    notes: distinct.filter((problem) => !problem.error),
    read,
    texts,
    sourceOf: (file) => bicep?.sourceOf(file),
    marked,
    compiled,
  };
}

function defaultsOf(absolute: string, { deploymentOf, defaults }: TemplateRequest): Defaults {
  return deploymentOf(absolute).defaults ?? defaults;
}

function unpairedProblem({ file, named, using }: UnpairedFile): RunProblem {
  const problem = { code: 'unpaired-parameters', location: { file }, important: true } as const;
  if (using === undefined) return { ...problem, error: named, message: message('error.unpaired-parameters') };
  // A reference to a registry; a path is one that is not there.
  const isElsewhere = /^\w{2,}[:/]/.test(using);
  const text = message(isElsewhere ? 'error.using-registry' : 'error.using-missing', { template: using });
  return { ...problem, error: named || !isElsewhere, message: text };
}

/** A file from a path as typed. */
export function namedFile(cwd: string, path: string): FoundFile {
  return { file: path.split(sep).join('/'), absolute: resolve(cwd, path), named: true };
}
