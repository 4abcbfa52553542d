import { isFailedRead } from '../exit-code.ts';
import type { Finding } from '../finding.ts';

/** A finding that fails or is unknown: what a baseline and a comparison are about. */
export interface OpenFinding extends Finding {
  readonly outcome: 'fail' | 'unknown';
}

export function isOpen(finding: Finding): finding is OpenFinding {
  return finding.outcome === 'fail' || finding.outcome === 'unknown';
}

/** Whether a baseline may have a finding: one that is unknown because a read failed must not pass for known. */
export function isKnowable(finding: Finding): finding is OpenFinding {
  return isOpen(finding) && !(finding.outcome === 'unknown' && finding.dependsOn.some(isFailedRead));
}
