import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { configSet } from '../../config/config-set.ts';
import type { Level, RuleInfo } from '../../engine/finding.ts';
import type { Rule } from '../../engine/rule.ts';
import { wantedBy } from '../../engine/wanted.ts';
import type { FileRules } from '../../sources/discover/discover.ts';
import type { InFolder, RuleRequest, TemplatesRequest } from '../requests.ts';
import { ruleSet } from '../rule-set.ts';
import {
  type ConfigSelections,
  checkSomethingRuns,
  configRequest,
  type Selection,
  selectionsOf,
} from '../select-rules.ts';

/** What holds for each input of a run: the nearest configuration above it, whatever the other inputs are. */
export interface InputSelections {
  /** Reads what holds in these absolute folders. */
  readonly load: (folders: Iterable<string>) => Promise<void>;
  /** Which files are inputs in an absolute folder; undefined until it is loaded. */
  readonly rulesOf: (folder: string) => FileRules | undefined;
  /** What holds for an absolute file in a folder that is loaded. */
  readonly of: (file: string) => Selection;
  /** What holds in an absolute folder that is loaded, whatever holds for some of its files. */
  readonly ofFolder: (folder: string) => Selection;
  /** What runs by each configuration that is loaded so far, for whatever file. */
  readonly all: () => readonly Pick<Selection, 'config' | 'active' | 'leftOut'>[];
  /** All configurations that are loaded so far. */
  readonly configs: () => readonly Config[];
  /** The rules that run by any of them: what is read has to serve them all. */
  readonly active: () => readonly Rule[];
  /** The folder that an absolute file's name is relative to in fingerprints. */
  readonly rootOf: (file: string) => string;
  /** The resource types that rules are for. */
  readonly typesOf: (infos: readonly RuleInfo[]) => readonly string[];
  /** The rules that run on these absolute files. Throws `UsageError` when none does, unless that may be. */
  readonly infos: (files: readonly string[], mayBeNone?: boolean) => readonly RuleInfo[];
}

/** Loads what holds for the paths of a request; the rest is loaded as it is come to. */
export async function inputSelections(
  paths: readonly string[],
  request: RuleRequest & InFolder & Pick<TemplatesRequest, 'overlay'>,
): Promise<InputSelections> {
  const { cwd } = request;
  const configs = configSet(configRequest(request));
  const made = new Map<Config, ConfigSelections>();
  const selected = (config: Config): ConfigSelections => {
    const selection = made.get(config) ?? selectionsOf(config, request, 'lint');
    made.set(config, selection);
    return selection;
  };
  await configs.load(paths.length === 0 ? [cwd] : paths.map((path) => folderOf(path, cwd)));
  const inFolder = (folder: string): ConfigSelections => {
    const config = configs.forFolder(folder);
    if (config === undefined) throw new Error('the configuration of an input was not loaded');
    return selected(config);
  };
  const of = (file: string): Selection => inFolder(dirname(file)).of(file);
  return {
    load: configs.load,
    rulesOf: configs.forFolder,
    of,
    ofFolder: (folder) => inFolder(folder).folder,
    all: () =>
      configs.loaded().map((config) => {
        const all = selected(config).all();
        return {
          config,
          active: all.flatMap(({ active }) => active),
          leftOut: new Set(all.flatMap(({ leftOut }) => [...leftOut])),
        };
      }),
    configs: configs.loaded,
    active: () => {
      const selections = configs.loaded().flatMap((config) => selected(config).all());
      return [...new Set(selections.flatMap(({ active }) => active.map(({ rule }) => rule)))];
    },
    rootOf: configs.rootOf,
    typesOf: (infos) => {
      const names = new Set(infos.map(({ name }) => name));
      return wantedBy(ruleSet(request).filter(({ name }) => names.has(name))).types;
    },
    infos: (files, mayBeNone = false) => {
      const selections = [...new Set(files.map(of))];
      if (selections.length > 0 && !mayBeNone) checkSomethingRuns(selections.map(({ active }) => ({ active })));
      return unionOf(selections);
    },
  };
}

/** The folder that a path as typed lies in, or is. */
export function folderOf(path: string, cwd: string): string {
  const absolute = resolve(cwd, path);
  return statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true ? absolute : dirname(absolute);
}

const WEIGHT: Readonly<Record<Level, number>> = { info: 1, warning: 2, error: 3 };

/** Each rule once, in the order of all rules; with several levels the gravest, for a result has its own. */
function unionOf(selections: readonly Selection[]): readonly RuleInfo[] {
  const all = selections.flatMap(({ infos }) => infos);
  return (selections[0]?.known ?? []).flatMap(({ name }) => {
    const found = all.filter((info) => info.name === name);
    return found.sort((a, b) => WEIGHT[b.level] - WEIGHT[a.level]).slice(0, 1);
  });
}
