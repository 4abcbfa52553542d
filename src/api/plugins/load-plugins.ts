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
  const made: Rule[] = [];
  for (const file of files) made.push(...(await rulesIn(file, cwd)));
  // Again, for names that two plugins have.
  return checkedRules(made, '--plugin');
}

/**
 * The rules that a plugin makes.
 *
 * @param from What gave it, as messages name it.
 * @throws UsageError when it throws, or makes something that is no rule.
 */
export async function rulesOfPlugin(plugin: Plugin, from: string): Promise<readonly Rule[]> {
  let made: unknown;
  try {
    made = await plugin({ defineRule, values: valueQuestions });
  } catch (cause) {
    throw new UsageError(`${from}: ${messageOf(cause)}`, { cause });
  }
  return checkedRules(Array.isArray(made) ? made : [made], from);
}

async function rulesIn(file: string, cwd: string): Promise<readonly Rule[]> {
  const absolute = resolve(cwd, file);
  if (statSync(absolute, { throwIfNoEntry: false })?.isFile() !== true)
    throw new UsageError(`--plugin ${file}: no such file`);
  const plugin = await imported(absolute, file);
  if (typeof plugin !== 'function')
    throw new UsageError(`--plugin ${file}: expected export default ({ defineRule, values }) => rules`);
  return rulesOfPlugin(plugin as Plugin, `--plugin ${file}`);
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
