import { basename } from 'node:path';
import { SETTING_TYPE } from '../../model/azure/resource-types.ts';
import type { ReadProblem, RegistryRecord, SettingsAnswer } from '../azure/decode/scan-record.ts';
import { isSettingsPage } from '../azure/decode/settings-page.ts';
import { readArmId } from '../saved-scan/arm-id.ts';
import { type ExportFile, type ExportProblem, type ProblemList, problemList } from '../saved-scan/problem.ts';
import { type AnswerList, OLD_AZURE_CLI, readAnswers, UNREADABLE_SETTING } from './answer-list.ts';
import { canonicalList, canonicalSetting } from './canonical.ts';
import { whatItIs } from './not-recognised.ts';
import type { ArmSetting } from './to-arm.ts';
import type { ArmRegistry } from './to-arm-registry.ts';

/** A file with its JSON: one value, or several one after the other. */
export interface ForeignFile extends ExportFile {
  readonly values: readonly unknown[];
}

/** A list with the file it is in. */
interface Named {
  readonly given: ForeignFile;
  readonly answer: AnswerList;
  /** There is no other in that file. */
  readonly isOnly: boolean;
}

export interface ForeignAnswers {
  /** Whether any file is of a format that can be read. */
  readonly isAnything: boolean;
  readonly records: readonly RegistryRecord[];
  readonly problems: ProblemList;
  /** Files that were found in a folder and are no exports. */
  readonly skipped: readonly ExportProblem[];
}

/** What can be read, for messages. */
export const ACCEPTED =
  'a saved scan of acraudit, the JSON of `az acr list` or `az graph query` and of `az monitor diagnostic-settings list`, ' +
  'the same of PowerShell, answers of Azure Resource Manager with the same lists, or the export of PSRule';

const NOT_THERE: ReadProblem = {
  kind: 'notRead',
  code: 'not-in-export',
  message:
    'its diagnostic settings are in none of the files; `az monitor diagnostic-settings list --resource ID -o json` collects them',
};

const CONFLICTING: ReadProblem = {
  kind: 'limit',
  code: 'conflicting-answers',
  message: 'the files differ in what they say of its diagnostic settings',
};

/**
 * Records out of files that other programs wrote, all of them together: registries in some, their diagnostic settings in
 * the same or in others. What a file is, its content tells. An empty list of settings is an answer only for the registry
 * that the file is named after (`NAME.json`); names of registries are unique in Azure. A registry whose settings are in no
 * file ends as `failed`, never as one without settings.
 */
export function readForeign(files: readonly ForeignFile[]): ForeignAnswers {
  const problems = problemList();
  const skipped: ExportProblem[] = [];
  const named: Named[] = [];
  for (const given of files) {
    const answers = given.values.map(readAnswers);
    if (answers.some((lists) => lists.length === 0)) {
      const problem = { file: given.file, code: 'not-recognised', message: whatItIs(given.values) };
      // What somebody names is meant; a folder may hold anything.
      if (given.isFound === true && answers.every((lists) => lists.length === 0)) skipped.push(problem);
      else problems.add(problem);
    }
    const lists = answers.flat();
    named.push(...lists.map((answer) => ({ given, answer, isOnly: lists.length === 1 })));
  }
  const registries = registriesOf(named);
  for (const entry of named) addProblemsOf(entry, problems, skipped);
  addMissingPages(named, problems);
  addStrangers(named, registries, problems);
  const answers = answersByRegistry(named);
  addEmptyLists(named, registries, answers, problems);
  const records = [...registries].map(
    ([key, { id, resource, whole }]): RegistryRecord => ({
      kind: 'registry',
      id,
      resource,
      whole,
      settings: settle(answers.get(key) ?? []),
    }),
  );
  return { isAnything: named.length > 0, records, problems, skipped };
}

interface Answer {
  readonly settings: readonly ArmSetting[];
  readonly partial: ReadProblem | undefined;
}

/** What the answers to one question say together. A list that may lack some says nothing that another one contradicts. */
function settle(answers: readonly Answer[]): SettingsAnswer {
  const whole = answers.filter(({ partial }) => partial === undefined);
  const [first] = whole;
  if (first !== undefined) {
    const isOne = new Set(whole.map(({ settings }) => canonicalList(settings))).size === 1;
    return isOne ? readable(first.settings, undefined) : { status: 'failed', problem: CONFLICTING };
  }
  const problem = answers[0]?.partial ?? NOT_THERE;
  const settings = answers.flatMap((answer) => answer.settings);
  const byId = new Map(settings.map((setting) => [setting.id.toLowerCase(), setting]));
  if (settings.some((one) => canonicalSetting(one) !== canonicalSetting(byId.get(one.id.toLowerCase()) ?? one)))
    return { status: 'failed', problem: CONFLICTING };
  return readable([...byId.values()], problem);
}

