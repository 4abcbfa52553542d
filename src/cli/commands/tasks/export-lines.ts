import type { TaskLogRun, TaskLogsResult } from '../../../api/tasks/task-logs-result.ts';
import { counted } from '../../../messages/counted.ts';
import { message } from '../../../messages/message.ts';
import { baseName } from '../../../util/paths.ts';

/** What is left out, and what is shown besides. */
interface Shown {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** How states are written. */
const WORDS: Readonly<Record<TaskLogRun['state'], string>> = {
  saved: 'saved',
  present: 'there',
  wanted: 'to save',
  unfinished: 'running',
  none: 'no log',
  failed: 'failed',
};
/** Columns of a state, so that runs stand below each other. */
const WIDTH = 'running '.length;

/** The lines of an export: what failed and what is left, the logs with `verbose`, and a summary unless `quiet`. */
export function exportLines(result: TaskLogsResult, { quiet, verbose }: Shown): readonly string[] {
  const { runs, errors } = result;
  const shown = runs.filter(({ state }) => verbose || state === 'failed' || (!quiet && LEFT.has(state)));
  return [
    ...shown.flatMap(runLines),
    ...errors.map(({ code, message: text }) => `error: ${text} (${code})`),
    ...(quiet ? [] : [summary(result)]),
  ];
}

/** Shown without being asked for: the rest is as it should be. */
const LEFT: ReadonlySet<TaskLogRun['state']> = new Set(['wanted', 'unfinished', 'none']);

function runLines({ state, registry, runId, file, reason }: TaskLogRun): readonly string[] {
  const where = file ?? registry;
  const first = `${WORDS[state].padEnd(WIDTH)}${baseName(registry)}/${runId}  ${where}`;
  return reason === undefined ? [first] : [first, `${' '.repeat(WIDTH)}${reason}`];
}

/** `saved 12 logs of 3 registries, 4 were there, 1 still running`. */
function summary({ registries, runs }: TaskLogsResult): string {
  const count = (state: TaskLogRun['state']): number => runs.filter((run) => run.state === state).length;
  const [saved, wanted, present] = [count('saved'), count('wanted'), count('present')];
  const of = { registries: counted(registries, 'registry') };
  const parts = [
    wanted > 0
      ? message('tasks.wanted', { ...of, logs: counted(wanted, 'log') })
      : message('tasks.saved', { ...of, logs: counted(saved, 'log') }),
    ...(present === 0
      ? []
      : [present === 1 ? message('tasks.present-one') : message('tasks.present', { count: present })]),
    ...OTHERS.flatMap(([state, id]) => (count(state) === 0 ? [] : [message(id, { count: count(state) })])),
  ];
  return parts.join(', ');
}

const OTHERS = [
  ['unfinished', 'tasks.unfinished'],
  ['none', 'tasks.none'],
  ['failed', 'tasks.failed'],
] as const;
