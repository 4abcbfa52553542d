import { message } from '../../messages/message.ts';
import type { Wanted } from '../../model/inventory.ts';
import { containCrash } from '../../util/crash.ts';
import type { FoundFile } from '../discover/discover.ts';
import type { BicepTemplate } from './bicep-reader.ts';
import { type FlagUse, flagUse } from './check-set-flags.ts';
import type { ExpandInput, ExploredValues } from './expand/expand-template.ts';
import type { RunProblem, TemplateResult } from './mark-gating.ts';
import { fitsTemplate, type NamedParameterFile } from './named-parameters.ts';
import { asError, isProblem, type LocatedProblem, linkedTemplateReader, type ParsedFile } from './read-json-file.ts';
import { problemsIn, type ReadOptions } from './read-template.ts';
import { isMarked, type MarkedFile } from './suppression-marks.ts';
import { type InventoryProblem, type TemplateInventory, templateInventory } from './template-inventory.ts';
import { templateProblem } from './template-problem.ts';
import type { TemplateRequest } from './template-request.ts';
import { distinctFiles, valueSets } from './value-sets.ts';

/** Total characters of the texts that are kept. */
export const MAX_KEPT_CHARACTERS = 64_000_000;

/** What a run has collected so far. */
export interface RunProgress {
  readonly inventories: Omit<TemplateResult, 'affectsExitCode'>[];
  readonly problems: RunProblem[];
  readonly texts: Map<string, string>;
  readonly marked: MarkedFile[];
  readonly compiled: Map<string, FoundFile>;
  /** Remaining characters of texts that may be kept. */
  remainingCharacters: number;
  read: number;
  readonly flagUses: FlagUse[];
}

/** Expands what was read of a template, with the parameter files that were paired with it; a crash is a problem of it. */
export function templateExpander({
  request,
  reading,
  named,
  progress,
}: Omit<FileContext, 'readLinked' | 'paired'>): (
  found: FoundFile,
  read: ParsedFile | BicepTemplate | LocatedProblem,
  paired: readonly FoundFile[],
) => void {
  const addProblem = (problem: LocatedProblem): void => void progress.problems.push(asError(problem));
  const mark = (file: string, { text, json, source }: ParsedFile, isInput: boolean): void => {
    if (isMarked(text)) progress.marked.push({ file, isInput, text, json, ...(source && { source }) });
  };
  const onLinked = (file: string, read: ParsedFile): void => mark(file, read, false);
  const readLinked = linkedTemplateReader({ ...request, onLinked }, addProblem);
  return (found, read, paired) => {
    const problem = isProblem(read) ? read : templateProblem(found.file, read.json);
    if (problem !== undefined) addProblem(problem);
    if (problem !== undefined || isProblem(read)) return;
    mark(found.file, read, true);
    // There may be more than arguments of a call.
    for (const one of problemsIn(read)) progress.problems.push(one);
    if ('modules' in read) for (const [file, module] of read.modules) mark(file, module, false);
    containCrash(
      () => expandTemplateFile(found, read, { request, reading, readLinked, named, paired, progress }),
      (crash) => addProblem({ ...crash, location: { file: found.file } }),
    );
  };
}

interface FileContext {
  readonly request: TemplateRequest;
  readonly reading: ReadOptions;
  readonly readLinked: NonNullable<ExpandInput['readLinked']>;
  readonly named: readonly NamedParameterFile[];
  /** Parameter files that were paired with the template. */
  readonly paired: readonly FoundFile[];
  readonly progress: RunProgress;
}

/** Expands one template for each set of values. */
function expandTemplateFile(
  found: FoundFile,
  read: ParsedFile | BicepTemplate,
  { request, reading, readLinked, named, paired, progress }: FileContext,
) {
  const { file, absolute } = found;
  const { problems, inventories, texts } = progress;
  progress.read++;
  if (read.notes.length > 0)
    problems.push(fileNote('tolerated', message('note.tolerated', { deviations: read.notes.join(', ') }), file));
  const { target, key, tokens, parameters = [], defaults = request.defaults } = request.deploymentOf(absolute);
  progress.flagUses.push(flagUse(request.flags, read.json, tokens));
  const fitting = named.filter((one) => fitsTemplate(one, file, read.json));
  const files = fitting.length > 0 ? fitting.map((one) => one.file) : distinctFiles([...parameters, ...paired]);
  const configuredFiles = new Set(parameters.map((one) => one.absolute));
  const onProblem = (problem: InventoryProblem): void => void problems.push(problem);
  for (const values of valueSets(files, defaults, { ...reading, flags: request.flags }, onProblem)) {
    const set = `+${values.parameters?.file ?? ''}`;
    // Each parameter file from the configuration is a separate deployment of all files of the group.
    const instanceKey =
      key === undefined ? `${file}${set}` : configuredFiles.has(values.parameters?.absolute ?? '') ? key + set : key;
    const input = {
      file,
      template: read.json,
      size: read.size,
      values: values.values,
      valuesPartlyRead: values.partlyRead,
      tokens,
      target,
      deploymentKey: instanceKey,
      readLinked,
      fileOf: reading.bicep?.fileOf,
      ...('partlyRead' in read && { partlyRead: read.partlyRead }),
    };
    const readFiles = [...('reads' in read ? read.reads : []), ...values.reads];
    const label = {
      basis: values.basis,
      ...(values.parameters !== undefined && { parameters: values.parameters.file }),
    };
    const inventory = {
      ...templateInventory(input, label, request.wanted),
      ...(readFiles.length > 0 && { readFiles }),
    };
    inventories.push(
      request.explore ? { ...inventory, ...exploreParameters(input, label, request.wanted) } : inventory,
    );
    const { targets, settings, associations, problems } = inventory;
    const hasLocations = targets.length + settings.length + associations.length + problems.length > 0;
    if (
      hasLocations &&
      read.source === undefined &&
      !texts.has(file) &&
      read.text.length <= progress.remainingCharacters
    ) {
      texts.set(file, read.text);
      progress.remainingCharacters -= read.text.length;
    }
  }
}

function exploreParameters(
  input: ExpandInput,
  label: Pick<TemplateInventory, 'basis' | 'parameters'>,
  wanted: Wanted | undefined,
): Pick<TemplateResult, 'exploration'> {
  const explored: ExploredValues = { listed: new Map(), unlisted: new Map() };
  return { exploration: { inventory: templateInventory({ ...input, explored }, label, wanted), ...explored } };
}

/** A remark about a file. */
export function fileNote(code: string, text: string, file: string): InventoryProblem {
  return { error: false, code, message: text, location: { file } };
}
