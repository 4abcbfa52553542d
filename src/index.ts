import { resolve } from 'node:path';
import type { Plugin } from './api/plugins/load-plugins.ts';
import type {
  BuildRequest,
  ExpandRequest,
  FixSavedScanRequest,
  FixTemplatesRequest,
  LintRequest,
  PolicyRequest,
  ScanRequest,
  VerifyRequest,
} from './api/requests.ts';
import type { Built, Expanded, JobResult, Policy, SavedScanFixes, TemplateFixes, VerifyResult } from './api/results.ts';
import type { RuleFileNames } from './api/rule-files/with-rule-files.ts';
import type { TaskLogsRequest } from './api/tasks/task-logs-request.ts';
import type { TaskLogsResult } from './api/tasks/task-logs-result.ts';
import type { Rule } from './engine/rule.ts';
import { inLanguage, type Language } from './messages/language.ts';

export type { Plugin, PluginTools } from './api/plugins/load-plugins.ts';
export type {
  BuildRequest,
  ExpandRequest,
  FixSavedScanRequest,
  FixTemplatesRequest,
  GivenTemplate,
  LintRequest,
  PolicyRequest,
  ScanProgress,
  ScanRequest,
  VerifyRequest,
} from './api/requests.ts';
export type {
  BicepSuggestion,
  Built,
  Expanded,
  FilePreview,
  JobResult,
  Policy,
  QueryAnswer,
  RegistryExplanation,
  RegistryFix,
  SavedScanFixes,
  TemplateFixes,
  VerifyResult,
} from './api/results.ts';
export type { RuleFileNames } from './api/rule-files/with-rule-files.ts';
export type { TaskLogsRequest } from './api/tasks/task-logs-request.ts';
export type { TaskLogRun, TaskLogsResult } from './api/tasks/task-logs-result.ts';
export type { Finding, Note, Outcome, ReportedReason, RuleInfo, RunError, RunResult } from './engine/finding.ts';
export { defineRule, type Rule } from './engine/rule.ts';
export type { Language } from './messages/language.ts';
export type { ErrorCode } from './util/error-codes.ts';
export type { UsageError } from './util/errors.ts';
export type { Location } from './util/location.ts';

/** A request of which the folder may be left out: it is then the one that the process was started in. */
export type Request<Whole extends { readonly cwd: string }> = Omit<Whole, 'cwd'> &
  Partial<Pick<Whole, 'cwd'>> &
  RuleFileNames & {
    /** What the texts of the result are in; ids and names are the same in every language. Default: `en`, whatever the locale. */
    readonly lang?: Language;
  };

function inFolder<Whole extends { readonly cwd: string }>({ lang: _, ...request }: Request<Whole>): Whole {
  return { ...request, cwd: resolve(request.cwd ?? '.') } as unknown as Whole;
}

/** Each call has its own language, so calls at the same time do not mix. */
function speaking<Result>(request: { readonly lang?: Language }, run: () => Promise<Result>): Promise<Result> {
  return inLanguage(request.lang ?? 'en', run);
}

/** Evaluates the registries of templates; by default of all templates in the folder. */
export async function lint(request: Request<LintRequest> = {}): Promise<JobResult> {
  return speaking(request, async () => {
    const { lintTemplates } = await import('./api/lint/lint-templates.ts');
    const { withRuleFiles } = await import('./api/rule-files/with-rule-files.ts');
    return lintTemplates(await withRuleFiles(inFolder(request)));
  });
}

/** Evaluates the registries of Azure, or of saved scans and exports (`from`). Nothing is ever written to Azure. */
export async function scan(request: Request<ScanRequest> = {}): Promise<JobResult> {
  return speaking(request, async () => {
    const { scanRegistries } = await import('./api/scan/scan-registries.ts');
    const { withRuleFiles } = await import('./api/rule-files/with-rule-files.ts');
    return scanRegistries(await withRuleFiles(inFolder(request)));
  });
}

/** Evaluates the registries of Azure as `scan` does, and whether their events arrived in the last hours. Only reads. */
export async function verify(request: Request<VerifyRequest> = {}): Promise<VerifyResult> {
  return speaking(request, async () => {
    const { verifyRegistries } = await import('./api/verify/verify-registries.ts');
    const { withRuleFiles } = await import('./api/rule-files/with-rule-files.ts');
    return verifyRegistries(await withRuleFiles(inFolder(request)));
  });
}

/** Saves the logs of the runs of tasks, which Azure deletes after 30 days, to a folder. Nothing is ever written to Azure. */
export async function exportTaskLogs(request: Request<TaskLogsRequest>): Promise<TaskLogsResult> {
  return speaking(request, async () => {
    const { exportTaskLogs: run } = await import('./api/tasks/export-task-logs.ts');
    const { withRuleFiles } = await import('./api/rule-files/with-rule-files.ts');
    return run(await withRuleFiles(inFolder(request)));
  });
}

type AnyFixRequest = Request<FixTemplatesRequest> | Request<FixSavedScanRequest> | Request<PolicyRequest>;

/** Makes deployable files after which the registries of a saved scan pass. */
export async function fix(request: Request<FixSavedScanRequest>): Promise<SavedScanFixes>;
/** Makes an Azure Policy that keeps registries compliant. */
export async function fix(request: Request<PolicyRequest>): Promise<Policy>;
/** Plans the changes after which the registries of templates pass, and with `write` makes them. */
export async function fix(request?: Request<FixTemplatesRequest>): Promise<TemplateFixes>;
export async function fix(request: AnyFixRequest = {}): Promise<SavedScanFixes | Policy | TemplateFixes> {
  return speaking(request, () => fixed(request));
}

async function fixed(request: AnyFixRequest): Promise<SavedScanFixes | Policy | TemplateFixes> {
  const { withRuleFiles } = await import('./api/rule-files/with-rule-files.ts');
  if ('from' in request)
    return (await import('./api/fix/fix-saved-scan.ts')).fixSavedScan(await withRuleFiles(inFolder(request)));
  if ('policy' in request)
    return (await import('./api/fix/make-policy.ts')).makePolicy(await withRuleFiles(inFolder(request)));
  return (await import('./api/fix/fix-templates.ts')).fixTemplates(await withRuleFiles(inFolder(request)));
}

/** Makes the resources that a template would deploy, with unknowns shown. */
export async function expand(request: Request<ExpandRequest>): Promise<Expanded> {
  return speaking(request, async () => {
    const { expandFile } = await import('./api/expand-file.ts');
    return expandFile(inFolder(request));
  });
}

/** Makes the template of a Bicep file. */
export async function build(request: Request<BuildRequest>): Promise<Built> {
  return speaking(request, async () => {
    const { buildFile } = await import('./api/build-file.ts');
    return buildFile(inFolder(request));
  });
}

/** Makes rules as a `--plugin` does, with the questions about values that may be unknown: for `extraRules`. */
export async function makeRules(plugin: Plugin): Promise<readonly Rule[]> {
  return (await import('./api/plugins/load-plugins.ts')).rulesOfPlugin(plugin, 'makeRules');
}
