import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blocksOf } from '../docs/markdown.ts';
import { registry, setting, template } from '../support/arm-templates.ts';
import { bundlePath } from '../support/bundle.ts';
import { folderOf } from '../support/cli.ts';
import { PACKAGE_ROOT } from '../support/imports.ts';

/** Runs a module in a project that has the package installed, and says what it prints. */
function runModule(text: string, cwd: string): string {
  const project = folderOf({});
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(dirname(dirname(bundlePath())), join(project, 'node_modules', 'acraudit'), 'junction');
  writeFileSync(join(project, 'program.mjs'), text);
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(project, 'program.mjs')], {
    cwd,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const page = blocksOf(readFileSync('docs/api.md', 'utf8'));
const examples = page.flatMap((block, i) => (block.language === 'js' ? [[block, page[i + 1]] as const] : []));

test('docs/api.md has examples', () => {
  expect(examples).toHaveLength(2);
});

test.each(examples)('the example of docs/api.md at line $line prints what the page says', (example, printed) => {
  expect(printed?.language).toBe('text');
  expect(runModule(example.text, PACKAGE_ROOT)).toBe(printed?.text);
});

describe('the package as a program imports it', () => {
  test('lints a template that is not on disk without loading the Azure SDK', () => {
    const program = `
      import { lint } from 'acraudit';
      const text = ${JSON.stringify(JSON.stringify(template([registry(), setting()])))};
      const given = { file: 'main.json', read: () => ({ bytes: Buffer.from(text) }) };
      const { result, rules } = await lint({ given, rules: ['Azure.ACR.Logs'] });
      console.log(result.findings.map(({ outcome }) => outcome), rules.length > 0);
      console.log(process.moduleLoadList.some((name) => /\\b(?:http2?|https|tls)$/.test(name)));
    `;
    expect(runModule(program, folderOf({}))).toBe("[ 'pass' ] true\nfalse\n");
  });

  test('a wrong request is thrown, and nothing ends the process', () => {
    const program = `
      import { expand, fix, lint, scan } from 'acraudit';
      const jobs = [
        () => lint({ paths: ['missing.json'] }),
        () => scan({ from: ['missing.json'] }),
        () => scan({ concurrency: 0 }),
        () => fix({ workspaceId: 'mine' }),
        () => fix({ policy: true, pack: 'nope' }),
        () => expand({ template: 'missing.json' }),
      ];
      for (const job of jobs) await job().then(
        () => console.log('no error'),
        ({ name, message }) => console.log(name, message),
      );
    `;
    expect(runModule(program, folderOf({ 'a.json': template([registry()]) }))).toMatchInlineSnapshot(`
      "UsageError missing.json does not exist
      UsageError --from missing.json does not exist
      UsageError --concurrency: expected a whole number from 1 to 64
      UsageError --workspace-id 'mine': expected a resource id that begins with /subscriptions/
      UsageError unknown pack 'nope'; there are core, recommended, recommended@2026-12, all, best-practices, mcsb-v1, cis-6.0, nist-800-53-r5, pci-dss-4.0.1, iso-27001-2022, soc2, acr-waf
      UsageError missing.json does not exist
      "
    `);
  });

  test('its schemas can be imported', () => {
    const program = `
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      for (const name of ['acraudit', 'results', 'scan', 'task-logs'])
        console.log(typeof require(\`acraudit/schemas/\${name}.schema.json\`).$schema);
    `;
    expect(runModule(program, folderOf({}))).toBe('string\nstring\nstring\nstring\n');
  });
});
