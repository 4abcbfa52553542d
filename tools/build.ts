import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { htmlPage } from './html-page.ts';
import { oneChunkFor, withoutProcesses } from './lint-chunk.ts';

/** Bundles the command line and what programs import: one small entry for each, and a chunk for what only some commands or inputs need. */
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
await build({
  entryPoints: { cli: 'src/bin.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  // CommonJS packages inside the bundle ask for Node's own modules.
  banner: { js: 'const require = process.getBuiltinModule;' },
  plugins: [oneChunkFor('src/cli/commands/lint-command.ts', ['src/index.ts']), withoutProcesses, htmlPage],
  logLevel: 'warning',
});
copyFileSync('schemas/acraudit.schema.json', 'dist/acraudit.schema.json');
copyFileSync('schemas/results.schema.json', 'dist/results.schema.json');
copyFileSync('schemas/scan.schema.json', 'dist/scan.schema.json');
