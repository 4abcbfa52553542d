import { resolve } from 'node:path';
import type { Location } from '../../util/location.ts';
import { isBicepName, isBicepParamName, relativePath } from '../../util/paths.ts';
import type {
  BicepReader,
  BicepReaderOptions,
  BicepTemplate,
  LoweredText,
  ParameterFileValues,
} from '../arm/bicep-reader.ts';
import { rangesOf } from '../arm/json/line-column.ts';
import { containedIn, type LocatedProblem, type ParsedFile } from '../arm/read-json-file.ts';
import type { WrittenSource } from '../arm/written-source.ts';
import { bicepProblems } from './bicep-problems.ts';
import { type BicepProject, bicepProject } from './bicep-project.ts';
import { diskHost, type Environment } from './disk-host.ts';
import type { BicepHost } from './host.ts';
import type { LoweredBicep } from './lowered.ts';
import { memoised } from './memoised.ts';
import { givenParameters } from './params/given-parameters.ts';
import type { LoweredParameters } from './params/lowered-parameters.ts';
import { spanAt } from './source-map.ts';
import type { BicepFile, BicepSpan } from './syntax/nodes.ts';
import { writtenBicep } from './written-bicep.ts';

/** The files below one root. */
interface Root {
  readonly host: BicepHost;
  readonly project: BicepProject;
}

/** Reads the Bicep files of a run, each once. */
export function createBicepReader(options: BicepReaderOptions & { readonly environment: Environment }): BicepReader {
  const { cwd, rootOf, environment } = options;
  const roots = new Map<string, Root>();
  const sources = new Map<string, WrittenSource | undefined>();
  const rootFor = (absolute: string): Root =>
    memoised(roots, rootOf(absolute), (root) => {
      const host = diskHost(root, options, environment);
      return { host, project: bicepProject(host) };
    });
  const lowered = (absolute: string): ReturnType<BicepProject['lower']> => rootFor(absolute).project.lower(absolute);
  const readOf = (file: string): LoweredBicep | LoweredParameters | undefined => {
    if (!isBicepName(file)) return undefined;
    const absolute = resolve(cwd, file);
    const read = isBicepParamName(file) ? rootFor(absolute).project.parameters(absolute) : lowered(absolute);
    return 'code' in read ? undefined : read;
  };
  const shown = (absolute: string): string => relativePath(cwd, absolute);
  return {
    template: ({ file, absolute }) =>
      containedIn(file, (): BicepTemplate | LocatedProblem => {
        const read = lowered(absolute);
        return 'code' in read ? { ...read, location: { file } } : templateOf(read, rootFor(absolute), shown);
      }),
    parameters: ({ file, absolute }) =>
      containedIn(file, (): ParameterFileValues | LocatedProblem => {
        const root = rootFor(absolute);
        const read = root.project.parameters(absolute);
        return 'code' in read ? { ...read, location: { file } } : valuesOf(read, root, shown);
      }),
    fileOf: (template) => {
      for (const { project } of roots.values()) {
        const read = project.loweredOf(template);
        if (read !== undefined) return shown(read.file);
      }
      return undefined;
    },
    sourceOf: (file) =>
      memoised(sources, file, () => {
        const read = readOf(file);
        return read && writtenBicep(read);
      }),
    loweredText: (file) => {
      const read = readOf(file);
      return read && loweredText(read);
    },
    calls: (file, module) => {
      const absolute = resolve(cwd, file);
      return rootFor(absolute).project.modulesOf(absolute).includes(resolve(cwd, module));
    },
  };
}

function loweredText({ syntax, template, map }: Pick<LoweredBicep, 'syntax' | 'template' | 'map'>): LoweredText {
  return {
    kind: syntax.kind,
    text: syntax.text,
    json: template,
    spanOf: (path) => {
      const found = spanAt(map, template, path);
      return found?.depth === path.length ? found.span : undefined;
    },
  };
}

function templateOf(read: LoweredBicep, { host, project }: Root, shown: (absolute: string) => string): BicepTemplate {
  const parts = partsOf(read, project);
  const modules = [...parts].filter((part) => part !== read);
  return {
    ...parsedFile(read),
    problems: [...parts].flatMap((part) => bicepProblems(part, host, shown)),
    partlyRead: [...parts].flatMap(({ file, syntax }) => placesOf(syntax.hiding, syntax, shown(file))),
    modules: new Map(modules.map((module) => [shown(module.file), parsedFile(module)])),
    reads: [...new Set([...parts].flatMap(({ reads }) => reads))].map(shown),
  };
}

function placesOf(span: BicepSpan | undefined, { text }: BicepFile, file: string): readonly Location[] {
  return rangesOf(text, span === undefined ? [] : [span]).map((range) => ({ file, ...range }));
}

/** A file and all Bicep files that it is made of, at whatever depth. */
function partsOf(read: LoweredBicep, project: BicepProject): ReadonlySet<LoweredBicep> {
  const parts = new Set([read]);
  for (const part of parts) {
    for (const file of part.uses) {
      const module = isBicepName(file) ? project.lower(file) : undefined;
      if (module !== undefined && !('code' in module)) parts.add(module);
    }
  }
  return parts;
}

function valuesOf(read: LoweredParameters, { host }: Root, shown: (absolute: string) => string): ParameterFileValues {
  return {
    values: givenParameters(read, shown),
    partlyRead: read.parts.flatMap(({ file, syntax, hiding }) => placesOf(hiding, syntax, shown(file))),
    problems: read.parts.flatMap((part) => bicepProblems(part, host, shown)),
    reads: read.reads.map(shown),
  };
}

function parsedFile(read: LoweredBicep): ParsedFile & { readonly source: WrittenSource } {
  const { syntax, template } = read;
  return { json: template, size: syntax.text.length, notes: [], text: syntax.text, source: writtenBicep(read) };
}
