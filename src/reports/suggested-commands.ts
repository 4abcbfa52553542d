import type { Finding, RunResult } from '../engine/finding.ts';

/** A word that a shell takes as it is: what is pasted must hold nothing else. */
const PLAIN_PATH = /^(?:-|[\w./][\w./-]{0,200})$/;
const MAX_FILES = 3;

/**
 * The commands that show how results are fixed, to be pasted into a shell.
 *
 * @param inputs What the run was given: its paths, or its saved scan; undefined where that is not known.
 */
export function fixCommands(
  { inputKind }: RunResult,
  wanting: readonly Finding[],
  inputs: readonly string[] | undefined,
): readonly string[] {
  if (inputKind === 'template') return [['acraudit fix', ...templatePaths(wanting, inputs)].join(' ')];
  const from = inputs === undefined || inputs.length === 0 ? undefined : plain(inputs);
  if (from !== undefined) return [`acraudit fix --from ${from.join(' ')} --out fix-up`];
  if (inputKind === 'export') return ['acraudit fix --from PATH --out fix-up'];
  return ['acraudit scan --save scan.json', 'acraudit fix --from scan.json --out fix-up'];
}

/** The paths of the run, else the files of the results; none means all below the current folder. */
function templatePaths(wanting: readonly Finding[], inputs: readonly string[] | undefined): readonly string[] {
  return plain(inputs ?? [...new Set(wanting.map(({ location }) => location.file))]) ?? [];
}

/** Undefined where there are many, or one that a shell would read otherwise. */
function plain(paths: readonly string[]): readonly string[] | undefined {
  return paths.length <= MAX_FILES && paths.every((path) => PLAIN_PATH.test(path)) ? paths : undefined;
}
