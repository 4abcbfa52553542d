import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RegistryCounts } from '../../src/engine/finding.ts';
import { reports } from '../../src/reports/index.ts';
import { finding, options, run, sample } from './sample-run.ts';

function expected(name: string): string {
  return readFileSync(new URL(`expected/${name}`, import.meta.url), 'utf8');
}

function lastLine(text: string): string | undefined {
  return text.trimEnd().split('\n').at(-1);
}

function registries(counts: Partial<RegistryCounts>): RegistryCounts {
  return { listed: 0, judged: 0, unknown: 0, gone: 0, notDeployed: 0, ...counts };
}

describe('whole output', () => {
  test.each([
    ['console.txt', {}],
    ['console-verbose.txt', { verbose: true, width: 80 }],
    ['console-quiet.txt', { quiet: true }],
  ])('%s', (name, fields) => {
    expect(reports.console(sample, options(fields))).toBe(expected(name));
  });

  test('colour changes nothing but colour', () => {
    for (const fields of [{}, { verbose: true }, { quiet: true }]) {
      const colored = reports.console(sample, options({ ...fields, color: true }));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences are what is looked for
      const plain = colored.replace(/\u001b\[\d+m/g, '');
      expect(plain).toBe(reports.console(sample, options(fields)));
      expect(colored).not.toBe(plain);
    }
  });

  test('a verdict has its colour when it counts and none when it does not', () => {
    const counted = reports.console(run({ findings: [finding()] }), options({ color: true, quiet: true }));
    expect(counted).toContain('\u001b[31m✗ fail\u001b[39m');
    const not = reports.console(
      run({ findings: [finding({ counted: false })] }),
      options({ color: true, quiet: true }),
    );
    expect(not).toContain('\u001b[2m✗ fail\u001b[22m');
  });

  test('quiet says nothing when there is nothing to say', () => {
    expect(reports.console(run({ inputs: { read: 3, unreadable: 0, skipped: 0 } }), options({ quiet: true }))).toBe('');
  });
});

test('a registry in Azure has no place in a file', () => {
  const live = finding({ basis: 'live', location: { file: '' } });
  const result = run({ findings: [live, { ...live, outcome: 'pass' }] });
  expect(reports.console(result, options({ quiet: true }))).toBe(
    '✗ fail acrprod Azure.ACR.Logs: No diagnostic setting collects the audit logs.\n',
  );
  expect(reports.console(result, options({ verbose: true }))).toBe(
    [
      '/subscriptions/s/acrprod',
      '',
      '  ✗ fail      acrprod  Azure.ACR.Logs ACRA-0001',
      '              No diagnostic setting collects the audit logs.',
      '  how to fix  acraudit rules Azure.ACR.Logs',
      '',
      '  ✓ pass      acrprod  Azure.ACR.Logs ACRA-0001  No diagnostic setting collects the audit logs.',
      '',
      '0 registries; 2 results: 1 pass, 1 fail',
      '',
    ].join('\n'),
  );
});

describe('values', () => {
  const parameters = { ...finding().target, parameters: 'main.prod.parameters.json' };
  test.each([
    ['defaults', finding(), 'defaults'],
    ['a parameter file', finding({ basis: 'parameters', target: parameters }), 'main.prod.parameters.json'],
    ['--set', finding({ basis: 'parameters' }), '--set'],
    ['what Azure answered', finding({ basis: 'live' }), undefined],
    ['defaults that do not count', finding({ counted: false }), 'defaults, not counted'],
  ])('%s', (_, one, values) => {
    const text = reports.console(run({ findings: [one] }), options());
    expect(/^ {2}values {6}(.*)$/m.exec(text)?.[1]).toBe(values);
  });
});

describe('last line', () => {
  const nine = { read: 9, unreadable: 0, skipped: 0 };
  const three = [finding({ outcome: 'pass' }), finding(), finding({ outcome: 'notApplicable' })];
  test.each([
    [
      'one result for each registry',
      run({ findings: three, registries: registries({ listed: 3, judged: 2, notDeployed: 1 }), inputs: nine }),
      '3 registries: 1 pass, 1 fail, 1 not deployed; 9 templates read',
    ],
    [
      'one of all',
      run({ findings: three.slice(0, 1), registries: registries({ listed: 1 }), inputs: { ...nine, read: 1 } }),
      '1 registry: 1 pass; 1 template read',
    ],
    [
      'several results for a registry',
      run({
        findings: three.flatMap((f) => [f, f]),
        registries: registries({ listed: 3, notDeployed: 1 }),
        inputs: nine,
      }),
      '3 registries, 1 not deployed; 6 results: 2 pass, 2 fail, 2 not applicable; 9 templates read',
    ],
    [
      'not counted',
      run({ findings: [finding(), finding({ counted: false })], registries: registries({ listed: 2 }), inputs: nine }),
      '2 registries: 2 fail (1 not counted); 9 templates read',
    ],
    [
      'registries without any result',
      run({ registries: registries({ listed: 3, unknown: 2, gone: 1 }), inputs: nine }),
      '3 registries, 2 unknown, 1 gone; no results; 9 templates read',
    ],
    [
      'live',
      run({ findings: three.slice(0, 2), registries: registries({ listed: 2 }) }),
      '2 registries: 1 pass, 1 fail',
    ],
    ['no registry', run({ inputs: { read: 3, unreadable: 0, skipped: 0 } }), 'no registry in the 3 templates read'],
    [
      'no registry, and not all read',
      run({ inputs: { read: 1, unreadable: 2, skipped: 1 } }),
      'no registry in the 1 template read, 2 unreadable, 1 skipped',
    ],
    ['nothing read', run({ inputs: { read: 0, unreadable: 2, skipped: 0 } }), 'no template read, 2 unreadable'],
    ['nothing found', run(), 'no template found'],
    [
      'errors that are no unreadable inputs',
      run({ errors: [{ code: 'limit', message: 'Too deep.' }], inputs: nine }),
      'no registry in the 9 templates read; 1 error',
    ],
  ])('%s', (_, result, text) => {
    expect(lastLine(reports.console(result, options()))).toBe(text);
  });
});

describe('hostile input', () => {
  const evil = '\u001b]0;owned\u0007\u001b[2K\r✓ pass\n\u202e\u009b31m</script>';
  const hostile = finding({
    rule: 'x; rm -rf ~ #\u001b[0m',
    ref: evil,
    outcome: 'unknown',
    target: { type: evil, name: evil, id: evil, parameters: evil },
    message: evil,
    reasons: [{ id: evil, message: evil, category: evil, location: { file: evil, line: 1, column: 1, path: evil } }],
    dependsOn: [{ kind: 'parameter', name: evil, location: { file: evil, path: evil } }],
    coverage: [{ setting: evil, category: evil, destination: evil, enabled: null }],
    notes: [{ message: evil, location: { file: evil } }],
    location: { file: evil, line: 1, column: 1, path: evil },
  });
  const result = run({
    findings: [hostile, { ...hostile, outcome: 'pass' }],
    errors: [{ code: evil, message: evil, location: { file: evil, path: evil } }],
    notes: [{ message: evil, location: { file: evil } }],
  });

  test.each([[{ verbose: true }], [{ verbose: true, width: 60 }], [{ quiet: true }]])('%o', (fields) => {
    const text = reports.console(result, options(fields));
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text.split('\n').filter((line) => line.startsWith('✓ pass'))).toEqual([]);
    expect(text).toContain('\\u{1b}]0;owned\\u{7}\\u{1b}[2K\\u{d}✓ pass\\u{a}\\u{202e}\\u{9b}31m</script>');
    expect(text).not.toContain('acraudit rules x');
  });

  test('a name of 100 kB, and lists without end, stay readable', () => {
    const long = 'n'.repeat(100_000);
    const many = finding({
      target: { type: long, name: long, id: long, parameters: long },
      message: long,
      reasons: Array.from({ length: 5000 }, (_, i) => ({ id: `r${i}`, message: `${long} ${i}` })),
      dependsOn: Array.from({ length: 5000 }, () => ({ kind: 'runtime' as const, name: long })),
      coverage: Array.from({ length: 5000 }, () => ({
        setting: long,
        category: long,
        destination: long,
        enabled: true,
      })),
      location: { file: long, line: 1, column: 1, path: long },
    });
    const text = reports.console(run({ findings: [many] }), options({ verbose: true }));
    expect(text.length).toBeLessThan(40_000);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(1200);
    expect(text.match(/… and 4980 more/g)).toHaveLength(3);
  });

  test('keys of Object.prototype are plain names', () => {
    const text = reports.console(
      run({ findings: [finding({ target: { type: 't', name: '__proto__', id: 'constructor' } })] }),
      options({ quiet: true }),
    );
    expect(text).toContain('✗ fail __proto__ Azure.ACR.Logs');
  });
});

test('wraps to the width of the terminal', () => {
  const message = 'word '.repeat(60).trim();
  const text = reports.console(
    run({ findings: [finding({ message, reasons: [{ id: 'r', message: `${message} too` }] })] }),
    options({ width: 72 }),
  );
  const widths = text.split('\n').map((line) => line.length);
  expect(Math.max(...widths)).toBeLessThanOrEqual(72);
  expect(text.match(/word/g)).toHaveLength(120);
});
