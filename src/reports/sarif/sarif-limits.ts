import { gzipSync } from 'node:zlib';
import type { Finding, RunResult } from '../../engine/finding.ts';
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

/** Which share of a text GitHub takes by its size: 1 where that is all. */
export function takenShare(text: string): number {
  // A UTF-16 unit has at most three bytes, which compressed are a few more at worst.
  if (text.length <= MAX_BYTES / 4) return 1;
  return Math.min(1, MAX_BYTES / gzipSync(text).length);
}
