import { compareStrings } from '../util/paths.ts';
import type { Finding, Note } from './finding.ts';

/**
 * By file, line, rule; then by everything else that can differ, so that two runs give the same bytes. What Azure answered
 * has no file: there the id comes first, without regard to letter case, so that a resource group stays together.
 */
export function compareFindings(a: Finding, b: Finding): number {
  const { location: x } = a;
  const { location: y } = b;
  return (
    compareStrings(x.file, y.file) ||
    (x.file === '' ? compareStrings(a.target.id.toLowerCase(), b.target.id.toLowerCase()) : 0) ||
    (x.line ?? 0) - (y.line ?? 0) ||
    (x.column ?? 0) - (y.column ?? 0) ||
    compareStrings(a.rule, b.rule) ||
    compareStrings(a.target.parameters ?? '', b.target.parameters ?? '') ||
    compareStrings(a.target.id, b.target.id) ||
    compareStrings(a.fingerprint, b.fingerprint)
  );
}

/** Errors and notes by file, line and message. */
export function compareNotes(a: Note, b: Note): number {
  return (
    compareStrings(a.location?.file ?? '', b.location?.file ?? '') ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    compareStrings(a.message, b.message)
  );
}
