import { compareStrings } from '../../util/paths.ts';
import type { LintFlags } from './lint-flags.ts';

/**
 * The words by which `fix` evaluates what `lint` did. Values of `--set` are left out: they may be secrets, and a command is
 * printed into logs.
 */
export function fixArguments(
  paths: readonly string[],
  {
    parameters,
    rule,
    excludeRule,
    pack,
    config,
  }: Pick<LintFlags, 'parameters' | 'rule' | 'excludeRule' | 'pack' | 'config'>,
): readonly string[] {
  return [
    // In an order of their own, like results. What begins with a dash would be a flag, except for standard input.
    ...paths.toSorted(compareStrings).map((path) => (path.startsWith('-') && path !== '-' ? `./${path}` : path)),
    ...parameters.flatMap((file) => ['-p', file]),
    ...rule.flatMap((name) => ['--rule', name]),
    ...excludeRule.flatMap((name) => ['--exclude-rule', name]),
    ...(pack === undefined ? [] : ['--pack', pack]),
    ...(typeof config === 'string' ? ['--config', config] : []),
  ];
}
