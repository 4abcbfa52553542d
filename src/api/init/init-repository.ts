import { lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import schema from '../../../schemas/acraudit.schema.json' with { type: 'json' };
import { message } from '../../messages/message.ts';
import { packageRoot } from '../../util/package-root.ts';
import { ancestorFolders, isInside } from '../../util/paths.ts';
import { systemErrorText } from '../../util/system-error.ts';
import { version } from '../../util/version.ts';
import { findPack } from '../find-pack.ts';
import { lintTemplates } from '../lint/lint-templates.ts';
import { BASELINE_FILE, type InitChoices, type InitFile, type InitTemplates, planInit } from './plan-init.ts';
import type { RepositoryFacts } from './repository-facts.ts';

/** What became of each file, from the root of the repository, in the order of work. */
export interface InitOutcome {
  readonly file: string;
  readonly state: 'written' | 'kept' | 'failed';
  /** Why it could not be written. */
  readonly reason?: string;
}

/**
 * Writes the configuration, the pipelines and the baseline of a repository, as chosen. A file that is there stays as it is.
 *
 * @throws UsageError when the pack is unknown.
 */
export async function initRepository(facts: RepositoryFacts, choices: InitChoices): Promise<readonly InitOutcome[]> {
  const pack = findPack(choices.pack).name;
  const place = { address: schema.$id, version: versionRange() };
  const files = planInit(facts, { ...choices, pack }, initTemplates(), place);
  const kept: InitOutcome[] = facts.config === undefined ? [] : [{ file: facts.config, state: 'kept' }];
  const outcomes = [...kept, ...files.map((file) => written(file, facts.root))];
  if (!choices.baseline) return outcomes;
  const path = join(facts.root, BASELINE_FILE);
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined)
    return [...outcomes, { file: BASELINE_FILE, state: 'kept' }];
  const { result } = await lintTemplates({ cwd: facts.root, baseline: path, updateBaseline: true, allowEmpty: true });
  const failure = result.errors.find(({ code }) => code === 'baseline-not-written');
  return [
    ...outcomes,
    failure === undefined
      ? { file: BASELINE_FILE, state: 'written' }
      : { file: BASELINE_FILE, state: 'failed', reason: failure.message },
  ];
}

/** Pipelines take patches and, after 1.0.0, additions; never what may break them. */
function versionRange(): string {
  const [major = '0', minor = '0'] = version.split('.');
  return major === '0' ? `0.${minor}` : major;
}

function initTemplates(): InitTemplates {
  const root = packageRoot();
  if (root === undefined) throw new Error('the templates of the package are not there');
  const text = (name: keyof InitTemplates): string => readFileSync(join(root, 'templates', name), 'utf8');
  return {
    'init/acraudit.yaml': text('init/acraudit.yaml'),
    'ci/github.yml': text('ci/github.yml'),
    'ci/azure.yml': text('ci/azure.yml'),
    'ci/gitlab.yml': text('ci/gitlab.yml'),
  };
}

function written({ path, text }: InitFile, root: string): InitOutcome {
  const absolute = join(root, path);
  try {
    const existing = ancestorFolders(dirname(absolute)).find((one) => lstatSync(one, { throwIfNoEntry: false }));
    if (existing === undefined || !isInside(realpathSync(root), realpathSync(existing)))
      return { file: path, state: 'failed', reason: message('init.leads-out') };
    mkdirSync(dirname(absolute), { recursive: true });
    // Never over a file, nor through a link that leads to one.
    writeFileSync(absolute, text, { flag: 'wx' });
    return { file: path, state: 'written' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return { file: path, state: 'kept' };
    return { file: path, state: 'failed', reason: systemErrorText(error) };
  }
}
