import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchLint, largestTemplate } from './bench-lint.ts';
import { benchLsp } from './bench-lsp.ts';
import { benchScan } from './bench-scan.ts';

/*
 * Prints ratios with their aims, and asserts nothing:
 *
 *     npm run bench                                 lint, an editor, then scan
 *     npm run bench -- FOLDER                       lint, and an editor, of this folder
 *     npm run bench -- scan [--registries 100000]   scan; the number is that of the largest scan
 */

const DEFAULT_REGISTRIES = 100_000;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { registries: { type: 'string' } } });
const [what] = positionals;
const registries = Number(values.registries ?? DEFAULT_REGISTRIES);
if (!Number.isInteger(registries) || registries < 4) throw new Error('--registries: a whole number of at least 4');
if (what !== 'scan') {
  benchLint(what);
  const largest = largestTemplate(what ?? 'docs/examples');
  if (largest !== undefined) await benchLsp(resolve(largest.path));
}
if (what === undefined || what === 'scan') await benchScan(registries);
