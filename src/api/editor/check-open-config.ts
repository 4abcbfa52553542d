import { basename, relative } from 'node:path';
import { CONFIG_FILE_NAMES } from '../../config/find-config-file.ts';
import { loadConfig } from '../../config/load-config.ts';
import { problemsIn } from '../../config/parse-config.ts';
import { UsageError } from '../../util/errors.ts';
import { configRequest } from '../select-rules.ts';
import type { OpenRequest } from './open-request.ts';

/** What is wrong with a configuration, at an offset of its text in UTF-16 units or at a line and column from 1. */
export type OpenConfigProblem = { readonly message: string } & (
  | { readonly offset: number }
  | { readonly line: number; readonly column: number }
);

/** Whether a file is a configuration, by its name. */
export function isConfigFile(file: string): boolean {
  return CONFIG_FILE_NAMES.some((name) => name === basename(file));
}

/** Everything that is wrong with the text of a configuration; where nothing is, what is wrong with what it names. */
export async function checkOpenConfig(request: OpenRequest, text: string): Promise<readonly OpenConfigProblem[]> {
  const { cwd, file } = request;
  const shown = relative(cwd, file);
  const asked = configRequest({ ...request, config: shown });
  const problems = await problemsIn(text, { ...asked, file: shown });
  if (problems.length > 0) return problems;
  try {
    await loadConfig({ ...asked, start: cwd });
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { location, lines } = error;
    return [{ message: lines.join('\n'), line: location?.line ?? 1, column: location?.column ?? 1 }];
  }
}
