import { UsageError } from '../../../util/errors.ts';
import { checkNewFolder } from '../../../util/fs/write-folder.ts';
import type { FixFlags } from '../../flags/fix-flags.ts';
import type { Streams } from '../../streams.ts';

/** Fixes templates, or writes what fixes live registries: deployable files, or an Azure Policy. Returns the exit code. */
export async function fix(paths: readonly string[], flags: FixFlags, streams: Streams, cwd: string): Promise<number> {
  const isLive = flags.from.length > 0;
  if (!isLive && !flags.policy) {
    if (flags.out !== undefined)
      throw new UsageError('--out is for --from and --policy; templates are fixed in place by --write');
    return (await import('./fix-templates-command.ts')).fixTemplateFiles(paths, flags, streams, cwd);
  }
  checkLiveFlags(paths, flags);
  const out = flags.out ?? '';
  checkNewFolder(out, cwd);
  return flags.policy
    ? (await import('./fix-policy-command.ts')).fixPolicy(out, flags, streams, cwd)
    : (await import('./fix-live-command.ts')).fixLive(out, flags, streams, cwd);
}

function checkLiveFlags(paths: readonly string[], flags: FixFlags): void {
  const { from, policy, out } = flags;
  const mode = policy ? '--policy' : '--from';
  if (from.length > 0 && policy) throw new UsageError('--from and --policy are two ways; choose one of them');
  if (out === undefined || out === '') throw new UsageError(`${mode} needs --out DIR: the folder to write to`);
  if (paths.length > 0) throw new UsageError(`${mode} fixes no templates: ${paths.join(', ')} cannot go with it`);
  const wrong = namesOf(templateFlags(flags));
  if (wrong.length > 0) throw new UsageError(`${wrong.join(', ')}: for templates only, not with ${mode}`);
  const printing = namesOf({
    '--format': flags.format !== undefined && flags.format !== 'console',
    '--report': flags.report.length > 0,
  });
  if (policy && printing.length > 0)
    throw new UsageError(`--policy looks at no registry, so there is nothing for ${printing.join(', ')} to tell`);
}

/** Flags that would be ignored in silence, although a user who gives `--subscription` expects the others to be left alone. */
function templateFlags(flags: FixFlags): Readonly<Record<string, boolean>> {
  return {
    '--write': flags.write,
    '--allow-new-parameter': flags.allowNewParameter,
    '--force': flags.force,
    '--parameters': flags.parameters.length > 0,
    '--set': flags.set.length > 0,
    '--subscription': flags.subscription !== undefined,
    '--resource-group': flags.resourceGroup !== undefined,
    '--location': flags.location !== undefined,
    '--cloud': flags.cloud !== undefined,
    '--defaults': flags.defaults !== undefined,
    '--explore-parameters': flags.exploreParameters,
    '--no-ignore': !flags.ignore,
    '--allow-empty': flags.allowEmpty,
    '--max-size': flags.maxSize !== undefined,
  };
}

function namesOf(given: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(given).flatMap(([name, isGiven]) => (isGiven ? [name] : []));
}
