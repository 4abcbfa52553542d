import type { Finding, FindingTarget, RunResult } from '../engine/finding.ts';
import { mapLocations } from '../engine/map-locations.ts';

/** The same result with its files under other names: systems that show files name them from the root of the repository. */
export function renameFiles(result: RunResult, rename: (file: string) => string): RunResult {
  const other = (file: string): string => (file === '' ? '' : rename(file));
  const located = mapLocations(result, (location) => ({ ...location, file: other(location.file) }));
  const { comparison } = result;
  return {
    ...result,
    ...located,
    findings: located.findings.map((finding) => ({
      ...finding,
      target: renamedTarget(finding.target, rename),
      ...(finding.fix && { fix: renamedFix(finding.fix, rename) }),
    })),
    ...(comparison && {
      comparison: {
        ...comparison,
        fixed: comparison.fixed.map((fixed) => ({
          ...fixed,
          file: other(fixed.file),
          target: renamedTarget(fixed.target, rename),
        })),
      },
    }),
  };
}

function renamedTarget(
  { template, parameters, ...target }: FindingTarget,
  rename: (file: string) => string,
): FindingTarget {
  return {
    ...target,
    ...(template !== undefined && { template: rename(template) }),
    ...(parameters !== undefined && { parameters: rename(parameters) }),
  };
}

function renamedFix(fix: NonNullable<Finding['fix']>, rename: (file: string) => string): NonNullable<Finding['fix']> {
  return { ...fix, changes: fix.changes.map((change) => ({ ...change, file: rename(change.file) })) };
}
