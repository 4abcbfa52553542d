import type { TaskLogRun, TaskLogsResult } from '../../../api/tasks/task-logs-result.ts';
import { counted } from '../../../messages/counted.ts';
import { message } from '../../../messages/message.ts';
import { padColumns } from '../../../reports/console/terminal.ts';
import { baseName } from '../../../util/paths.ts';

/** What is left out, and what is shown besides. */
interface Shown {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** How states are written. */
const WORDS = {
  saved: 'tasks.state-saved',
  present: 'tasks.state-present',
  wanted: 'tasks.state-wanted',
  unfinished: 'tasks.state-unfinished',
  none: 'tasks.state-none',
  failed: 'restore.failed',
} as const satisfies Record<TaskLogRun['state'], string>;
/** Columns of a state, so that runs stand below each other. */
const WIDTH = 'running '.length;

/** The lines of an export: what failed and what is left, the logs with `verbose`, and a summary unless `quiet`. */
export function exportLines(result: TaskLogsResult, { quiet, verbose }: Shown): readonly string[] {
  const { runs, errors } = result;
  const shown = runs.filter(({ state }) => verbose || state === 'failed' || (!quiet && LEFT.has(state)));
  return [
    ...groupsOf(shown).flatMap(groupLines),
    ...errors.map(({ code, message: text }) => message('report.error', { message: `${text} (${code})` })),
    ...(quiet ? [] : [summary(result)]),
  ];
}

/** Shown without being asked for: the rest is as it should be. */
const LEFT: ReadonlySet<TaskLogRun['state']> = new Set(['wanted', 'unfinished', 'none']);

/** Runs of a registry that failed for one reason stand together: a right that is missing is missing for all of them. */
function groupsOf(runs: readonly TaskLogRun[]): readonly (readonly [TaskLogRun, ...TaskLogRun[]])[] {
  const groups = new Map<string, [TaskLogRun, ...TaskLogRun[]]>();
  for (const run of runs) {
    const { registry, runId, reason } = run;
    const key = reason === undefined ? `${registry} ${runId}` : `${registry}\n${reason}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [run]);
    else group.push(run);
  }
  return [...groups.values()];
}

function groupLines([{ state, registry, runId, file, reason }, ...more]: readonly [
  TaskLogRun,
  ...TaskLogRun[],
]): readonly string[] {
  const others = more.length === 0 ? '' : ` ${message('tasks.more', { count: more.length })}`;
  const first = `${padColumns(message(WORDS[state]), WIDTH)}${baseName(registry)}/${runId}${others}  ${file ?? registry}`;
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
