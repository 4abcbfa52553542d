import type { Finding, RuleInfo, RunResult } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { type Line, styled } from '../../util/safe-text.ts';
import type { ReportOptions } from '../report.ts';
import { fixCommands } from '../suggested-commands.ts';

/** What a reader can do next: how many failures `fix` may mend and by which command, and where there is more to read. */
export function nextSteps(result: RunResult, options: ReportOptions, isShort: boolean): Line[] {
  const open = result.findings.filter(({ baseline }) => baseline !== 'known');
  const failures = open.filter(({ outcome, affectsExitCode }) => outcome === 'fail' && affectsExitCode);
  const kind = result.inputKind === 'template' ? 'template' : 'live';
  const fixable = failures.filter(hasFix(options.rules, kind));
  const counts = { count: fixable.length, total: failures.length };
  const wanting = open.some(({ outcome }) => outcome === 'fail' || outcome === 'unknown');
  return [
    ...(fixable.length === 0
      ? []
      : [
          [
            message('summary.total', {
              total: counts.total === 1 ? message('report.fixable-one') : message('report.fixable', counts),
            }),
            styled('bold', fixCommands(result, fixable, options.fixInputs).join(' && ')),
          ],
        ]),
    ...(wanting ? [[styled('dim', message(isShort ? 'report.more-short' : 'report.more-rules'))]] : []),
  ];
}

function hasFix(rules: readonly RuleInfo[], kind: 'template' | 'live'): (finding: Finding) => boolean {
  const names = new Set(rules.filter(({ fixes }) => fixes.includes(kind)).map(({ name }) => name));
  return ({ rule }) => names.has(rule);
}
