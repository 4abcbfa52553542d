import { basename } from 'node:path';
import { SETTING_TYPE } from '../../model/azure/resource-types.ts';
import type { ReadCode } from '../../util/error-codes.ts';
import type { RegistryRecord, ScanProblem, SettingsResult } from '../azure/decode/scan-record.ts';
import { isSettingsPage } from '../azure/decode/validate-settings-response.ts';
import { readArmId } from '../saved-scan/arm-id.ts';
import {
  createProblemList,
  type ExportFile,
  type ExportProblem,
  type ProblemList,
} from '../saved-scan/export-problem.ts';
import { canonicalList, canonicalSetting } from './canonical-settings.ts';
import { OLD_AZURE_CLI, type ParsedList, parseLists, UNREADABLE_SETTING } from './parse-lists.ts';
import type { ArmRegistry } from './to-arm-registry.ts';
import type { ArmSetting } from './to-arm-setting.ts';
import { describeUnrecognised } from './unrecognised-file.ts';

/** A file with its JSON values. */
export interface ThirdPartyFile extends ExportFile {
  readonly values: readonly unknown[];
}

/** A list and its file. */
interface ListInFile {
  readonly given: ThirdPartyFile;
  readonly answer: ParsedList;
  /** It is the only list in the file. */
  readonly isOnly: boolean;
}

export interface ThirdPartyResult {
  /** Whether any file has a known format. */
  readonly isRecognised: boolean;
  readonly records: readonly RegistryRecord[];
  readonly problems: ProblemList;
  /** Files found in a folder that are not exports. */
  readonly skipped: readonly ExportProblem[];
}

/** The accepted formats, for messages. */
export const ACCEPTED =
  'a saved scan of acraudit, the JSON of `az acr list` or `az graph query` and of `az monitor diagnostic-settings list`, ' +
  'the same of PowerShell, answers of Azure Resource Manager with the same lists, or the export of PSRule';

const NOT_IN_EXPORT: ScanProblem & { readonly code: ReadCode } = {
  kind: 'notRead',
  code: 'not-in-export',
  message:
    'its diagnostic settings are in none of the files; `az monitor diagnostic-settings list --resource ID -o json` collects them',
};

const CONFLICTING: ScanProblem & { readonly code: ReadCode } = {
  kind: 'limit',
  code: 'conflicting-answers',
  message: 'the files differ in what they say of its diagnostic settings',
};

/**
 * Creates records from files of other programs, all of them together: registries in some, their diagnostic settings in the
 * same or in others. Formats are detected by content. An empty list of settings counts only for the registry that the file
 * is named after (`NAME.json`); registry names are unique in Azure. A registry whose settings are in no file is `failed`,
 * never one without settings.
 */
export function readThirdParty(files: readonly ThirdPartyFile[]): ThirdPartyResult {
  const problems = createProblemList();
  const skipped: ExportProblem[] = [];
  const named: ListInFile[] = [];
  for (const given of files) {
    const answers = given.values.map(parseLists);
    if (answers.some((lists) => lists.length === 0)) {
      const message = describeUnrecognised(given.values);
      const problem: ExportProblem = { file: given.file, code: 'not-recognised', message };
      // A named file is intended as input; a folder may hold anything.
      if (given.isFound === true && answers.every((lists) => lists.length === 0)) skipped.push(problem);
      else problems.add(problem);
    }
    const lists = answers.flat();
    named.push(...lists.map((answer) => ({ given, answer, isOnly: lists.length === 1 })));
  }
  const registries = registriesOf(named);
  for (const entry of named) addProblemsOf(entry, problems, skipped);
  addMissingPages(named, problems);
  addUnlistedRegistries(named, registries, problems);
  const answers = answersByRegistry(named);
  addEmptyLists(named, registries, answers, problems);
  const records = [...registries].map(
    ([key, { id, resource, whole }]): RegistryRecord => ({
      kind: 'registry',
      id,
      resource,
      whole,
      settings: combineAnswers(answers.get(key) ?? []),
    }),
  );
  return { isRecognised: named.length > 0, records, problems, skipped };
}

interface Answer {
  readonly settings: readonly ArmSetting[];
  readonly partial: ScanProblem | undefined;
}

/** Combines all lists of one registry. Complete lists win over incomplete ones; contradictions are a failure. */
function combineAnswers(answers: readonly Answer[]): SettingsResult {
  const whole = answers.filter(({ partial }) => partial === undefined);
  const [first] = whole;
  if (first !== undefined) {
    const isOne = new Set(whole.map(({ settings }) => canonicalList(settings))).size === 1;
    return isOne ? validSettings(first.settings, undefined) : { status: 'failed', problem: CONFLICTING };
  }
  const problem = answers[0]?.partial ?? NOT_IN_EXPORT;
  const settings = answers.flatMap((answer) => answer.settings);
  const byId = new Map(settings.map((setting) => [setting.id.toLowerCase(), setting]));
  if (settings.some((one) => canonicalSetting(one) !== canonicalSetting(byId.get(one.id.toLowerCase()) ?? one)))
    return { status: 'failed', problem: CONFLICTING };
  return validSettings([...byId.values()], problem);
}

/** The valid settings, and why there may be others. */
function validSettings(settings: readonly ArmSetting[], problem: ScanProblem | undefined): SettingsResult {
  const value = settings.filter((setting) => isSettingsPage({ value: [setting] }));
  const missing = problem ?? (value.length < settings.length ? UNREADABLE_SETTING : undefined);
  if (missing === undefined) return { status: 'read', pages: [{ value }] };
  return value.length === 0
    ? { status: 'failed', problem: missing }
    : { status: 'partial', pages: [{ value }], problem: missing };
}

