import { READ_SETTINGS } from '../../../model/azure/roles.ts';
import { LARGEST_PAGES, type SettingsAnswer } from '../decode/scan-record.ts';
import { isSettingsPage } from '../decode/settings-page.ts';
import { type Asking, ask, drain, laneOfRegistry } from './asking.ts';
import { tooManyItems } from './call.ts';
import { isGone, isNotFound } from './list-registries.ts';
import { during, failure, INTERRUPTED, problemOf } from './read-failure.ts';

/** A resource has at most five settings; more pages than this are no list. */
const MOST_PAGES = 20;
/** Far past what Azure allows, and what a scan can hold for many registries. */
const MAX_SETTINGS = 100;
/** A setting has about 2,000 bytes. */
const MAX_SETTINGS_BYTES = 4 * 1024 * 1024;

/** Reads the diagnostic settings of one registry. It never throws: what went wrong is the answer. */
export async function readSettings(asking: Asking, id: string, isAdmitted: boolean): Promise<SettingsAnswer> {
  const lane = laneOfRegistry(id);
  const question = {
    lane,
    mostPages: MOST_PAGES,
    mostBytes: MAX_SETTINGS_BYTES,
    mostItems: MAX_SETTINGS,
    isAdmitted,
  };
  try {
    const pages = await ask(asking, question, ({ monitor }) => drain(monitor.diagnosticSettings.list(id.slice(1))));
    return answerOf(pages);
  } catch (error) {
    return isNotFound(error) ? confirmGone(asking, id, error) : failed(asking, error);
  }
}

/**
 * What Azure answered, if it has the form of diagnostic settings; nothing else may count as "no setting". What is too
 * large to be saved is no answer either, or a saved scan would say less than the live one. Both are a `ReadFailure`.
 */
export function answerOf(pages: readonly unknown[]): SettingsAnswer {
  if (pages.length === 0 || !pages.every(isSettingsPage))
    throw failure('limit', 'UnexpectedAnswer', 'the answer is no list of diagnostic settings');
  if (pages.reduce((sum, { value }) => sum + value.length, 0) > MAX_SETTINGS) throw tooManyItems(MAX_SETTINGS);
  let bytes = 0;
  for (const page of pages) {
    bytes += Buffer.byteLength(JSON.stringify(page));
    if (bytes > LARGEST_PAGES)
      throw failure('limit', 'AnswerTooLarge', `the answer is larger than ${LARGEST_PAGES / 1024 / 1024} MiB`);
  }
  return { status: 'read', pages };
}

/** Not found can mean that the registry was deleted after it was listed. It can also mean a lot else. */
export async function confirmGone(asking: Asking, id: string, error: unknown): Promise<SettingsAnswer> {
  try {
    return (await isGone(asking, id)) ? { status: 'gone' } : failed(asking, error);
  } catch (other) {
    if (asking.signal.aborted) return failed(asking, other);
    return { status: 'failed', problem: during('looking whether it is still there', problemOf(other)) };
  }
}

export function failed({ signal }: Asking, error: unknown): SettingsAnswer {
  if (signal.aborted) return { status: 'failed', problem: INTERRUPTED };
  const problem = problemOf(error);
  const isForbidden = problem.kind === 'permission' && /\b40[13]\b/.test(problem.message);
  return {
    status: 'failed',
    problem: during(isForbidden ? READ_SETTINGS : 'reading its diagnostic settings', problem),
  };
}
