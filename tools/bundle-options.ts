import type { BuildOptions } from 'esbuild';
import { htmlPage } from './html-page.ts';
import { oneChunkFor, withoutProcesses } from './lint-chunk.ts';

/** How the command line and what programs import are bundled: one small entry for each, and a chunk for what only some commands or inputs need. */
export const BUNDLE_OPTIONS: BuildOptions = {
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
};