type RegistriesById = Map<string, ArmRegistry>;

function registriesOf(named: readonly ListInFile[]): RegistriesById {
  const registries: RegistriesById = new Map();
  for (const { answer } of named) {
    for (const [key, registry] of answer.registries) if (!registries.has(key)) registries.set(key, registry);
  }
  return registries;
}

type AnswersByRegistry = Map<string, Answer[]>;

function answersByRegistry(named: readonly ListInFile[]): AnswersByRegistry {
  const answers: AnswersByRegistry = new Map();
  for (const { answer } of named) {
    for (const [key, { settings, isBroken }] of answer.settings) {
      const partial = isBroken ? UNREADABLE_SETTING : answer.partial;
      appendTo(answers, key, { settings: [...settings.values()], partial });
    }
  }
  return answers;
}

/** Assigns empty lists to the registries that their files are named after. */
function addEmptyLists(
  named: readonly ListInFile[],
  registries: RegistriesById,
  answers: AnswersByRegistry,
  problems: ProblemList,
): void {
  // An empty list does not show which program wrote it, so the other files decide.
  const isOld = named.some(({ answer }) => answer.partial === OLD_AZURE_CLI);
  const byName = new Map<string, string[]>();
  for (const [key, { id }] of registries) appendTo(byName, registryName(id), key);
  for (const { given, answer, isOnly } of named) {
    if (!answer.isEmpty) continue;
    const name = basename(given.absolute).toLowerCase();
    const [key, second] = (isOnly ? byName.get(name.replace(/\.json$/, '')) : undefined) ?? [];
    if (key === undefined || second !== undefined) {
      const why = registries.size === 0 ? NO_REGISTRIES : key === undefined ? UNNAMED_LIST : AMBIGUOUS;
      problems.add({ file: given.file, ...why });
      continue;
    }
    const partial = isOld && answer.isWrapped ? OLD_AZURE_CLI : answer.partial;
    appendTo(answers, key, { settings: [], partial });
  }
}

function appendTo<T>(lists: Map<string, T[]>, key: string, element: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [element]);
  else list.push(element);
}

const NO_REGISTRIES: Omit<ExportProblem, 'file'> = {
  code: 'no-registries',
  message:
    'an empty list, and no file names a container registry: the identity that collected it has no access to one, or it is from another subscription',
};

const UNNAMED_LIST: Omit<ExportProblem, 'file'> = {
  code: 'empty-list',
  message:
    'an empty list does not identify its registry: name the file after its registry, as in NAME.json, and give the list of registries too',
};

const AMBIGUOUS: Omit<ExportProblem, 'file'> = {
  code: 'ambiguous-name',
  message: 'an empty list, and several registries have the name of its file',
};

function registryName(id: string): string {
  const read = readArmId(id);
  return read === undefined || read.kind === 'other' ? '' : read.name.toLowerCase();
}

function addProblemsOf({ given, answer }: ListInFile, problems: ProblemList, skipped: ExportProblem[]): void {
  const { file, isFound } = given;
  for (const problem of answer.wrong) problems.add({ file, ...problem });
  if (answer.isEmpty || answer.registries.size > 0 || answer.settings.size > 0) return;
  const message = 'it lists resources, but neither container registries nor their diagnostic settings';
  const problem: ExportProblem = { file, code: 'no-registries', message };
  if (isFound === true && answer.wrong.length === 0) skipped.push(problem);
  else problems.add(problem);
}

/**
 * A page of registries is complete when the last page of the same subscription is given too, or when the given pages hold
 * the reported total.
 */
function addMissingPages(named: readonly ListInFile[], problems: ProblemList): void {
  const subscriptions = ({ answer }: ListInFile): readonly string[] => [
    ...new Set([...answer.registries.keys()].map((key) => key.split('/')[2] ?? '')),
  ];
  const complete = new Set(named.filter(({ answer }) => !answer.hasMore).flatMap(subscriptions));
  for (const entry of named) {
    const { registries, hasMore, total } = entry.answer;
    if (!hasMore || registries.size === 0) continue;
    const isComplete =
      total === undefined
        ? subscriptions(entry).every((subscription) => complete.has(subscription))
        : countRegistries(named, total) >= total;
    if (isComplete) continue;
    const message = 'only a page of a list of registries: give the following pages too';
    problems.add({ file: entry.given.file, code: 'more-pages', message });
  }
}

/** The number of distinct registries in the pages of the Resource Graph result with that total. */
function countRegistries(named: readonly ListInFile[], total: number): number {
  const pages = named.filter(({ answer }) => answer.total === total);
  return new Set(pages.flatMap(({ answer }) => [...answer.registries.keys()])).size;
}

function addUnlistedRegistries(named: readonly ListInFile[], registries: RegistriesById, problems: ProblemList): void {
  for (const { given, answer } of named) {
    for (const [key, { settings }] of answer.settings) {
      if (registries.has(key)) continue;
      const [setting] = settings.values();
      const id = setting?.id.split(`/providers/${SETTING_TYPE}/`)[0] ?? key;
      const message = `diagnostic settings of ${id}, which is in no list of registries`;
      problems.add({ file: given.file, code: 'registry-not-listed', message });
    }
  }
}
