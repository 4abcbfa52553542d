import { resolve } from 'node:path';
import { logs } from '../../rules/Azure.ACR.Logs.ts';
import type { Rule } from '../../src/engine/rule.ts';
import { wantedBy } from '../../src/engine/wanted.ts';
import type { EditableFile, FixSessionInput } from '../../src/fixes/arm/session.ts';
import { defaultFixOptions, FIX_NEEDS, type FixOptions } from '../../src/fixes/fix-options.ts';
import { REGISTRY_TYPE } from '../../src/model/azure/resource-types.ts';
import { namedFile } from '../../src/sources/arm/arm-source.ts';
import { pairParameterFiles } from '../../src/sources/discover/pair-parameter-files.ts';
import { type CheckedFixes, checkFixes, type FixCase, sessionOf } from '../../tools/check-fixes.ts';

const CWD = resolve('/no/such/folder');

export interface FixTextOptions {
  readonly settings?: Partial<FixOptions>;
  readonly newParameters?: boolean;
  readonly destinationParameters?: boolean;
  readonly force?: boolean;
  /** Texts of parameter files by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The rules that run; else the one on audit logs. */
  readonly rules?: readonly Rule[];
  /** The subscription that the template is deployed to. */
  readonly subscription?: string | undefined;
}

/** Plans fixes for a template `main.json` that is not on disk, and checks the properties of a fix on the way. */
export function fixText(text: string, options: FixTextOptions = {}): CheckedFixes {
  return checkFixes(fixCase(text, options));
}

/** What a session plans with for such a template. */
export function sessionInput(text: string, options: FixTextOptions = {}): FixSessionInput {
  return sessionOf(fixCase(text, options));
}

function fixCase(text: string, options: FixTextOptions): FixCase {
  const {
    settings,
    newParameters = true,
    destinationParameters = false,
    force = false,
    parameters = {},
    rules = [logs],
    subscription,
  } = options;
  const texts = new Map([['main.json', text], ...Object.entries(parameters)]);
  const documents = new Map([...texts].map(([file, own]) => [file, documentOf(file, own)]));
  return {
    request: {
      cwd: CWD,
      rootOf: () => CWD,
      maxSize: 1_000_000,
      named: Object.keys(parameters).map((file) => namedFile(CWD, file)),
      flags: new Map(),
      explore: false,
      wanted: wantedBy([{ targets: [REGISTRY_TYPE], needs: FIX_NEEDS }]),
      defaults: 'auto',
      pairing: pairParameterFiles({ cwd: CWD, templates: [namedFile(CWD, 'main.json')], seen: [] }),
      deploymentOf: () => ({ target: subscription === undefined ? {} : { subscription } }),
    },
    settings: { ...defaultFixOptions, ...settings },
    newParameters,
    destinationParameters,
    force,
    rules,
    read: (file) => documents.get(file),
    overlay: new Map([...documents.values()].map(({ absolute, bytes }) => [absolute, bytes])),
  };
}

function documentOf(file: string, text: string): EditableFile {
  const encode = (own: string): Uint8Array => Buffer.from(own);
  return { file, absolute: resolve(CWD, file), text, bytes: encode(text), encode };
}
