import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lintTemplates } from '../src/api/lint/lint-templates.ts';
import type { RunResult } from '../src/engine/finding.ts';
import { discover } from '../src/sources/discover/discover.ts';

/**
 * `npm run check:labels -- FOLDER`: compares the verdicts of `Azure.ACR.Logs` with the ones that `FOLDER/LABELS.tsv`
 * gives, by template, registry and parameter file, and evaluates every template of the folder. Ends with 1 when a
 * verdict differs or anything crashes; templates that are broken are only counted.
 */

const MAX_SIZE = 200 * 1024 * 1024;
const RULE = 'Azure.ACR.Logs';

interface Label {
  readonly template: string;
  /** In the grammar of `formatPath`. */
  readonly place: string;
  readonly parameters?: string;
  readonly verdict: string;
}

/** Rows of the table as single expectations. Columns are found by their names; `-` stands for no value. */
function labelsOf(text: string): Label[] {
  const [head = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const columns = head.split('\t');
  for (const name of ['path', 'registry', 'verdict_defaults']) {
    if (!columns.includes(name)) throw new Error(`LABELS.tsv has no column ${name}`);
  }
  return lines.flatMap((line) => {
    const cells = line.split('\t');
    const cell = (name: string): string => (cells[columns.indexOf(name)] ?? '').replace(/^-$/, '');
    const [place = ''] = cell('registry').split(' name=');
    const common = { template: cell('path'), place };
    const parameters = cell('parameter_file');
    return [
      { ...common, verdict: cell('verdict_if_module_outputs_resolved') || cell('verdict_defaults') },
      ...(parameters === '' ? [] : [{ ...common, parameters, verdict: cell('verdict_with_parameter_file') }]),
    ].filter(({ verdict }) => verdict !== '');
  });
}

/** What linting one template gives, by the template and the parameter file that is named for it. */
type Linter = (template: string, parameters?: string) => Promise<RunResult>;

function linterOf(folder: string): Linter {
  const known = new Map<string, Promise<RunResult>>();
  return (template, parameters) => {
    const key = `${template}\n${parameters ?? ''}`;
    const result =
      known.get(key) ??
      lintTemplates({
        cwd: folder,
        paths: [template],
        parameters: parameters === undefined ? [] : [parameters],
        config: false,
        rules: [RULE],
        defaults: 'count',
        maxSize: MAX_SIZE,
      }).then((done) => done.result);
    known.set(key, result);
    return result;
  };
}

/** The actual verdict for a label, with its message, or why there is none. */
async function verdictFor(
  lint: Linter,
  { template, place, parameters }: Label,
): Promise<{ verdict: string; why: string }> {
  const { findings, errors } = await lint(template, parameters);
  const own = findings.filter(({ location, target }) => location.file === template && target.parameters === parameters);
  const found = own.filter(({ location }) => location.path === place);
  const words = new Set(found.map(({ outcome }) => (outcome === 'notApplicable' ? 'not-deployed' : outcome)));
  if (words.size === 0) {
    const places = own.map(({ location }) => location.path).join(', ') || 'none';
    const why = [...errors.map(({ message }) => message), `there are: ${places}`].join('; ');
    return { verdict: 'no such registry', why };
  }
  return { verdict: [...words].join(' and '), why: found.map(({ message }) => message).join(' | ') };
}

async function compare(folder: string, lint: Linter): Promise<{ checked: number; differences: readonly string[] }> {
  const labels = labelsOf(readFileSync(join(folder, 'LABELS.tsv'), 'utf8'));
  const differences: string[] = [];
  for (const label of labels) {
    const { verdict, why } = await verdictFor(lint, label).catch((error: Error) => ({
      verdict: 'crash',
      why: error.stack ?? String(error),
    }));
    if (verdict === label.verdict) continue;
    const values = label.parameters === undefined ? '' : `\n  with ${label.parameters}`;
    differences.push(`${label.template}  ${label.place}${values}\n  label ${label.verdict}, got ${verdict}: ${why}`);
  }
  return { checked: labels.length, differences };
}

/** Evaluates each template with every parameter file that belongs to it; what crashes comes back as text. */
async function evaluateAll(
  folder: string,
  lint: Linter,
): Promise<{ templates: number; crashes: readonly string[]; registries: number; unreadable: number }> {
  const { templates } = discover({ cwd: folder, paths: ['.'], gitignore: false, maxSize: MAX_SIZE });
  const crashes: string[] = [];
  let [registries, unreadable] = [0, 0];
  for (const { file } of templates) {
    try {
      const { findings, errors } = await lint(file);
      const bugs = errors.filter(({ code }) => code === 'rule-crash' || code === 'internal-error');
      crashes.push(...bugs.map(({ message }) => `${file}: ${message}`));
      registries += findings.length;
      unreadable += errors.length > bugs.length ? 1 : 0;
    } catch (error) {
      crashes.push(`${file}: ${(error as Error).stack}`);
    }
  }
  return { templates: templates.length, crashes, registries, unreadable };
}

async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    console.error('usage: npm run check:labels -- FOLDER');
    return 2;
  }
  const start = performance.now();
  const lint = linterOf(resolve(folder));
  const { checked, differences } = await compare(resolve(folder), lint);
  const { templates, crashes, registries, unreadable } = await evaluateAll(resolve(folder), lint);
  for (const text of [...differences, ...crashes.map((crash) => `crash: ${crash}`)]) console.log(text);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${templates} templates, ${registries} verdicts, ${unreadable} not read whole, ${crashes.length} crashed`,
  );
  console.log(`${checked} labels checked, ${differences.length} different, ${seconds} s`);
  return differences.length + crashes.length > 0 || checked === 0 || templates === 0 ? 1 : 0;
}

process.exitCode = await main(process.argv[2]);
