import { dirname, relative, resolve } from 'node:path';
import { evaluateInputs } from '../lint/evaluate-request.ts';
import { resultOf } from '../lint/lint-templates.ts';
import { findInputs, type TemplateInputs } from '../lint/template-inputs.ts';
import { templateParts } from '../lint/template-parts.ts';
import type { LintRequest } from '../requests.ts';
import type { JobResult } from '../results.ts';
import { isLeftOut } from './concerns.ts';
import type { OpenRequest } from './open-request.ts';

/** The inputs that a document stands for: it holds until something other than the content of a template changes. */
export interface OpenInputs {
  /** The names of the inputs: the document, and what the configuration says is deployed with it. */
  readonly paths: readonly string[];
  readonly inputs: TemplateInputs;
}

/** What linting a document gives. */
export interface LintedDocument extends JobResult {
  /** Every file that has a part in it, absolute, whether or not it exists. */
  readonly parts: ReadonlySet<string>;
  /** The templates that others link to, absolute: what they deploy is judged with the values that they are given. */
  readonly linked: ReadonlySet<string>;
}

/**
 * Finds what a document is linted with: a template with its parameter files, a parameter file with its template, either with
 * the other templates of their deployment. Undefined where the configuration leaves the document out or runs no rule on it.
 *
 * @throws UsageError when the configuration is wrong.
 */
export async function findOpen(request: OpenRequest): Promise<OpenInputs | undefined> {
  const { cwd, file } = request;
  const paths = [nameOf(file, cwd)];
  const inputs = await findInputs(lintRequest(request, paths));
  const configured = inputs.templates.configured?.(file)?.map(({ absolute }) => absolute) ?? [];
  await inputs.selections.load([file, ...configured].map((one) => dirname(one)));
  if (isLeftOut(file, inputs.selections) || inputs.selections.of(file).active.length === 0) return undefined;
  const own = [...inputs.templates.pairing.templates.map(({ absolute }) => absolute), ...configured];
  const group = own.flatMap((one) => inputs.templates.deploymentOf(one).templates ?? []);
  const all = [...new Set([...paths, ...group.map(({ absolute }) => nameOf(absolute, cwd))])];
  return all.length === 1
    ? { paths, inputs }
    : { paths: all, inputs: await findInputs(lintRequest(request, all), true) };
}

/**
 * Lints a document with what was found for it, as the contents of open documents are now.
 *
 * @throws UsageError when the configuration is wrong.
 */
export async function lintOpen(request: OpenRequest, { paths, inputs }: OpenInputs): Promise<LintedDocument> {
  const { cwd, file } = request;
  const asked = lintRequest(request, paths);
  const whole = await evaluateInputs(asked, inputs);
  const job = await resultOf(asked, whole, Number.POSITIVE_INFINITY);
  const parts = [...templateParts(whole.run, whole.selections, cwd).values()].flatMap((own) => [...own]);
  const named = [...job.result.errors, ...inputs.discovered.parameterFiles.map((found) => ({ location: found }))];
  const others = named.flatMap(({ location }) => (location === undefined ? [] : [resolve(cwd, location.file)]));
  const linked = whole.run.inventories.flatMap(({ linkedFiles }) => linkedFiles.map((name) => resolve(cwd, name)));
  return { ...job, parts: new Set([file, ...parts, ...others]), linked: new Set(linked) };
}

/** What `lint` and `fix` are asked with for a document. */
export function lintRequest({ file: _, ...request }: OpenRequest, paths: readonly string[]): LintRequest {
  return { ...request, paths, gitignore: false, allowEmpty: true };
}

/** As a path on the command line: what looks like a pattern is a file all the same, because it has contents. */
function nameOf(file: string, cwd: string): string {
  return relative(cwd, file) || file;
}
