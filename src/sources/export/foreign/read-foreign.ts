import { basename } from 'node:path';
import { isObject } from '../../azure/json-object.ts';
import type { ReadProblem, RegistryRecord, SettingsAnswer } from '../../azure/scan-record.ts';
import { isSettingsPage } from '../../azure/settings-page.ts';
import { readArmId } from '../arm-id.ts';
import { type ExportFile, type ProblemList, problemList } from '../problem.ts';
import { own } from '../shape.ts';
import { type AnswerFile, OLD_AZURE_CLI, readAnswerFile, UNREADABLE_SETTING } from './answer-file.ts';
import { canonicalList } from './canonical.ts';
import type { ArmSetting } from './to-arm.ts';

/** A file with its JSON. */
export interface ForeignFile extends ExportFile {
  readonly value: unknown;
}

interface Named {
  readonly given: ForeignFile;
  readonly answer: AnswerFile;
}

export interface ForeignAnswers {
  /** Whether any file is of a format that can be read. */
  readonly isAnything: boolean;
  readonly records: readonly RegistryRecord[];
  readonly problems: ProblemList;
}

/** What can be read, for messages. */
export const ACCEPTED =
  'a saved scan of acraudit, the JSON of `az acr list` and of `az monitor diagnostic-settings list`, answers of Azure ' +
  'Resource Manager with the same lists, or the export of PSRule';

const NOT_THERE: ReadProblem = {
  kind: 'permission',
  code: 'not-in-export',
  message: 'its diagnostic settings are in none of the files',
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
  const named: Named[] = [];
  for (const given of files) {
    const answer = readAnswerFile(given.value);
    if (answer === undefined) problems.add(notRecognised(given));
    else named.push({ given, answer });
  }
  for (const entry of named) addProblemsOf(entry, problems);
  addMissingPages(named, problems);
  const registries = registriesOf(named);
  addStrangers(named, registries, problems);
  const answers = answersByRegistry(named);
  addEmptyLists(named, registries, answers, problems);
  const records = [...registries].map(
    ([key, { id, resource }]): RegistryRecord => ({
      kind: 'registry',
      id,
      resource,
      settings: settle(answers.get(key) ?? []),
    }),
  );
  return { isAnything: named.length > 0, records, problems };
}

interface Answer {
  readonly settings: readonly ArmSetting[];
  readonly partial: ReadProblem | undefined;
}

function settle(answers: readonly Answer[]): SettingsAnswer {
  const whole = answers.filter(({ partial }) => partial === undefined);
  const [first] = whole;
  if (first === undefined) return { status: 'failed', problem: answers[0]?.partial ?? NOT_THERE };
  if (new Set(whole.map(({ settings }) => canonicalList(settings))).size > 1) {
    return { status: 'failed', problem: CONFLICTING };
  }
  const page = { value: first.settings };
  return isSettingsPage(page) ? { status: 'read', pages: [page] } : { status: 'failed', problem: UNREADABLE_SETTING };
}

type Registries = Map<string, { readonly id: string; readonly resource: Readonly<Record<string, unknown>> }>;

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
  for (const { given, answer } of named) {
    if (!answer.isEmptyList) continue;
    const name = basename(given.absolute).toLowerCase();
    const [key, second] = byName.get(name.replace(/\.json$/, '')) ?? [];
    if (key === undefined || second !== undefined) {
      problems.add({ file: given.file, ...(key === undefined ? NAMELESS : AMBIGUOUS) });
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

function notRecognised({ file, value }: ForeignFile): { file: string; code: string; message: string } {
  const id = isObject(value) ? readArmId(own(value, 'id')) : undefined;
  const message =
    id?.kind === 'setting'
      ? 'a single diagnostic setting does not say whether there are others: give the whole list'
      : 'of no format that can be read';
  return { file, code: 'not-recognised', message };
}

function addProblemsOf({ given: { file }, answer }: Named, problems: ProblemList): void {
  for (const problem of answer.wrong) problems.add({ file, ...problem });
  if (answer.isEmptyList || answer.registries.size > 0 || answer.settings.size > 0) return;
  const message = 'it lists resources, but neither container registries nor their diagnostic settings';
  problems.add({ file, code: 'no-registries', message });
}

/** A page of registries is no problem when the last page of the same subscription, which names no other, is there too. */
function addMissingPages(named: readonly Named[], problems: ProblemList): void {
  const subscriptions = ({ answer }: Named): readonly string[] => [
    ...new Set([...answer.registries.keys()].map((key) => key.split('/')[2] ?? '')),
  ];
  const ended = new Set(named.filter(({ answer }) => !answer.hasMore).flatMap(subscriptions));
  for (const entry of named) {
    if (!entry.answer.hasMore || entry.answer.registries.size === 0) continue;
    if (subscriptions(entry).every((subscription) => ended.has(subscription))) continue;
    const message = 'only a page of a list of registries (it has a nextLink): give the following pages too';
    problems.add({ file: entry.given.file, code: 'more-pages', message });
  }
}

function addStrangers(named: readonly Named[], registries: Registries, problems: ProblemList): void {
  for (const { given, answer } of named) {
    for (const [key, { settings }] of answer.settings) {
      if (registries.has(key)) continue;
      const [setting] = settings.values();
      const id = setting?.id.split('/providers/microsoft.insights/')[0] ?? key;
      const message = `diagnostic settings of ${id}, which is in no list of registries`;
      problems.add({ file: given.file, code: 'registry-not-listed', message });
    }
  }
}
