import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineRule, type Rule } from '../../engine/rule.ts';
import { UsageError } from '../../util/errors.ts';
import { errorCode } from '../../util/system-error.ts';
import { checkedRules } from './check-rule.ts';
import { type ValueQuestions, valueQuestions } from './value-questions.ts';

/** What a plugin is called with, so that it needs no import. */
export interface PluginTools {
  readonly defineRule: typeof defineRule;
  /** Questions about values that may be unknown. */
  readonly values: ValueQuestions;
}

/** The default export of a plugin. */
export type Plugin = (tools: PluginTools) => Rule | readonly Rule[] | Promise<Rule | readonly Rule[]>;

/**
 * Runs files of JavaScript (or TypeScript, where Node strips types) that make rules. Only the command line may name them:
 * a configuration is part of a pull request, which must not run code.
 *
 * @throws UsageError when a file cannot be loaded or makes something that is no rule.
 */
export async function loadPlugins(files: readonly string[], cwd: string): Promise<readonly Rule[]> {
  const made: unknown[] = [];
  for (const file of files) made.push(...checkedRules(await rulesIn(file, cwd), `--plugin ${file}`));
  // Again, for names that two plugins have.
  return checkedRules(made, '--plugin');
}

async function rulesIn(file: string, cwd: string): Promise<readonly unknown[]> {
  const absolute = resolve(cwd, file);
  if (statSync(absolute, { throwIfNoEntry: false })?.isFile() !== true)
    throw new UsageError(`--plugin ${file}: no such file`);
  const plugin = await imported(absolute, file);
  if (typeof plugin !== 'function')
    throw new UsageError(`--plugin ${file}: expected export default ({ defineRule, values }) => rules`);
  try {
    const made: unknown = await (plugin as Plugin)({ defineRule, values: valueQuestions });
    return Array.isArray(made) ? made : [made];
  } catch (cause) {
    throw new UsageError(`--plugin ${file}: ${messageOf(cause)}`, { cause });
  }
}

async function imported(absolute: string, file: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(absolute).href)) as { readonly default?: unknown };
    return module.default;
  } catch (cause) {
    if (errorCode(cause) === 'ERR_UNKNOWN_FILE_EXTENSION' && /^\.[cm]?ts$/.test(extname(absolute)))
      throw new UsageError(
        `--plugin ${file}: this version of Node reads no TypeScript; use Node 22.18 or later, or JavaScript`,
      );
    throw new UsageError(`--plugin ${file} cannot be loaded: ${messageOf(cause)}`, { cause });
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
