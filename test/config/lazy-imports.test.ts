import { expect, test, vi } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { printConfig } from '../../src/config/print-config.ts';
import { errorOf } from './known-rules.ts';

const loaded: string[] = vi.hoisted(() => []);

vi.mock('yaml', () => {
  loaded.push('yaml');
  return { LineCounter: undefined };
});
vi.mock('ajv', () => {
  loaded.push('ajv');
  return { Ajv: undefined };
});

test('a run without a configuration file loads neither YAML nor schema packages', async () => {
  await loadConfig({ none: true, start: '.', cwd: process.cwd(), knownRules: [] });
  printConfig([], []);
  expect(loaded).toEqual([]);
  await errorOf(() => parseConfig('', { file: 'acraudit.yaml', knownRules: [] }));
  expect(loaded).toEqual(['yaml']);
});
