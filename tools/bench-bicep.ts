import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import {
  MEGABYTE,
  type Measurement,
  mb,
  measureCommand,
  measureModule,
  medianRun,
  ms,
  printRow,
  ratio,
} from './bench-measure.ts';

const WARMING_ROUNDS = 2;
const MAX_PAIRS = 20;
const MODULES = 200;

/** Reads every Bicep file of the list into its syntax tree, warm, without the time to read it from disk. */
function measureSyntax(parser: string, list: string): Measurement {
  const text = `import { readFileSync } from 'node:fs';
import { parseBicep } from ${JSON.stringify(pathToFileURL(parser).href)};
const texts = readFileSync(process.argv[1], 'utf8').split('\\n').map((file) => [
  readFileSync(file, 'utf8').replace(/^\\uFEFF/, ''),
  file.endsWith('.bicepparam') ? 'parameters' : 'template',
]);
const round = () => { for (const [text, kind] of texts) parseBicep(text, kind); };
for (let i = 0; i < ${WARMING_ROUNDS}; i++) round();
const start = performance.now();
round();
inside = performance.now() - start;`;
  return measureModule(text, [list]);
}

const lintOf = (path: string): Measurement =>
  medianRun(() => measureCommand(['lint', path, '-f', 'json', '--no-config']));

/** Lint of the Bicep files that have JSON of the same name beside them, against lint of that JSON: the largest of it. */
function benchPairs(files: readonly string[]): void {
  const pairs = files
    .map((bicep) => ({ bicep, json: bicep.replace(/\.bicep$/, '.json') }))
    .filter(({ bicep, json }) => json !== bicep && existsSync(json))
    .map((pair) => ({ ...pair, size: statSync(pair.json).size }))
    .toSorted((a, b) => b.size - a.size)
    .slice(0, MAX_PAIRS)
    .map(({ bicep, json }) => ({ bicep: lintOf(bicep).inside, json: lintOf(json).inside }));
  const [largest] = pairs;
  if (largest === undefined) return;
  const total = (kind: 'bicep' | 'json'): number => pairs.reduce((sum, pair) => sum + pair[kind], 0);
  const row = (name: string, bicep: number, json: number): void =>
    printRow(name, ratio(bicep, json), '≤ 1.3×', `${ms(bicep)} ÷ JSON ${ms(json)}`);
  row('lint of Bicep, largest pair', largest.bicep, largest.json);
  row(`lint of Bicep, ${pairs.length} largest pairs`, total('bicep'), total('json'));
}

const MODULE = `param name string
resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: '\${name}\${uniqueString(resourceGroup().id)}'
  location: resourceGroup().location
  sku: { name: 'Premium' }
}
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: acr
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', 'law')
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}
`;

/** Lint of a folder with a file and the modules that it uses, each with a registry. */
function benchModules(temp: string): void {
  const folder = join(temp, 'modules');
  mkdirSync(folder);
  const uses = Array.from({ length: MODULES }, (_, i) => {
    writeFileSync(join(folder, `m${i}.bicep`), MODULE);
    return `module m${i} 'm${i}.bicep' = {\n  name: 'm${i}'\n  params: { name: 'acr${i}x' }\n}\n`;
  });
  writeFileSync(join(folder, 'main.bicep'), uses.join(''));
  const { inside, peak } = lintOf(folder);
  printRow(`lint of ${MODULES} modules of Bicep`, ms(inside), '≤ 1 s', mb(peak));
}

/** How fast Bicep is linted, and the files of a folder are read into syntax trees; no rows of files that it has not. */
export function benchBicep(folder: string, temp: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((path) => /\.bicep(?:param)?$/.test(path) && statSync(path).isFile());
  benchModules(temp);
  benchPairs(files);
  if (files.length === 0) return;
  const list = join(temp, 'bicep.txt');
  writeFileSync(list, files.join('\n'));
  const parser = join(temp, 'parse-bicep.mjs');
  const entryPoints = [resolve('src/sources/bicep/syntax/parse-bicep.ts')];
  buildSync({ entryPoints, bundle: true, format: 'esm', platform: 'node', outfile: parser, logLevel: 'error' });
  const { inside } = medianRun(() => measureSyntax(parser, list));
  const megabytes = files.reduce((sum, path) => sum + statSync(path).size, 0) / MEGABYTE;
  const detail = `${ms(inside)} (${files.length} files, ${megabytes.toFixed(1)} MB)`;
  printRow('syntax trees of Bicep, warm', `${((megabytes / inside) * 1000).toFixed(0)} MB/s`, '≥ 20 MB/s', detail);
}
