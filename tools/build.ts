import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { BUNDLE_OPTIONS } from './bundle-options.ts';

/** Bundles the package into `dist`, with the schemas that it exports. */
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
await build(BUNDLE_OPTIONS);
copyFileSync('schemas/acraudit.schema.json', 'dist/acraudit.schema.json');
copyFileSync('schemas/baseline.schema.json', 'dist/baseline.schema.json');
copyFileSync('schemas/results.schema.json', 'dist/results.schema.json');
copyFileSync('schemas/scan.schema.json', 'dist/scan.schema.json');
copyFileSync('schemas/task-logs.schema.json', 'dist/task-logs.schema.json');
