import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { PageAssets } from '../src/reports/html/page-assets.ts';
import { safePage } from '../src/util/safe-text.ts';

/** The module that stands for the page of the HTML report: see there. */
const PLACEHOLDER = /[\\/]src[\\/]reports[\\/]html[\\/]page-assets\.ts$/;

/** Puts the page into the bundle. */
export const htmlPage: Plugin = {
  name: 'html-page',
  setup({ onLoad }) {
    onLoad({ filter: PLACEHOLDER }, async ({ path }) => ({ contents: await assetsModule(path), loader: 'js' }));
  },
};

/** The same for Vitest, which runs the source. */
export const htmlPageInTests = {
  name: 'html-page',
  load: (path: string): Promise<string> | undefined => (PLACEHOLDER.test(path) ? assetsModule(path) : undefined),
};

async function assetsModule(placeholder: string): Promise<string> {
  const folder = join(dirname(placeholder), 'page');
  const script = await bundled(join(folder, 'run-page.ts'), 'iife');
  const style = await bundled(join(folder, 'style.css'));
  const assets: PageAssets = { script, style, scriptHash: hashOf(script), styleHash: hashOf(style) };
  return `export const pageAssets = ${JSON.stringify(assets)};`;
}

/** @throws where the report would write another text than the one that is hashed, or the text would end its element. */
async function bundled(entry: string, format?: 'iife'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    ...(format && { format }),
    target: ['chrome123', 'firefox128', 'safari17.5'],
    logLevel: 'warning',
  });
  const text = outputFiles.map((file) => file.text.trimEnd()).join('');
  if (safePage(text) !== text || /<\/|<!--/.test(text)) throw new Error(`${entry}: not safe inside of the page`);
  return text;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
