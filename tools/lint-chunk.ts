import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** Modules that are loaded alone: what they hold is large, and nothing of it is used by `lint` as it usually runs. */
const STANDS_ALONE = /(?:-library|\/zh-cn[\w-]*)\.ts$/;

/**
 * Bundles everything that `core` needs into one chunk: a bundler divides modules by which entries reach them, and many small
 * files are slow to load. So every module of ours that is loaded on demand imports `core` as well. The command line itself
 * does not: it needs none of that for its version or its help.
 */
export function oneChunkFor(core: string, entries: readonly string[]): Plugin {
  const file = resolve(core);
  const extended = new Set(entries.map((entry) => resolve(entry)));
  return {
    name: 'one-chunk',
    setup(build) {
      build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, path, resolveDir }) => {
        const target = resolve(resolveDir, path);
        if (kind === 'dynamic-import' && target !== file && !STANDS_ALONE.test(target)) extended.add(target);
        return undefined;
      });
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!extended.has(path)) return undefined;
        return { contents: `import ${JSON.stringify(file)};\n${await readFile(path, 'utf8')}`, loader: 'ts' };
      });
    },
  };
}

/** Commander starts a process only for commands that are programs of their own, and Node takes long to load what does it. */
export const withoutProcesses: Plugin = {
  name: 'without-processes',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'none', namespace: 'without-processes' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'without-processes' }, () => ({ contents: 'module.exports = {};' }));
  },
};
