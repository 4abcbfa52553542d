import { readFileSync } from 'node:fs';
import { join as joinPath, resolve } from 'node:path';
import { logs } from '../rules/Azure.ACR.Logs.ts';
import { judge } from '../src/engine/judge.ts';
import { verdictOf } from '../src/engine/verdict.ts';
import { join } from '../src/model/azure/attach-settings.ts';
import { indexSettings } from '../src/model/azure/setting-index.ts';
import { readTemplates } from '../src/sources/arm/arm-source.ts';
import { parameterValues } from '../src/sources/arm/parameter-file.ts';
import { isProblem, readJsonFile } from '../src/sources/arm/read-json-file.ts';
import { templateInventory } from '../src/sources/arm/template-inventory.ts';
import { discover, type FoundFile } from '../src/sources/discover/discover.ts';
import { formatPath } from '../src/util/location.ts';

/**
 * `npm run check:labels -- FOLDER`: compares the verdicts of `Azure.ACR.Logs` with the ones that `FOLDER/LABELS.tsv`
 * gives, by template, registry and parameter file, and evaluates every template of the folder. Ends with 1 when a
 * verdict differs or anything crashes; templates that are broken are only counted.
 */

const MAX_SIZE = 200 * 1024 * 1024;
const OPTIONS = { coverage: 'setting' };

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

/** What the program says in place of a label's verdict, with the message; or why it says nothing. */
function verdictFor(folder: string, { template, place, parameters }: Label): { verdict: string; why: string } {
  const read = readJsonFile(template, joinPath(folder, template), MAX_SIZE);
  if (isProblem(read)) return { verdict: 'not read', why: read.message };
  const values = parameters === undefined ? new Map() : valuesOf(folder, parameters);
  if (values === undefined) return { verdict: 'not read', why: `no values in ${parameters}` };
  const basis = parameters === undefined ? 'defaults' : 'parameters';
  const input = { file: template, template: read.json, values, target: {}, deploymentKey: template };
  const inventory = templateInventory(input, { basis });
  const found = join(inventory).filter(({ origin }) => formatPath(origin.path ?? []) === place);
  const verdicts = found.map((registry) => verdictOf(logs, registry, OPTIONS));
  const words = new Set(verdicts.map(({ outcome }) => (outcome === 'notApplicable' ? 'not-deployed' : outcome)));
  if (words.size === 0) {
    const places = inventory.registries.map(({ origin }) => formatPath(origin.path ?? []));
    const errors = inventory.problems.filter(({ error }) => error).map(({ message }) => message);
    return { verdict: 'no such registry', why: [...errors, `there are: ${places.join(', ') || 'none'}`].join('; ') };
  }
  return { verdict: [...words].join(' and '), why: verdicts.map(({ message }) => message).join(' | ') };
}

function valuesOf(folder: string, file: string): ReturnType<typeof parameterValues> {
  const read = readJsonFile(file, joinPath(folder, file), MAX_SIZE);
  return isProblem(read) ? undefined : parameterValues(read.json, file);
}

function compare(folder: string): { checked: number; differences: string[] } {
  const labels = labelsOf(readFileSync(joinPath(folder, 'LABELS.tsv'), 'utf8'));
  const differences = labels.flatMap((label) => {
    const { verdict, why } = safely(
      () => verdictFor(folder, label),
      (why) => ({ verdict: 'crash', why }),
    );
    if (verdict === label.verdict) return [];
    const values = label.parameters === undefined ? '' : `\n  with ${label.parameters}`;
    return [`${label.template}  ${label.place}${values}\n  label ${label.verdict}, got ${verdict}: ${why}`];
  });
  return { checked: labels.length, differences };
}

function safely<T>(work: () => T, failed: (message: string) => T): T {
  try {
    return work();
  } catch (error) {
    return failed((error as Error).stack ?? String(error));
  }
}

/** Evaluates one template with every parameter file that belongs to it; what crashes comes back as text. */
function evaluate(
  folder: string,
  template: FoundFile,
  parameterFiles: readonly FoundFile[],
): { crashes: string[]; registries: number; unreadable: number } {
  const run = readTemplates({
    cwd: folder,
    rootOf: () => folder,
    maxSize: MAX_SIZE,
    templates: [template],
    parameterFiles,
    named: [],
    flags: new Map(),
    defaults: 'count',
    explore: false,
    deploymentOf: () => ({ target: {} }),
  });
  const index = indexSettings(run.inventories);
  const judged = run.inventories.map((inventory) =>
    judge(inventory, index, [{ rule: logs, level: 'error', options: OPTIONS }]),
  );
  return {
    crashes: judged.flatMap(({ errors }) => errors.map(({ message }) => `${template.file}: ${message}`)),
    registries: judged.reduce((sum, { findings }) => sum + findings.length, 0),
    unreadable: run.errors.length > 0 ? 1 : 0,
  };
}

function evaluateAll(folder: string): { templates: number; crashes: string[]; registries: number; unreadable: number } {
  const { templates, parameterFiles } = discover({ cwd: folder, paths: ['.'], gitignore: false, maxSize: MAX_SIZE });
  const total = { templates: templates.length, crashes: [] as string[], registries: 0, unreadable: 0 };
  for (const template of templates) {
    const { crashes, registries, unreadable } = safely(
      () => evaluate(folder, template, parameterFiles),
      (message) => ({ crashes: [`${template.file}: ${message}`], registries: 0, unreadable: 0 }),
    );
    total.crashes.push(...crashes);
    total.registries += registries;
    total.unreadable += unreadable;
  }
  return total;
}

function main(folder: string | undefined): number {
  if (folder === undefined) {
    console.error('usage: npm run check:labels -- FOLDER');
    return 2;
  }
  const start = performance.now();
  const { checked, differences } = compare(resolve(folder));
  const { templates, crashes, registries, unreadable } = evaluateAll(resolve(folder));
  for (const text of [...differences, ...crashes.map((crash) => `crash: ${crash}`)]) console.log(text);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${templates} templates, ${registries} verdicts, ${unreadable} not read whole, ${crashes.length} crashed`,
  );
  console.log(`${checked} labels checked, ${differences.length} different, ${seconds} s`);
  return differences.length + crashes.length > 0 || checked === 0 || templates === 0 ? 1 : 0;
}

process.exitCode = main(process.argv[2]);
