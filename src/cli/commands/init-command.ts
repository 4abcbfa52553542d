import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { findPack } from '../../api/find-pack.ts';
import { type InitOutcome, initRepository } from '../../api/init/init-repository.ts';
import { BASELINE_FILE, type InitChoices } from '../../api/init/plan-init.ts';
import { type CiSystem, type RepositoryFacts, repositoryFacts } from '../../api/init/repository-facts.ts';
import { counted } from '../../messages/counted.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../util/errors.ts';
import { safeLines } from '../../util/safe-text.ts';
import type { InitFlags } from '../flags/init-flags.ts';
import type { Streams } from '../streams.ts';

const NOT_WRITTEN = 3;
const DEFAULT_PACK = 'recommended';

/** Writes the configuration, the pipeline and the baseline of a repository, as asked. Returns the exit code. */
export async function init(folder: string, flags: InitFlags, streams: Streams, cwd: string): Promise<number> {
  const { ask } = streams;
  if (!flags.yes && ask === undefined)
    throw new UsageError('init asks questions, and this is no terminal; --yes takes what it proposes');
  findPack(flags.pack ?? DEFAULT_PACK);
  const facts = repositoryFacts(existingFolder(folder, cwd));
  streams.out(safeLines(foundLines(facts)));
  const proposed: InitChoices = {
    pack: flags.pack ?? DEFAULT_PACK,
    baseline: flags.baseline ?? false,
    ci: flags.ci.length === 0 ? facts.ciSystems : flags.ci.filter((system): system is CiSystem => system !== 'none'),
  };
  const choices = flags.yes || ask === undefined ? proposed : await asked(proposed, flags, facts, ask);
  const outcomes = await initRepository(facts, choices);
  streams.out(safeLines(outcomes.map(outcomeLine)));
  streams.out(safeLines(nextLines(outcomes, facts)));
  return outcomes.some(({ state }) => state === 'failed') ? NOT_WRITTEN : 0;
}

function existingFolder(folder: string, cwd: string): string {
  const absolute = resolve(cwd, folder);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`${folder}: does not exist`);
  if (!found.isDirectory()) throw new UsageError(`${folder}: is not a folder`);
  return absolute;
}

function nextLines(outcomes: readonly InitOutcome[], { config }: RepositoryFacts): readonly string[] {
  if (!outcomes.some(({ state }) => state === 'written')) return [message('init.nothing-written')];
  const isNewBaseline = outcomes.some(({ file, state }) => file === BASELINE_FILE && state === 'written');
  const unnamed =
    isNewBaseline && config !== undefined ? [message('init.name-baseline', { config, file: BASELINE_FILE })] : [];
  return [...unnamed, message('init.next')];
}

type Ask = NonNullable<Streams['ask']>;

/** What flags leave open. */
async function asked(proposed: InitChoices, flags: InitFlags, facts: RepositoryFacts, ask: Ask): Promise<InitChoices> {
  const yes = async (question: string, otherwise: boolean): Promise<boolean> => {
    const answer = (await ask(`${question} [${otherwise ? 'Y/n' : 'y/N'}] `)).trim().toLowerCase();
    return answer === '' ? otherwise : answer.startsWith('y');
  };
  const pack =
    flags.pack ?? ((await ask(`${message('init.ask-pack', { pack: DEFAULT_PACK })} `)).trim() || DEFAULT_PACK);
  const baseline = flags.baseline ?? (facts.templates > 0 && (await yes(message('init.ask-baseline'), false)));
  const ci: CiSystem[] = [];
  for (const system of proposed.ci) {
    if (flags.ci.length > 0 || (await yes(message('init.ask-ci', { system: SYSTEM_NAMES[system] }), true)))
      ci.push(system);
  }
  return { pack, baseline, ci };
}

const SYSTEM_NAMES: Readonly<Record<CiSystem, string>> = {
  github: 'GitHub Actions',
  azdo: 'Azure Pipelines',
  gitlab: 'GitLab',
};

function foundLines({ templates, parameterFiles, bicepFiles, ciSystems, psrule }: RepositoryFacts): readonly string[] {
  const found = [counted(templates - bicepFiles, 'template'), counted(parameterFiles, 'parameterFile')];
  const bicep = bicepFiles === 0 ? [] : [counted(bicepFiles, 'bicepFile')];
  return [
    message('init.found', { files: [...found, ...bicep].join(message('list.comma')) }),
    ...(ciSystems.length === 0
      ? []
      : [message('init.found-ci', { systems: ciSystems.map((one) => SYSTEM_NAMES[one]).join(message('list.comma')) })]),
    ...(psrule.length === 0 ? [] : [message('init.found-psrule', { files: psrule.join(message('list.comma')) })]),
  ];
}

function outcomeLine({ file, state, reason = '' }: InitOutcome): string {
  if (state === 'written') return message('init.written', { file });
  return state === 'kept' ? message('init.kept', { file }) : message('init.failed', { file, reason });
}
