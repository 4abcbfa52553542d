import { existsSync, lstatSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CONFIG_FILE_NAMES, findRepositoryRoot } from '../../config/find-config-file.ts';
import { DEFAULT_MAX_SIZE, discover } from '../../sources/discover/discover.ts';
import { forwardSlashes, isBicepName } from '../../util/paths.ts';

/** A CI system that there is a file for. */
export type CiSystem = 'github' | 'azdo' | 'gitlab';

/** What a repository holds that a configuration and a pipeline depend on. */
export interface RepositoryFacts {
  /** Absolute: the root of the repository, else the folder. */
  readonly root: string;
  readonly templates: number;
  readonly parameterFiles: number;
  readonly bicepFiles: number;
  /** Folders at the root that hold all templates; empty when one stands at the root itself. */
  readonly folders: readonly string[];
  readonly ciSystems: readonly CiSystem[];
  /** Options and rules of PSRule, from the root. */
  readonly psrule: readonly string[];
  /** The configuration that is there already. */
  readonly config?: string;
}

const CI_FILES: readonly (readonly [CiSystem, readonly string[]])[] = [
  ['github', ['.github']],
  ['azdo', ['azure-pipelines.yml', 'azure-pipelines.yaml', '.azure-pipelines']],
  ['gitlab', ['.gitlab-ci.yml', '.gitlab']],
];
const PSRULE_FILES: readonly string[] = ['ps-rule.yaml', '.ps-rule'];

/** Looks at the repository that a folder is in. Nothing is written. */
export function repositoryFacts(folder: string): RepositoryFacts {
  const root = findRepositoryRoot(folder) ?? folder;
  const { templates, parameterFiles } = discover({
    cwd: root,
    paths: [],
    gitignore: true,
    maxSize: DEFAULT_MAX_SIZE,
  });
  const exists = (name: string): boolean => lstatSync(join(root, name), { throwIfNoEntry: false }) !== undefined;
  const config = CONFIG_FILE_NAMES.find(exists);
  return {
    root,
    templates: templates.length,
    parameterFiles: parameterFiles.length,
    bicepFiles: templates.filter(({ file }) => isBicepName(file)).length,
    folders: topFolders(templates.map(({ absolute }) => forwardSlashes(relative(root, absolute)))),
    ciSystems: CI_FILES.flatMap(([system, names]) => (names.some(exists) ? [system] : [])),
    psrule: PSRULE_FILES.filter((name) => existsSync(join(root, name))),
    ...(config !== undefined && { config }),
  };
}

function topFolders(files: readonly string[]): readonly string[] {
  const tops = new Set(files.map((file) => (file.includes('/') ? (file.split('/')[0] ?? '') : '')));
  return tops.has('') ? [] : [...tops].sort();
}
