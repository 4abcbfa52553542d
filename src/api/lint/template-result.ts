import type { Finding, Note, RunError, RunResult } from '../../engine/finding.ts';
import { compareNotes } from '../../engine/finding-order.ts';
import { counted } from '../../messages/counted.ts';
import { message } from '../../messages/message.ts';
import type { TemplateRun } from '../../sources/arm/template-request.ts';
import type { Discovered } from '../../sources/discover/discover.ts';
import { buildResult } from '../build-result.ts';
import type { Triaged } from '../known/triage.ts';

interface FoundInTemplates {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
}

/**
 * The result of a run over templates, which also says what was not read and why.
 *
 * @param types The resource types that the rules of the run are for.
 */
export function templateResult(
  { findings, errors, notes }: FoundInTemplates,
  run: TemplateRun,
  discovered: Discovered,
  allowEmpty: boolean,
  types: readonly string[],
  triage?: (findings: readonly Finding[]) => Triaged,
): RunResult {
  const counted = errors.filter(({ excludedBecause }) => excludedBecause === undefined);
  const isEmpty = run.read === 0 && errors.length === 0;
  const empty: RunError[] = isEmpty && !allowEmpty ? [{ code: 'no-template', message: emptyMessage(discovered) }] : [];
  const used = new Set(run.inventories.map(({ parameters }) => parameters));
  const own = [...hiddenNotes(discovered), ...skippedNotes(discovered, used)];
  return buildResult({
    findings,
    errors: [...errors, ...empty],
    notes: [...notes, ...own].sort(compareNotes),
    types,
    inputKind: 'template',
    ...(triage && { triage }),
    inputs: {
      read: run.read,
      unreadable: new Set(counted.map(({ location }) => location?.file)).size,
      skipped: discovered.skipped.filter(({ file }) => !used.has(file)).length,
    },
  });
}

function hiddenNotes({ hiddenTemplates: hidden, hiddenTruncated: hiddenBounded }: Discovered): readonly Note[] {
  if (hidden === 0) return [];
  const templates = counted(hidden, 'template');
  return [{ message: message(hiddenBounded ? 'note.gitignored-at-least' : 'note.gitignored', { templates }) }];
}

/** Files that were named and are no templates; a parameter file that was used is not skipped. */
function skippedNotes({ skipped }: Discovered, used: ReadonlySet<string | undefined>): readonly Note[] {
  return skipped
    .filter(({ file, named, reason }) => named && reason === 'not-a-template' && !used.has(file))
    .map(({ file, what }) => ({
      message: what === undefined ? message('note.skipped') : message('note.skipped-kind', { kind: what }),
      location: { file },
    }));
}

function emptyMessage(discovered: Discovered): string {
  const { skipped } = discovered;
  const count = (reason: string): number => skipped.filter((file) => file.reason === reason).length;
  const hidden = (['gitignore', 'exclude', 'include'] as const)
    .filter((reason) => count(reason) > 0)
    .map((reason) => message(HIDDEN_BY[reason], { count: count(reason) }));
  if (hidden.length > 0) return message('error.all-ignored', { counts: hidden.join(', ') });
  return skipped.length > 0
    ? message('error.no-template-among', { files: counted(skipped.length, 'jsonFile') })
    : message('error.no-template');
}

const HIDDEN_BY = {
  gitignore: 'error.by-gitignore',
  exclude: 'error.by-exclude',
  include: 'error.by-include',
} as const;
