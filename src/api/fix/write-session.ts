import type { RunError } from '../../engine/finding.ts';
import { refusal } from '../../fixes/arm/fix-plan.ts';
import type { EditableFile, FixSession, FixSessionInput, PlannedFix } from '../../fixes/arm/session.ts';
import { message } from '../../messages/message.ts';
import { type FileUpdate, writeFiles } from '../../util/fs/replace-files.ts';

/** What is on disk after writing: plans that could not be written are refused. */
export interface WrittenSession extends Pick<FixSession, 'fixes' | 'texts'> {
  readonly errors: readonly RunError[];
}

/** Files that one plan changes together are written together or not at all. One that is `given` is not on disk. */
export function writeSession(
  { fixes: outcomes, texts }: FixSession,
  { read }: Pick<FixSessionInput, 'read'>,
  rootOf: (absolute: string) => string,
  given?: string,
): WrittenSession {
  const problems = new Map<string, string>();
  for (const files of transactions(outcomes)) {
    const updates = files.flatMap((file): FileUpdate[] => {
      const document = read(file);
      const text = texts.get(file);
      return document === undefined || text === undefined || file === given
        ? []
        : [updateOf(document, text, rootOf(document.absolute))];
    });
    const problem = writeFiles(updates);
    if (problem !== undefined) for (const file of files) problems.set(file, problem);
  }
  return {
    fixes: outcomes.map((outcome) => notWritten(outcome, problems)),
    texts: new Map([...texts].filter(([file]) => !problems.has(file))),
    errors: [...problems].map(([file, problem]) => ({ code: 'not-written', message: problem, location: { file } })),
  };
}

function notWritten(fix: PlannedFix, problems: ReadonlyMap<string, string>): PlannedFix {
  const { plan } = fix;
  if (plan.kind !== 'edit') return fix;
  const problem = plan.files.map(({ file }) => problems.get(file)).find((text) => text !== undefined);
  return problem === undefined ? fix : { ...fix, plan: refusal(problem, message('fix-step.make-writable')) };
}

function updateOf({ file, absolute, bytes, encode }: EditableFile, text: string, root: string): FileUpdate {
  return { file, absolute, root, before: bytes, after: encode(text) };
}

/** Groups of files that plans tie together. */
function transactions(outcomes: readonly PlannedFix[]): readonly (readonly string[])[] {
  let groups: Set<string>[] = [];
  for (const { plan } of outcomes) {
    if (plan.kind !== 'edit') continue;
    const files = plan.files.map(({ file }) => file);
    const touched = groups.filter((group) => files.some((file) => group.has(file)));
    const merged = new Set([...touched.flatMap((group) => [...group]), ...files]);
    groups = [...groups.filter((group) => !touched.includes(group)), merged];
  }
  return groups.map((group) => [...group].sort());
}
