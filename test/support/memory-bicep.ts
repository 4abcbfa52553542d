import { isAbsolute, join, resolve } from 'node:path';
import type { JsonObject } from '../../src/sources/arm/expression/evaluate-json.ts';
import { bicepProject } from '../../src/sources/bicep/bicep-project.ts';
import type { BicepHost } from '../../src/sources/bicep/host.ts';
import type { LoweredBicep } from '../../src/sources/bicep/lowered.ts';
import { BUILT_IN_CONFIG } from '../../src/sources/bicep/modules/bicep-config.ts';

/** The folder of the files of a test. */
export const BICEP_ROOT = resolve('/bicep');

/** A host whose files are texts by relative path. */
export function memoryHost(files: Readonly<Record<string, string>>, more: Partial<BicepHost> = {}): BicepHost {
  const texts = new Map(
    Object.entries(files).map(([path, text]) => [isAbsolute(path) ? path : join(BICEP_ROOT, path), text]),
  );
  return {
    readFile: (absolute) => {
      const text = texts.get(absolute);
      return text === undefined
        ? { problem: { code: 'ENOENT', message: 'no longer there' } }
        : { bytes: Buffer.from(text) };
    },
    listFiles: (folder) => [...texts.keys()].filter((file) => file.startsWith(folder)),
    restoredModule: () => undefined,
    configOf: () => BUILT_IN_CONFIG,
    environment: () => undefined,
    ...more,
  };
}

/** `main.bicep`, lowered, with what it uses. */
export function lowerMain(
  main: string,
  files: Readonly<Record<string, string>> = {},
  more?: Partial<BicepHost>,
): LoweredBicep {
  const lowered = bicepProject(memoryHost({ 'main.bicep': main, ...files }, more)).lower(
    join(BICEP_ROOT, 'main.bicep'),
  );
  if (!('template' in lowered)) throw new Error(lowered.message);
  return lowered;
}

/** The template of a text; an error in it fails the test. */
export function templateOf(
  main: string,
  files?: Readonly<Record<string, string>>,
  more?: Partial<BicepHost>,
): JsonObject {
  const { template, errors } = lowerMain(main, files, more);
  const [first] = errors;
  if (first !== undefined) throw new Error(`${first.code}: ${first.message}`);
  return template;
}

/** Codes of the errors of a text, each with the text of its place. */
export function errorsOf(
  main: string,
  files?: Readonly<Record<string, string>>,
  more?: Partial<BicepHost>,
): readonly string[] {
  return lowerMain(main, files, more).errors.map(({ code, start, end }) => `${code} ${main.slice(start, end)}`);
}
