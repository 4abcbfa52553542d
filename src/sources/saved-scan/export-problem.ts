import type { ErrorCode } from '../../util/error-codes.ts';
/** An input file: its displayed name and its absolute path. */
export interface ExportFile {
  /** As it is shown. */
  readonly file: string;
  readonly absolute: string;
  /** It was found in a folder, which may hold anything, and not named by the user. */
  readonly isFound?: boolean;
}

/** A problem with a file or a part of it; the rest is still read. The message does not name the file. */
export interface ExportProblem {
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly code: ErrorCode;
  /** A sentence without a full stop. */
  readonly message: string;
}

export interface ProblemList {
  readonly problems: readonly ExportProblem[];
  readonly add: (problem: ExportProblem) => void;
}

const MAX_LISTED = 100;

/** A bounded list of problems: past 100 only their number is kept. */
export function createProblemList(): ProblemList {
  const problems: ExportProblem[] = [];
  let more = 0;
  const add = (problem: ExportProblem): void => {
    if (problems.length < MAX_LISTED) {
      problems.push(problem);
      return;
    }
    more += 1;
    const message = `${more} more ${more === 1 ? 'problem' : 'problems'}, not listed`;
    problems[MAX_LISTED] = { file: problem.file, code: 'more-problems', message };
  };
  return { problems, add };
}