/** The settings that have the form of settings, and why there may be others. */
function readable(settings: readonly ArmSetting[], problem: ReadProblem | undefined): SettingsAnswer {
  const value = settings.filter((setting) => isSettingsPage({ value: [setting] }));
  const missing = problem ?? (value.length < settings.length ? UNREADABLE_SETTING : undefined);
  if (missing === undefined) return { status: 'read', pages: [{ value }] };
  return value.length === 0
    ? { status: 'failed', problem: missing }
    : { status: 'partial', pages: [{ value }], problem: missing };
}

type Registries = Map<string, ArmRegistry>;

function registriesOf(named: readonly Named[]): Registries {
  const registries: Registries = new Map();
  for (const { answer } of named) {
    for (const [key, registry] of answer.registries) if (!registries.has(key)) registries.set(key, registry);
  }
  return registries;
}

type Answers = Map<string, Answer[]>;

function answersByRegistry(named: readonly Named[]): Answers {
  const answers: Answers = new Map();
  for (const { answer } of named) {
    for (const [key, { settings, isBroken }] of answer.settings) {
      const partial = isBroken ? UNREADABLE_SETTING : answer.partial;
      append(answers, key, { settings: [...settings.values()], partial });
    }
  }
  return answers;
}

/** Gives empty lists to the registries that their files are named after. */
function addEmptyLists(named: readonly Named[], registries: Registries, answers: Answers, problems: ProblemList): void {
  // An empty answer does not show which program wrote it; its neighbours do.
  const isOld = named.some(({ answer }) => answer.partial === OLD_AZURE_CLI);
  const byName = new Map<string, string[]>();
  for (const [key, { id }] of registries) append(byName, nameOf(id), key);
  for (const { given, answer, isOnly } of named) {
    if (!answer.isEmpty) continue;
    const name = basename(given.absolute).toLowerCase();
    const [key, second] = (isOnly ? byName.get(name.replace(/\.json$/, '')) : undefined) ?? [];
    if (key === undefined || second !== undefined) {
      const why = registries.size === 0 ? NOTHING : key === undefined ? NAMELESS : AMBIGUOUS;
      problems.add({ file: given.file, ...why });
      continue;
    }
    const partial = isOld && answer.isWrapped ? OLD_AZURE_CLI : answer.partial;
    append(answers, key, { settings: [], partial });
  }
}

function append<T>(lists: Map<string, T[]>, key: string, element: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [element]);
  else list.push(element);
}

const NOTHING = {
  code: 'no-registries',
  message:
    'an empty list, and no file names a container registry: whoever collected it could see none, or looked in another subscription',
};

const NAMELESS = {
  code: 'empty-list',
  message:
    'an empty list does not say whose it is: name the file after its registry, as in NAME.json, and give the list of registries too',
};

const AMBIGUOUS = {
  code: 'ambiguous-name',
  message: 'an empty list, and several registries have the name of its file',
};

function nameOf(id: string): string {
  const read = readArmId(id);
  return read === undefined || read.kind === 'other' ? '' : read.name.toLowerCase();
}

function addProblemsOf({ given, answer }: Named, problems: ProblemList, skipped: ExportProblem[]): void {
  const { file, isFound } = given;
  for (const problem of answer.wrong) problems.add({ file, ...problem });
  if (answer.isEmpty || answer.registries.size > 0 || answer.settings.size > 0) return;
  const message = 'it lists resources, but neither container registries nor their diagnostic settings';
  const problem = { file, code: 'no-registries', message };
  if (isFound === true && answer.wrong.length === 0) skipped.push(problem);
  else problems.add(problem);
}

/**
 * A page of registries is no problem when the last page of the same subscription, which names no other, is there too, or
 * when the pages that are there hold as many as there are.
 */
function addMissingPages(named: readonly Named[], problems: ProblemList): void {
  const subscriptions = ({ answer }: Named): readonly string[] => [
    ...new Set([...answer.registries.keys()].map((key) => key.split('/')[2] ?? '')),
  ];
  const ended = new Set(named.filter(({ answer }) => !answer.hasMore).flatMap(subscriptions));
  for (const entry of named) {
    const { registries, hasMore, total } = entry.answer;
    if (!hasMore || registries.size === 0) continue;
    const isThere =
      total === undefined
        ? subscriptions(entry).every((subscription) => ended.has(subscription))
        : rowsOf(named, total) >= total;
    if (isThere) continue;
    const message = 'only a page of a list of registries: give the following pages too';
    problems.add({ file: entry.given.file, code: 'more-pages', message });
  }
}

/** How many different registries are in the pages of the result of Resource Graph that has so many rows. */
function rowsOf(named: readonly Named[], total: number): number {
  const pages = named.filter(({ answer }) => answer.total === total);
  return new Set(pages.flatMap(({ answer }) => [...answer.registries.keys()])).size;
}

function addStrangers(named: readonly Named[], registries: Registries, problems: ProblemList): void {
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
