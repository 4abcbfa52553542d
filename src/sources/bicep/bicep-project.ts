import { basename, dirname, resolve } from 'node:path';
import type { FileProblem } from '../../util/bounded-read.ts';
import { isBicepParamName, isJsonName } from '../../util/paths.ts';
import { isJsonObject } from '../arm/expand/json-access.ts';
import { decodeBytes } from '../arm/json/decode-bytes.ts';
import { TextError } from '../arm/json/text-error.ts';
import { readJsonBytes } from '../arm/read-json-file.ts';
import { bind } from './bind/bind.ts';
import type { BicepHost } from './host.ts';
import { exportsFor } from './lower/imports/exports-for.ts';
import type { BicepFiles, BoundBicep } from './lower/lower-context.ts';
import { lowerFile } from './lower/lower-file.ts';
import type { LoweredBicep, LoweredOf } from './lowered.ts';
import { memoised } from './memoised.ts';
import { moduleGraph } from './module-graph.ts';
import { parseModuleReference } from './modules/registry-reference.ts';
import { lowerParameterFile } from './params/lower-parameters.ts';
import type { LoweredParameters } from './params/lowered-parameters.ts';
import { literalString } from './syntax/literal-text.ts';
import type { BicepFile } from './syntax/nodes.ts';
import { parseBicep } from './syntax/parse-bicep.ts';

/** Bicep files that may use each other; each is read, parsed and lowered once. */
export interface BicepProject {
  /** Of an absolute path. Two modules of one file have the same template, the same object. */
  readonly lower: (absolute: string) => LoweredBicep | FileProblem;
  /** The values of a parameter file, of an absolute path. */
  readonly parameters: (absolute: string) => LoweredParameters | FileProblem;
  readonly loweredOf: LoweredOf;
  /** The Bicep files of the modules that a file names, all absolute. */
  readonly modulesOf: (absolute: string) => readonly string[];
  readonly files: BicepFiles;
}

/** Modules within modules; Resource Manager itself takes far fewer. */
const MAX_MODULE_DEPTH = 40;

export function bicepProject(host: BicepHost): BicepProject {
  const lowered = new Map<string, LoweredBicep | FileProblem>();
  const byTemplate = new WeakMap<object, LoweredBicep>();
  /** Files that are being lowered, the outermost first. */
  const open: string[] = [];
  const modules = once((absolute) => modulesOf(absolute, files, host));
  const graph = moduleGraph(modules);
  const files: BicepFiles = {
    parsed: once((absolute) => parseFile(absolute, host)),
    bound: once((absolute) => bindFile(absolute, files, host)),
    json: once((absolute) => jsonFile(absolute, host)),
    lowered: (absolute) => {
      const from = open.at(-1);
      const cycle = from === undefined ? undefined : graph.cycle(from, absolute);
      if (cycle !== undefined) return { cycle: cycle.map((file) => basename(file)) };
      if (from !== undefined && graph.levels(absolute) + 1 >= MAX_MODULE_DEPTH) return tooDeep();
      const known = lowered.get(absolute);
      if (known !== undefined) return known;
      open.push(absolute);
      let result: LoweredBicep | FileProblem;
      try {
        const bound = files.bound(absolute);
        result = 'binding' in bound ? lowerFile(bound, files, host) : bound;
      } finally {
        open.pop();
      }
      lowered.set(absolute, result);
      if ('template' in result) byTemplate.set(result.template, result);
      return result;
    },
  };
  return {
    lower: (absolute) => {
      const result = files.lowered(absolute);
      return 'cycle' in result ? tooDeep() : result;
    },
    parameters: once((absolute) => lowerParameterFile(absolute, files, host)),
    loweredOf: (template) => byTemplate.get(template),
    modulesOf: modules,
    files,
  };
}

function once<T>(make: (absolute: string) => T): (absolute: string) => T {
  const known = new Map<string, T>();
  return (absolute) => memoised(known, absolute, make);
}

function tooDeep(): FileProblem {
  return { code: 'unreadable', message: `modules are nested deeper than ${MAX_MODULE_DEPTH}` };
}

/** The Bicep files of the modules that a file names. */
function modulesOf(absolute: string, files: BicepFiles, host: BicepHost): readonly string[] {
  const syntax = files.parsed(absolute);
  if (!('declarations' in syntax)) return [];
  const folder = dirname(absolute);
  const modules = syntax.declarations.flatMap((each) => {
    const path = each.kind === 'module' ? literalString(each.path) : undefined;
    if (path === undefined) return [];
    const reference = parseModuleReference(path, host.configOf(folder));
    return reference.kind === 'path' && !isJsonName(reference.path) ? [resolve(folder, reference.path)] : [];
  });
  return [...new Set(modules)];
}

function parseFile(absolute: string, host: BicepHost): BicepFile | FileProblem {
  const read = host.readFile(absolute);
  if ('problem' in read) return read.problem;
  try {
    const { text } = decodeBytes(read.bytes);
    return parseBicep(text, isBicepParamName(absolute) ? 'parameters' : 'template');
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    return { code: error.code, message: error.message };
  }
}

function bindFile(absolute: string, files: BicepFiles, host: BicepHost): BoundBicep | FileProblem {
  const syntax = files.parsed(absolute);
  if (!('declarations' in syntax)) return syntax;
  const reads = new Set<string>();
  const { binding, errors } = bind(syntax, exportsFor(absolute, files, host, reads));
  return { file: absolute, syntax, binding, errors: [...syntax.errors, ...errors], reads: [...reads] };
}

function jsonFile(absolute: string, host: BicepHost): ReturnType<BicepFiles['json']> {
  const read = readJsonBytes(basename(absolute), host.readFile(absolute));
  if ('code' in read) return { code: read.code, message: read.message };
  if (isJsonObject(read.json)) return { json: read.json };
  return { code: 'unreadable', message: 'it is no JSON object' };
}
