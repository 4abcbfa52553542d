import { fillTemplate } from './fill-template.ts';
import type { CiSystem, RepositoryFacts } from './repository-facts.ts';

/** What is wanted of a repository. */
export interface InitChoices {
  readonly pack: string;
  readonly baseline: boolean;
  readonly ci: readonly CiSystem[];
}

/** The texts that files are made from, by their names in `templates`. */
export type InitTemplates = Readonly<Record<'init/acraudit.yaml' | `ci/${'github' | 'azure' | 'gitlab'}.yml`, string>>;

/** A file to write, from the root of the repository. */
export interface InitFile {
  readonly path: string;
  readonly text: string;
}

/** Where the file of each system goes: none that a team writes itself, nor one that has the name of a configuration. */
const CI_PATHS = {
  github: ['.github/workflows/acraudit-lint.yml', 'ci/github.yml'],
  azdo: ['azure-pipelines.acraudit.yml', 'ci/azure.yml'],
  gitlab: ['.gitlab-ci.acraudit.yml', 'ci/gitlab.yml'],
} as const satisfies Readonly<Record<CiSystem, readonly [string, keyof InitTemplates]>>;

export const BASELINE_FILE = '.acraudit-baseline.json';

/** More folders than these are not listed: then all are searched. */
const MAX_FOLDERS = 5;

/**
 * The files that a repository gets.
 *
 * @param address Of the JSON Schema of the configuration.
 * @param version Of the package that pipelines run, as npm takes it.
 */
export function planInit(
  facts: RepositoryFacts,
  { pack, baseline, ci }: InitChoices,
  templates: InitTemplates,
  { address, version }: { readonly address: string; readonly version: string },
): readonly InitFile[] {
  const { folders, psrule } = facts;
  const include =
    folders.length === 0 || folders.length > MAX_FOLDERS ? undefined : folders.map((name) => `${name}/**`);
  const config = fillTemplate(templates['init/acraudit.yaml'], {
    schema: address,
    pack,
    include: include && `[${include.map((pattern) => JSON.stringify(pattern)).join(', ')}]`,
    baseline: baseline ? BASELINE_FILE : undefined,
    psrule: psrule.length === 0 ? undefined : psrule.join(', '),
  });
  const pipelines = ci.map((system): InitFile => {
    const [path, template] = CI_PATHS[system];
    return { path, text: fillTemplate(templates[template], { version }) };
  });
  return [...(facts.config === undefined ? [{ path: 'acraudit.yaml', text: config }] : []), ...pipelines];
}
