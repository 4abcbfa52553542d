import { gzipSync } from 'node:zlib';
import type { Finding, RunResult } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { rankOf } from '../shown-findings.ts';

/** What GitHub takes ("SARIF support for code scanning"): results of one run, and bytes of a file that is compressed by gzip. */
export const MAX_RESULTS = 25_000;
const MAX_BYTES = 10_000_000;

/** What code scanning is to have, or all that is a result. */
export function sarifResults({ findings }: RunResult, all: boolean): readonly Finding[] {
  return findings.filter(({ outcome, baseline, affectsExitCode }) => {
    if (all) return outcome !== 'error';
    return (outcome === 'fail' || outcome === 'unknown') && baseline !== 'known' && affectsExitCode;
  });
}

/** Of more results than `limit` the worst; they stay in their order. */
export function mostImportant(findings: readonly Finding[], limit: number): readonly Finding[] {
  if (findings.length <= limit) return findings;
  const kept = new Set(findings.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, limit));
  return findings.filter((finding) => kept.has(finding));
}

export function isTooLarge(text: string): boolean {
  // A UTF-16 unit has at most three bytes, and compressed they are hardly more.
  return text.length > MAX_BYTES / 4 && gzipSync(text).length > MAX_BYTES;
}

/** Said where GitHub does not take all results; undefined where it does. */
export function tooManyForGitHub(result: RunResult, all: boolean): string | undefined {
  const count = sarifResults(result, all).length;
  if (count <= MAX_RESULTS) return undefined;
  return all ? message('sarif.too-many', { count, max: MAX_RESULTS }) : cutText(count - MAX_RESULTS);
}

export function cutText(count: number): string {
  return message('sarif.cut', { count, max: MAX_RESULTS });
}
