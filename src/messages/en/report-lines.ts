/** Sentences that reports add to findings. */
export const reportLines = {
  'report.known': 'known in the baseline',
  'report.suppressed': 'suppressed: {reason}',
  'report.unknown': 'unknown: {message}',
  'report.error': 'error: {message}',
  'report.with-values': '{message} ({values})',
  'report.values': 'Values: {values}',
  'report.remedy': 'How to fix: {remedy}',
  'report.more-one': '1 more result is in the log of this step.',
  'report.more': '{count} more results are in the log of this step.',
  'report.left-out': 'Not shown: {counts}.',
  'report.left-out-known': '{count} known in the baseline',
  'report.left-out-suppressed': '{count} suppressed',
  'report.left-out-excluded': '{count} not affecting the exit code',
  'report.cut': '… and {count} more that did not fit; `-f json` has all.',
  'report.compared': 'Compared with {with}: **{new} new**, {unchanged} unchanged, {fixed} fixed.',
  'report.fix-templates':
    'It shows the changes that make them pass, where there are any; with `--write` it makes them.',
  'report.fix-live': 'It writes files to deploy that make them pass, where there is a fix.',
} as const;
