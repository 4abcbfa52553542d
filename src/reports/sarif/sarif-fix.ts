import type { FindingFix, Replacement } from '../../engine/finding.ts';
import { artifactLocation } from './sarif-location.ts';
import { plainMessage } from './sarif-message.ts';

/** §3.55: a change of one or more files, each as replacements of regions (§3.57). A region without length inserts. */
export function sarifFix({ description, changes }: FindingFix): object {
  return {
    description: { text: plainMessage(description) },
    artifactChanges: changes.map(({ file, replacements }) => ({
      artifactLocation: artifactLocation(file),
      replacements: replacements.map(replacementOf),
    })),
  };
}

function replacementOf({ range, text }: Replacement): object {
  const { line, column, endLine, endColumn } = range;
  return {
    deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
    insertedContent: text === '' ? undefined : { text },
  };
}
