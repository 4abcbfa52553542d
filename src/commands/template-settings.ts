import { existsSync } from 'node:fs';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import type { Config } from '../config/config.ts';
import { findRepositoryRoot } from '../config/find-config-file.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { DEFAULT_MAX_SIZE, discover, type FoundFile } from '../sources/template/discover/discover.ts';
import { flagValues } from '../sources/template/parameter-file.ts';
import { type DeploymentOf, namedFile, type TemplateRequest } from '../sources/template/source.ts';
import type { TemplateFlags } from './flags.ts';

/** What flags and configuration say of how templates are deployed; the same for `lint` and `expand`. */
export function templateSettings(
  flags: TemplateFlags,
  config: Config,
  cwd: string,
  maxSize: number,
): Omit<TemplateRequest, 'templates' | 'parameterFiles' | 'explore' | 'defaults'> {
  const values = flagValues(flags.set);
  if ('wrong' in values) throw new UsageError(`--set '${String(values.wrong)}': expected NAME=VALUE`);
  return {
    cwd,
    root: findRepositoryRoot(cwd) ?? cwd,
    maxSize,
    named: [
      ...new Map(
        flags.parameters.map((path) => existingFile(cwd, path)).map((found) => [found.absolute, found]),
      ).values(),
    ],
    flags: values,
    deploymentOf: deployments(flags, config),
  };
}

function existingFile(cwd: string, path: string): FoundFile {
  const found = namedFile(cwd, path);
  if (existsSync(found.absolute)) return found;
  const folder = dirname(found.absolute);
  const siblings = existsSync(folder)
    ? discover({ cwd, paths: [folder], gitignore: false, maxSize: DEFAULT_MAX_SIZE }).parameterFiles
    : [];
  const close = nearest(
    found.file,
    siblings.map(({ file }) => file),
  );
  throw new UsageError(`parameter file ${path} does not exist${close === undefined ? '' : `; did you mean ${close}?`}`);
}

/** The configuration says of files where they are deployed to, and which are deployed together; flags win. */
function deployments(flags: TemplateFlags, { deployments: groups, root }: Config): (absolute: string) => DeploymentOf {
  const matchers = groups.map((group, i) => ({ group, key: `deployment ${i}`, matches: picomatch([...group.files]) }));
  const { subscription, resourceGroup, location, cloud } = flags;
  const given = {
    ...(subscription !== undefined && { subscription }),
    ...(resourceGroup !== undefined && { resourceGroup }),
    ...(location !== undefined && { location }),
    ...(cloud !== undefined && { cloud }),
  };
  return (absolute) => {
    const path = relative(root, absolute).split(sep).join('/');
    const found = isAbsolute(path) ? undefined : matchers.find(({ matches }) => matches(path));
    if (found === undefined) return { target: given };
    const { files: _, ...target } = found.group;
    return { target: { ...target, ...given }, key: found.key };
  };
}
