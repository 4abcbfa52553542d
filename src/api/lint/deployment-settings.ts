import { existsSync } from 'node:fs';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Rule } from '../../engine/rule.ts';
import { wantedBy } from '../../engine/wanted.ts';
import { FIX_NEEDS } from '../../fixes/fix-options.ts';
import { message } from '../../messages/message.ts';
import { REGISTRY_TYPE } from '../../model/azure/resource-types.ts';
import { namedFile } from '../../sources/arm/arm-source.ts';
import { flagValues } from '../../sources/arm/parameter-file.ts';
import type { TemplateRequest } from '../../sources/arm/template-request.ts';
import { DEFAULT_MAX_SIZE, discover, type FoundFile } from '../../sources/discover/discover.ts';
import { filesMatching } from '../../sources/discover/files-matching.ts';
import { pathFilter } from '../../sources/discover/globs.ts';
import { UsageError } from '../../util/errors.ts';
import { nearest } from '../../util/nearest.ts';
import { relativePath } from '../../util/paths.ts';
import type { DeploymentRequest, TemplatesRequest } from '../requests.ts';

/** What holds for an absolute file: its configuration, and the folder out of which nothing is read for it. */
export interface InputConfigs {
  readonly configOf: (file: string) => Config;
  readonly rootOf: (file: string) => string;
  /** All that are loaded: any of them may say which templates a parameter file goes with. */
  readonly configs: () => readonly Config[];
  /** The rules that run; none where nothing is evaluated. */
  readonly active?: () => readonly Rule[];
}

/** What request and configuration say of how templates are deployed; the same for `lint` and `expand`. */
export function templateSettings(
  request: DeploymentRequest & Pick<TemplatesRequest, 'defaults'>,
  { configOf, rootOf, configs, active = () => [] }: InputConfigs,
  cwd: string,
  maxSize: number,
): Omit<TemplateRequest, 'pairing' | 'explore' | 'defaults'> {
  const values = flagValues(request.set ?? []);
  if ('wrong' in values) throw new UsageError(`--set '${String(values.wrong)}': expected NAME=VALUE`);
  return {
    cwd,
    rootOf,
    maxSize,
    wanted: wantedBy([...active(), { targets: [REGISTRY_TYPE], needs: FIX_NEEDS }]),
    named: [
      ...new Map(
        (request.parameters ?? []).map((path) => existingFile(cwd, path)).map((found) => [found.absolute, found]),
      ).values(),
    ],
    flags: values,
    ...deployments(request, { configOf, configs }, cwd),
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

/** What the configuration of each file says of how templates are deployed. */
function deployments(
  request: DeploymentRequest & Pick<TemplatesRequest, 'defaults'>,
  { configOf, configs }: Pick<InputConfigs, 'configOf' | 'configs'>,
  cwd: string,
): Pick<TemplateRequest, 'deploymentOf' | 'configured' | 'notes'> {
  const known = new Map<Config, Deployments>();
  const of = (config: Config): Deployments => {
    const own = known.get(config) ?? deploymentsIn(request, config, cwd);
    known.set(config, own);
    return own;
  };
  return {
    deploymentOf: (absolute) => of(configOf(absolute)).deploymentOf(absolute),
    configured: (parameterFile) => {
      const templates = configs().flatMap((config) => of(config).configured(parameterFile) ?? []);
      return templates.length === 0 ? undefined : templates;
    },
    notes: () => [...known.values()].flatMap(({ notes }) => notes),
  };
}

interface Deployments extends Required<Pick<TemplateRequest, 'deploymentOf' | 'configured'>> {
  readonly notes: ReturnType<NonNullable<TemplateRequest['notes']>>;
}

/** What one configuration says of how templates are deployed: where to, which together, and with which parameter files; the request wins. */
function deploymentsIn(
  request: DeploymentRequest & Pick<TemplatesRequest, 'defaults'>,
  { deployments: groups, tokens, root, defaults }: Config,
  cwd: string,
): Deployments {
  const { subscription, resourceGroup, location, cloud } = request;
  const given = {
    ...(subscription !== undefined && { subscription }),
    ...(resourceGroup !== undefined && { resourceGroup }),
    ...(location !== undefined && { location }),
    ...(cloud !== undefined && { cloud }),
  };
  const { byPattern, problems } = filesMatching(
    root,
    groups.flatMap(({ files, parameters = [] }) => [...files, ...parameters]),
  );
  const shown = (absolute: string): FoundFile => ({ file: relativePath(cwd, absolute), absolute, named: false });
  const found = (patterns: readonly string[]): readonly FoundFile[] => {
    const { matches } = pathFilter(patterns, false);
    const files = [...new Set(patterns.flatMap((pattern) => byPattern.get(pattern)?.files ?? []))];
    return files
      .filter((absolute) => matches(relativePath(root, absolute)))
      .sort()
      .map(shown);
  };
  const matchers = groups.map(({ files, parameters, place: _, ...target }, i) => ({
    target,
    key: `deployment ${i} of ${root}`,
    matches: pathFilter(files, false).matches,
    templates: found(files),
    ...(parameters !== undefined && { parameters: found(parameters) }),
  }));
  const common = {
    ...(tokens.length > 0 && { tokens }),
    ...(request.defaults === undefined && defaults !== undefined && { defaults }),
  };
  return {
    deploymentOf: (absolute) => {
      const path = relative(root, absolute).split(sep).join('/');
      const group = isAbsolute(path) ? undefined : matchers.find(({ matches }) => matches(path));
      if (group === undefined) return { target: given, ...common };
      const { target, key, templates, parameters } = group;
      return { target: { ...target, ...given }, key, templates, ...common, ...(parameters && { parameters }) };
    },
    configured: (parameterFile) => {
      const groupsWithIt = matchers.filter(({ parameters }) =>
        parameters?.some(({ absolute }) => absolute === parameterFile),
      );
      return groupsWithIt.length === 0 ? undefined : groupsWithIt.flatMap(({ templates }) => templates);
    },
    notes: [
      ...[...problems].map(([absolute, { code, message: problem }]) => {
        return { error: true as const, code, message: problem, location: { file: relativePath(cwd, absolute) } };
      }),
      ...groups.flatMap(({ files, parameters = [], place }) =>
        [...files, ...parameters].flatMap((pattern) => {
          if (byPattern.get(pattern)?.isUnmatched !== true) return [];
          const unmatched = message('note.unmatched-pattern', { pattern });
          return [{ error: false as const, code: 'unmatched-pattern', message: unmatched, location: place }];
        }),
      ),
    ],
  };
}
