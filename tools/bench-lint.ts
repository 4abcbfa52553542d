import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { benchBicep } from './bench-bicep.ts';
import {
  CLI,
  MEGABYTE,
  type Measurement,
  mb,
  measureCommand,
  measureModule,
  median,
  medianRun,
  ms,
  printRow,
  ratio,
} from './bench-measure.ts';
import { benchRuleFiles } from './bench-rule-files.ts';

const PAIRS = 11;
const MIN_REPEATED_BYTES = MEGABYTE;

/** `JSON.parse` of files, without the time to read them. Files that are not strict JSON count up to their first error. */
function measureParse(list: string): Measurement {
  const text = `import { readFileSync } from 'node:fs';
for (const file of readFileSync(process.argv[1], 'utf8').split('\\n')) {
  const text = readFileSync(file, 'utf8').replace(/^\\uFEFF/, '');
  const start = performance.now();
  try { JSON.parse(text); } catch {}
  inside += performance.now() - start;
}`;
  return measureModule(text, [list]);
}

function coldStart(template: string): { lint: number; node: number } {
  const time = (...argv: readonly string[]): number => {
    const start = performance.now();
    spawnSync(process.execPath, argv, { stdio: 'ignore' });
    return performance.now() - start;
  };
  const pairs = Array.from({ length: PAIRS }, () => ({
    node: time('-e', '0'),
    lint: time(CLI, 'lint', template, '--no-config'),
  }));
  return { lint: median(pairs.map(({ lint }) => lint)), node: median(pairs.map(({ node }) => node)) };
}

interface JsonFile {
  readonly path: string;
  readonly size: number;
}

function jsonFiles(folder: string): JsonFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(folder, file))
    .map((path) => ({ path, size: statSync(path).size }));
}

/** Copies a folder until the copies have the wanted size. */
function repeatFolder(folder: string, into: string): string {
  const once = jsonFiles(folder).reduce((sum, { size }) => sum + size, 0);
  if (once === 0) throw new Error(`no JSON in ${folder}`);
  for (let i = 0; i * once < MIN_REPEATED_BYTES; i++) cpSync(folder, join(into, String(i)), { recursive: true });
  return into;
}

/** A template with this many registries, each with a setting of its own and a name behind a parameter. */
function synthetic(registries: number): string {
  const resources = Array.from({ length: registries }, (_, i) => [
    {
      type: 'Microsoft.ContainerRegistry/registries',
      apiVersion: '2023-07-01',
      name: `[format('{0}${i}', parameters('prefix'))]`,
      location: '[resourceGroup().location]',
      sku: { name: 'Premium' },
    },
    {
      type: 'Microsoft.Insights/diagnosticSettings',
      apiVersion: '2021-05-01-preview',
      scope: `[resourceId('Microsoft.ContainerRegistry/registries', concat(parameters('prefix'), '${i}'))]`,
      name: 'audit',
      condition: "[not(empty(parameters('workspaceId')))]",
      properties: { workspaceId: "[parameters('workspaceId')]", logs: [{ categoryGroup: 'audit', enabled: true }] },
    },
  ]).flat();
  return JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { prefix: { type: 'string' }, workspaceId: { type: 'string' } },
    resources,
  });
}

function benchFolder(folder: string, temp: string): void {
  const files = jsonFiles(folder);
  const list = join(temp, 'files.txt');
  writeFileSync(list, files.map(({ path }) => path).join('\n'));
  const lint = medianRun(() => measureCommand(['lint', folder, '-f', 'json', '--no-config', '--no-ignore']));
  const parsed = medianRun(() => measureParse(list));
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const against = `÷ JSON.parse ${ms(parsed.inside)} (${files.length} files, ${mb(size)})`;
  printRow('lint of the folder', ratio(lint.inside, parsed.inside), '≤ 6×', `${ms(lint.inside)} ${against}`);
  printRow('  whole process', ratio(lint.whole, parsed.inside), '', ms(lint.whole));
  printRow('  peak memory', mb(lint.peak), '≤ 200 MB', `JSON.parse alone ${mb(parsed.peak)}`);
}

/** The largest file below a folder that is a template by its beginning. */
export function largestTemplate(folder: string): JsonFile | undefined {
  return jsonFiles(folder)
    .filter(({ path }) => /deploymentTemplate\.json/i.test(readFileSync(path, 'utf8').slice(0, 4096)))
    .toSorted((a, b) => b.size - a.size)[0];
}

function benchExpand(folder: string, temp: string): void {
  const largest = largestTemplate(folder);
  if (largest === undefined) return;
  const list = join(temp, 'largest.txt');
  writeFileSync(list, largest.path);
  const expand = medianRun(() => measureCommand(['expand', largest.path, '-f', 'json']));
  const parsed = medianRun(() => measureParse(list));
  const detail = `${ms(expand.inside)} ÷ ${ms(parsed.inside)} (${(largest.size / 1024).toFixed(0)} kB)`;
  printRow('expand of the largest template, with printing', ratio(expand.inside, parsed.inside), '', detail);
}

function benchGrowth(temp: string): void {
  let before: number | undefined;
  for (const factor of [1, 2, 4, 8]) {
    const path = join(temp, `synthetic-${factor}.json`);
    writeFileSync(path, synthetic(100 * factor));
    const { inside, peak } = medianRun(() => measureCommand(['lint', path, '-f', 'json', '--no-config']));
    const growth = before === undefined ? '' : ratio(inside, before);
    printRow(`${200 * factor} resources`, growth, before === undefined ? '' : '≈ 2×', `${ms(inside)}, ${mb(peak)}`);
    before = inside;
  }
}

/**
 * Compares `lint` with what Node alone needs on the same machine in the same run. The folder defaults to
 * `docs/examples`, repeated to about a megabyte.
 */
export function benchLint(argument: string | undefined): void {
  const temp = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const repeatedFolder = join(temp, 'repeated');
    mkdirSync(repeatedFolder);
    const folder = argument === undefined ? repeatFolder('docs/examples', repeatedFolder) : resolve(argument);
    const { lint, node } = coldStart('docs/examples/fails.json');
    printRow('cold start of lint, one template', ratio(lint, node), '≤ 1.6×', `${ms(lint)} ÷ node -e 0 ${ms(node)}`);
    benchFolder(folder, temp);
    benchExpand(folder, temp);
    benchGrowth(temp);
    benchRuleFiles(folder, temp);
    benchBicep(folder, temp);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}
