/** A file that was asked for: as a user knows it, and where it is. */
export interface ExportFile {
  /** As it is shown. */
  readonly file: string;
  readonly absolute: string;
  /** It was not named but found in a folder, where anything may be. */
  readonly isFound?: boolean;
}

/** What is wrong with a file, or a part of it; the rest is still read. The message names no file. */
export interface ExportProblem {
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly code: string;
  /** A sentence without a full stop. */
  readonly message: string;
}

export interface ProblemList {
  readonly problems: readonly ExportProblem[];
  readonly add: (problem: ExportProblem) => void;
}

const MOST_SHOWN = 100;

/** A list of problems that stays short whatever a file holds: past 100 only their number is kept. */
export function problemList(): ProblemList {
  const problems: ExportProblem[] = [];
  let more = 0;
  const add = (problem: ExportProblem): void => {
    if (problems.length < MOST_SHOWN) {
      problems.push(problem);
      return;
    }
    more += 1;
    const message = `${more} more ${more === 1 ? 'problem' : 'problems'}, not listed`;
    problems[MOST_SHOWN] = { file: problem.file, code: 'more-problems', message };
  };
  return { problems, add };
}
