/** Whether links to the logs of a registry are refused at all: the right to them is one of the registry. */
export interface LinkRefusals {
  /** A link was refused, for this reason. */
  readonly refused: (reason: string) => void;
  /** A link was given. */
  readonly given: () => void;
  /** Why none of the others is asked for; undefined while they are. */
  readonly verdict: () => string | undefined;
}

/** So many refusals, and no link, decide for the others: a registry may have thousands of runs. */
const MAX_REFUSALS = 3;

export function createLinkRefusals(): LinkRefusals {
  const reasons: string[] = [];
  let isGiven = false;
  return {
    refused: (reason) => void reasons.push(reason),
    given: () => {
      isGiven = true;
    },
    verdict: () => (isGiven || reasons.length < MAX_REFUSALS ? undefined : reasons[0]),
  };
}
