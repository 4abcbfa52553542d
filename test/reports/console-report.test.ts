import { readFileSync } from 'node:fs';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Finding, RunResult, TargetCounts } from '../../src/engine/finding.ts';
import { reports } from '../../src/reports/index.ts';
import type { ErrorCode } from '../../src/util/error-codes.ts';
import { finding, options, REGISTRY, run, sample } from './sample-run.ts';

function expected(name: string): string {
  return readFileSync(new URL(`expected/${name}`, import.meta.url), 'utf8');
}

/** The line of counts, which only what can be done next stands below. */
function summaryIn(text: string): string | undefined {
  return text
    .trimEnd()
    .split('\n')
    .filter((line) => !/acraudit (?:rules|fix) /.test(line))
    .at(-1);
}

function registries(counts: Partial<TargetCounts>): RunResult['targets'] {
  return { [REGISTRY]: { listed: 0, evaluated: 0, unknown: 0, deleted: 0, notDeployed: 0, ...counts } };
}

describe('the console report is exactly', () => {
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
      run({ findings: [finding({ affectsExitCode: false })] }),
      options({ color: true, quiet: true }),
    );
    expect(not).toContain('\u001b[2m✗ fail\u001b[22m');
  });

  test('quiet says nothing when there is nothing to say', () => {
    expect(reports.console(run({ inputs: { read: 3, unreadable: 0, skipped: 0 } }), options({ quiet: true }))).toBe('');
  });
});

describe('registries in Azure', () => {
  /** A result for a registry in a resource group, or with an id of another form. */
  const live = (group: string, name: string, fields: Partial<Finding> = {}): Finding => {
    const id = group === '' ? name : `${group}/providers/Microsoft.ContainerRegistry/registries/${name}`;
    const target = { type: 'Microsoft.ContainerRegistry/registries', name, id };
    return finding({ basis: 'live', location: { file: '' }, target, ...fields });
  };
  const scan = run({
    findings: [
      live('/subscriptions/1/resourceGroups/RG', 'acra', {
        reasons: [{ id: 'r', message: 'Nothing is enabled.', location: { file: '', path: 'properties' } }],
        notes: [{ message: 'It is old.', location: { file: '' } }],
      }),
      live('/subscriptions/1/resourcegroups/rg', 'acrb', { outcome: 'pass', message: 'Fine.' }),
      live('/subscriptions/2/resourceGroups/rg', 'acrc', {
        outcome: 'unknown',
        message: 'Its settings cannot be read.',
        dependsOn: [{ kind: 'permission', name: 'AuthorizationFailed', location: { file: '' } }],
      }),
    ],
    errors: [{ code: 'inaccessible' as ErrorCode, message: 'Subscription 3 is inaccessible.' }],
    targets: registries({ listed: 4, evaluated: 2, unknown: 1, deleted: 1 }),
    inputKind: 'subscription',
    inputs: { read: 2, unreadable: 1, skipped: 0 },
  });

  test('are grouped by subscription, by its name where that was read, and where each is says its id', () => {
    const named = { ...scan, subscriptions: { '1': 'payments' } };
    expect(reports.console(named, options({ verbose: true }))).toBe(
      [
        'subscription payments (1)',
        '',
        '  ✗ fail      acra in RG  Azure.ACR.Logs ACRA-0001',
        '              No diagnostic setting collects the audit logs.',
        '  where       /subscriptions/1/resourceGroups/RG/providers/Microsoft.ContainerRegistry/registries/acra',
        '  note        It is old.',
        '',
        '  ✓ pass      acrb in rg  Azure.ACR.Logs ACRA-0001  Fine.',
        '',
        'subscription 2',
        '',
        '  ? unknown   acrc in rg  Azure.ACR.Logs ACRA-0001',
        '              Its settings cannot be read.',
        '  where       /subscriptions/2/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acrc',
        '  depends on  a read that was refused: AuthorizationFailed',
        '  how to fix  give the scanning identity Reader, or a role with the refused action, on the subscription: docs/permissions.md',
        '',
        'not read or not evaluated',
        '',
        '  ! error     Subscription 3 is inaccessible.',
        '  code        inaccessible',
        '',
        '4 registries: 1 pass, 1 fail, 1 unknown, 1 deleted; 2 subscriptions read, 1 inaccessible',
        'its rule has a fix: acraudit scan --save scan.json && acraudit fix --from scan.json --out fix-up',
        'all about a rule: acraudit rules RULE',
        '',
      ].join('\n'),
    );
  });

  test('quiet lines begin with the id', () => {
    expect(reports.console(scan, options({ quiet: true }))).toBe(
      [
        '/subscriptions/1/resourceGroups/RG/providers/Microsoft.ContainerRegistry/registries/acra: ✗ fail acra Azure.ACR.Logs: No diagnostic setting collects the audit logs.',
        '/subscriptions/2/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acrc: ? unknown acrc Azure.ACR.Logs: Its settings cannot be read.',
        '! error Subscription 3 is inaccessible. (inaccessible)',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['an id without a resource group', '/subscriptions/1/providers/p/acr', 'subscription 1'],
    ['an id in no subscription', '/providers/p/acr', '/providers/p/acr'],
    ['no id', '', ''],
    ['an id that writes to the terminal', '/subscriptions/\u001b[2J/resourceGroups/a\nb/x', 'subscription \\u{1b}[2j'],
  ])('a heading for %s', (_, id, heading) => {
    const text = reports.console(run({ findings: [live('', id)] }), options());
    expect(text.split('\n')[0]).toBe(heading);
  });

  test('a file of the name of a subscription is a group of its own', () => {
    const group = 'subscription 1';
    const text = reports.console(
      run({
        findings: [live('/subscriptions/1/resourceGroups/rg', 'a'), finding({ location: { file: group } })],
      }),
      options(),
    );
    expect(text.split('\n').filter((line) => line === group)).toHaveLength(2);
  });
});

describe('the console report says where values come from:', () => {
  const parameters = { ...finding().target, parameters: 'main.prod.parameters.json' };
  test.each([
    ['defaults', finding(), 'defaults'],
    ['a parameter file', finding({ basis: 'parameters', target: parameters }), 'main.prod.parameters.json'],
    ['--set', finding({ basis: 'parameters' }), '--set'],
    ['what Azure answered', finding({ basis: 'live' }), undefined],
    [
      'defaults that do not count',
      finding({ affectsExitCode: false, excludedBecause: 'it is a module' }),
      'defaults, does not affect the exit code: it is a module',
    ],
  ])('%s', (_, one, values) => {
    const text = reports.console(run({ findings: [one] }), options());
    expect(/^ {2}values {6}(.*)$/m.exec(text)?.[1]).toBe(values);
  });
});

describe('the line of counts of the console report has', () => {
  const nine = { read: 9, unreadable: 0, skipped: 0 };
  const scanOf = (read: number, unreadable: number): Pick<RunResult, 'inputKind' | 'inputs'> => {
    return { inputKind: 'subscription', inputs: { read, unreadable, skipped: 0 } };
  };
  const three = [finding({ outcome: 'pass' }), finding(), finding({ outcome: 'notApplicable', isDeployed: false })];
  test.each([
    [
      'one result for each registry',
      run({ findings: three, targets: registries({ listed: 3, evaluated: 2, notDeployed: 1 }), inputs: nine }),
      '3 registries: 1 pass, 1 fail, 1 not deployed; 9 templates read',
    ],
    [
      'one of all',
      run({ findings: three.slice(0, 1), targets: registries({ listed: 1 }), inputs: { ...nine, read: 1 } }),
      '1 registry: 1 pass; 1 template read',
    ],
    [
      'no rules that are not for a target',
      run({
        findings: [finding({ outcome: 'pass' }), finding({ rule: 'Azure.ACR.PurgeEvents', outcome: 'notApplicable' })],
        targets: registries({ listed: 1, evaluated: 1 }),
        inputs: nine,
      }),
      '1 registry: 1 pass; 9 templates read',
    ],
    [
      'rules that are not for a target where there is nothing else',
      run({
        findings: [finding({ rule: 'Azure.ACR.PurgeEvents', outcome: 'notApplicable' })],
        targets: registries({ listed: 1, evaluated: 1 }),
        inputs: nine,
      }),
      '1 registry; 1 result: 1 not applicable; 9 templates read',
    ],
    [
      'several results for a registry',
      run({
        findings: three.flatMap((f) => [f, f]),
        targets: registries({ listed: 3, notDeployed: 1 }),
        inputs: nine,
      }),
      '3 registries, 1 not deployed; 6 results: 2 pass, 2 fail, 2 not applicable; 9 templates read',
    ],
    [
      'not counted',
      run({
        findings: [finding(), finding({ affectsExitCode: false })],
        targets: registries({ listed: 2 }),
        inputs: nine,
      }),
      '2 registries: 2 fail (1 not affecting the exit code); 9 templates read',
    ],
    [
      'registries without any result',
      run({ targets: registries({ listed: 3, unknown: 2, deleted: 1 }), inputs: nine }),
      '3 registries, 2 unknown, 1 deleted; no results; 9 templates read',
    ],
    [
      'a scan',
      run({ ...scanOf(2, 1), findings: three.slice(0, 2), targets: registries({ listed: 2 }) }),
      '2 registries: 1 pass, 1 fail; 2 subscriptions read, 1 inaccessible',
    ],
    [
      'a scan during which some went away',
      run({
        ...scanOf(1, 0),
        findings: three.slice(0, 2),
        targets: registries({ listed: 5, evaluated: 2, deleted: 3 }),
      }),
      '5 registries: 1 pass, 1 fail, 3 deleted; 1 subscription read',
    ],
    [
      'a scan during which all went away',
      run({ ...scanOf(1, 0), targets: registries({ listed: 2, deleted: 2 }) }),
      '2 registries: 2 deleted; 1 subscription read',
    ],
    [
      'a scan with two rules during which some went away',
      run({
        ...scanOf(1, 0),
        findings: three.slice(0, 2).flatMap((f) => [f, f]),
        targets: registries({ listed: 3, evaluated: 2, deleted: 1 }),
      }),
      '3 registries, 1 deleted; 4 results: 2 pass, 2 fail; 1 subscription read',
    ],
    ['a scan without registries', run(scanOf(2, 0)), 'no registry in the 2 subscriptions read'],
    [
      'the same, of one, and not all in reach',
      run(scanOf(1, 3)),
      'no registry in the 1 subscription read, 3 inaccessible',
    ],
    ['a scan that reaches nothing', run(scanOf(0, 2)), 'no subscription read, 2 inaccessible'],
    ['a scan of nothing', run(scanOf(0, 0)), 'no subscription read'],
    [
      'a scan with an error for each subscription inaccessible',
      run({ ...scanOf(2, 1), errors: [{ code: 'EIO', message: 'Out of reach.' }] }),
      'no registry in the 2 subscriptions read, 1 inaccessible',
    ],
    [
      'an export of another tool',
      run({
        inputKind: 'export',
        findings: three.slice(0, 1),
        targets: registries({ listed: 1 }),
        inputs: { read: 1, unreadable: 1, skipped: 0 },
      }),
      '1 registry: 1 pass; 1 export read, 1 unreadable',
    ],
    ['no export', run({ inputKind: 'export' }), 'no export read'],
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
    expect(summaryIn(reports.console(result, options()))).toBe(text);
  });
});

describe('the console report stays one of lines for hostile input:', () => {
  const evil = '\u001b]0;owned\u0007\u001b[2K\r✓ pass\n\u202e\u009b31m</script>';
  const hostile = finding({
    rule: 'x; rm -rf ~ #\u001b[0m',
    ref: evil,
    outcome: 'unknown',
    target: { type: evil, name: evil, id: evil, parameters: evil },
    message: evil,
    reasons: [{ id: evil, message: evil, category: evil, location: { file: evil, line: 1, column: 1, path: evil } }],
    dependsOn: [{ kind: 'parameter', name: evil, location: { file: evil, path: evil } }],
    evidence: { columns: [evil, 'enabled'], rows: [[evil, null]] },
    notes: [{ message: evil, location: { file: evil } }],
    location: { file: evil, line: 1, column: 1, path: evil },
  });
  const result = run({
    findings: [hostile, { ...hostile, outcome: 'pass' }],
    errors: [{ code: evil as ErrorCode, message: evil, location: { file: evil, path: evil } }],
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
      evidence: { columns: ['setting', 'enabled'], rows: Array.from({ length: 5000 }, () => [long, true]) },
      location: { file: long, line: 1, column: 1, path: long },
    });
    const text = reports.console(run({ findings: [many] }), options({ verbose: true }));
    expect(text.length).toBeLessThan(40_000);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(1200);
    expect(text.match(/… and \d+ more/g)).toEqual(['… and 4975 more', '… and 4975 more', '… and 4980 more']);
  });

  test('keys of Object.prototype are plain names', () => {
    const text = reports.console(
      run({ findings: [finding({ target: { type: 't', name: '__proto__', id: 'constructor' } })] }),
      options({ quiet: true }),
    );
    expect(text).toContain('✗ fail __proto__ Azure.ACR.Logs');
  });
});

describe('lines of the console report', () => {
  const message = 'word '.repeat(60).trim();
  const id = `/subscriptions/1/${'x'.repeat(200)}`;
  const wide = run({
    findings: [
      finding({
        message,
        notes: [{ message: `${message} too` }],
        evidence: { columns: ['a', 'b'], rows: [[id, true]] },
      }),
      finding({ location: { file: `${'deep/'.repeat(30)}main.json`, line: 1, column: 1, path: 'resources[0]' } }),
      finding({ target: { type: 't', name: 'n'.repeat(70), id }, location: { file: '' }, basis: 'live' }),
    ],
    errors: [{ code: 'limit', message, location: { file: 'a.json' } }],
    notes: [{ message }],
  });

  test.each([40, 50, 60, 72, 80, 120])('are at most %i columns wide where the terminal is', (width) => {
    for (const verbose of [false, true]) {
      const text = reports.console(wide, options({ width, verbose }));
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(text.match(/word/g)).toHaveLength(240);
      expect(text.match(/ $/gm)).toBe(null);
    }
  });

  test.each([
    ['emoji, of which each takes two columns and two code units', '😀'],
    ['families of emoji, which are many code units', '👩‍👩‍👧'],
    ['Chinese letters', '数'],
    ['letters with a mark', 'e\u0301'],
  ])('hold whole characters: %s', (_, character) => {
    const name = character.repeat(60);
    const text = reports.console(
      run({ findings: [finding({ location: { file: `${name}.json`, line: 1, column: 1 } })] }),
      options({ width: 40 }),
    );
    expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(40);
    expect(text).not.toContain('\\u{d');
  });

  test('are of 40 columns on a narrower terminal', () => {
    expect(reports.console(wide, options({ width: 10 }))).toBe(reports.console(wide, options({ width: 40 })));
  });

  test('have only letters of ASCII where the terminal shows no others', () => {
    const text = reports.console(
      run({ findings: [finding({ message: 'Größe 数', outcome: 'pass' }), finding()] }),
      options({ ascii: true, verbose: true }),
    );
    expect(text).toContain('+ pass');
    expect(text).toContain('Gr\\u{f6}\\u{df}e \\u{6570}');
    expect(text).toContain('x fail');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
    expect(text).toMatch(/^[\x00-\x7f]*$/);
  });
});

describe('of many findings', () => {
  const many = (count: number) =>
    run({
      targets: registries({ listed: count, evaluated: count }),
      inputs: { read: 1, unreadable: 0, skipped: 0 },
      findings: Array.from({ length: count }, (_, i) =>
        finding({
          target: {
            type: 't',
            name: `acr${i}`,
            id: `${i}`,
            ...(i === 1 && { parameters: 'infra/prod.parameters.json' }),
          },
          location: { file: 'infra/main.json', line: i + 1, column: 5, path: `resources[${i}]` },
          ...(i === 2 && { affectsExitCode: false, level: 'info' as const }),
          ...(i === 3 && { comparison: 'new' as const }),
        }),
      ),
    });

  test('each has a line, with the way to see it in full', () => {
    const lines = reports.console(many(11), options({ fixInputs: ['infra'] })).split('\n');
    const said = 'No diagnostic setting collects the audit logs.';
    expect([...lines.slice(0, 7), ...lines.slice(-5)]).toEqual([
      'infra/main.json',
      '',
      `  ✗ fail      acr0  Azure.ACR.Logs  ${said}  1:5`,
      `  ✗ fail      acr1  Azure.ACR.Logs  ${said}  2:5  prod.parameters.json`,
      `  ✗ fail      acr2  Azure.ACR.Logs (info)  ${said}  3:5  does not affect the exit code`,
      `  ✗ fail      acr3  Azure.ACR.Logs  new  ${said}  4:5`,
      `  ✗ fail      acr4  Azure.ACR.Logs  ${said}  5:5`,
      '',
      '11 registries: 11 fail (1 not affecting the exit code); 1 template read',
      '10 of 10 failures are of rules with a fix: acraudit fix infra',
      'each result in full: -v; all about a rule: acraudit rules RULE',
      '',
    ]);
  });

  test('a line has as much of a message as fits', () => {
    const lines = reports.console(many(11), options({ width: 76 })).split('\n');
    expect(lines[2]).toBe('  ✗ fail      acr0  Azure.ACR.Logs  No diagnostic setting collects the…  1:5');
  });

  test('names that are long keep both ends, so that they can be told apart', () => {
    const named = Array.from({ length: 11 }, (_, i) => {
      const writtenName = `[format('{0}{1}', parameters('applicationEnvironmentName'), 'registry${i}')]`;
      return finding({ target: { type: 't', name: 'x', writtenName, id: `${i}` } });
    });
    const text = reports.console(run({ findings: named }), options({ width: 100 }));
    expect(new Set(text.match(/ {2}✗ fail {6}.*?\)\]/g)).size).toBe(11);
  });

  test('a message is whole where a line cannot hold it anyway', () => {
    const text = reports.console(many(11), options({ width: 40 }));
    expect(text.split('\n').slice(2, 6)).toEqual([
      '  ✗ fail      acr0  Azure.ACR.Logs  No',
      '              diagnostic setting',
      '              collects the audit logs.',
      '              1:5',
    ]);
  });

  test.each([
    ['of ten', 10, {}],
    ['of more with verbose', 30, { verbose: true }],
  ])('each has a block: %s', (_, count, fields) => {
    expect(reports.console(many(count), options(fields)).match(/^ {2}where /gm)).toHaveLength(count);
  });
});

describe('what several findings share is said once:', () => {
  const unknown = (i: number, fields: Partial<Finding> = {}): Finding =>
    finding({
      outcome: 'unknown',
      message: 'depends on a limit: interrupted',
      dependsOn: [{ kind: 'limit', name: 'the scan was interrupted before it was read' }],
      basis: 'live',
      location: { file: '' },
      target: { type: 't', name: `acr${i}`, id: `/subscriptions/1/resourceGroups/rg/providers/x/acr${i}` },
      ...fields,
    });
  const text = (findings: readonly Finding[], fields = {}): string =>
    reports.console(run({ findings }), options(fields));

  test('one cause of 200 unknowns is one block with some of their names', () => {
    const findings = Array.from({ length: 200 }, (_, i) => unknown(i, i === 0 ? { rule: 'Azure.ACR.Metrics' } : {}));
    expect(text(findings).split('\n').slice(0, 3)).toEqual([
      '  ? unknown   200 results depend on a limit: the scan was interrupted before it was read',
      `  of          ${Array.from({ length: 10 }, (_, i) => `acr${i} in rg`).join(', ')} and 190 more`,
      '  rules       Azure.ACR.Metrics, Azure.ACR.Logs',
    ]);
    expect(text(findings, { verbose: true }).match(/^ {2}where /gm)).toHaveLength(200);
  });

  test('one parameter that decides several results is shown with its place and what helps', () => {
    const dependsOn = [{ kind: 'parameter' as const, name: 'audit', location: { file: 'a.json', line: 3, column: 5 } }];
    const findings = Array.from({ length: 3 }, (_, i) => unknown(i, { dependsOn }));
    expect(text(findings).split('\n').slice(0, 5)).toEqual([
      '  ? unknown   3 results depend on parameter audit',
      '  see         a.json:3:5',
      '  of          acr0 in rg, acr1 in rg, acr2 in rg',
      '  rules       Azure.ACR.Logs',
      '  how to fix  give the parameter a value: by a parameter file, or by --set NAME=VALUE',
    ]);
  });

  test.each<[string, (i: number) => Partial<Finding>]>([
    ['two results', (i) => (i === 2 ? { dependsOn: [{ kind: 'limit', name: 'other' }] } : {})],
    ['what is new and what is not', (i) => ({ comparison: i === 2 ? 'new' : 'unchanged' })],
    ['what has no part in the exit code', (i) => (i === 2 ? { affectsExitCode: false } : {})],
    ['notes that are to be seen', (i) => (i === 2 ? { notes: [{ message: 'n', important: true }] } : {})],
    ['what a baseline has', (i) => (i === 2 ? { baseline: 'known' } : {})],
  ])('but not of %s', (_, fields) => {
    expect(text([0, 1, 2].map((i) => unknown(i, fields(i))))).not.toContain('results depend on');
  });

  test('unknowns of different files are not one, for they are not the same', () => {
    const dependsOn = [{ kind: 'notRead' as const, name: "parameters('workspaceId')" }];
    const inFile = (file: string) =>
      Array.from({ length: 3 }, (_, i) => unknown(i, { dependsOn, location: { file, line: i + 1 } }));
    const lines = text([...inFile('a.json'), ...inFile('b.json')]).split('\n');
    expect(lines.filter((line) => /^ {2}(?:\? unknown|where)/.test(line))).toEqual([
      "  ? unknown   3 results depend on what was not read: parameters('workspaceId')",
      '  where       a.json',
      "  ? unknown   3 results depend on what was not read: parameters('workspaceId')",
      '  where       b.json',
    ]);
  });

  test('of errors with one code there are ten, and how many more', () => {
    const errors = Array.from({ length: 12 }, (_, i) => ({ code: 'json-syntax' as const, message: `record ${i}` }));
    const shown = reports.console(run({ errors }), options());
    expect(shown.match(/! error/g)).toHaveLength(10);
    expect(shown).toContain('\n  … and 2 more with code json-syntax\n');
  });

  test('a note of three is below them all, one of two at each', () => {
    const noted = (count: number) =>
      text(Array.from({ length: count }, (_, i) => finding({ notes: [{ message: 'not read' }], fingerprint: `${i}` })));
    expect(noted(3).match(/^ {2}note .*$/gm)).toEqual(['  note        not read']);
    expect(noted(2).match(/^ {2}note .*$/gm)).toHaveLength(2);
  });
});

describe('the last lines say what can be done next', () => {
  const last = (result: RunResult, fields = {}): string | undefined =>
    reports
      .console(result, options(fields))
      .split('\n')
      .find((line) => / fix: /.test(line));
  const live = run({ inputKind: 'subscription', findings: [finding({ basis: 'live' })] });
  const FROM_SCAN = 'its rule has a fix: acraudit scan --save scan.json && acraudit fix --from scan.json --out fix-up';
  const template = run({ findings: [finding(), finding({ rule: 'Azure.ACR.LogsAlert' })] });

  test.each<[string, RunResult, object, string | undefined]>([
    [
      'with the paths of the run',
      template,
      { fixInputs: ['infra', 'b.json'] },
      '1 of 2 failures are of rules with a fix: acraudit fix infra b.json',
    ],
    [
      'with none where it had none',
      template,
      { fixInputs: [] },
      '1 of 2 failures are of rules with a fix: acraudit fix',
    ],
    [
      'with the files where its paths are not known',
      template,
      {},
      '1 of 2 failures are of rules with a fix: acraudit fix infra/main.json',
    ],
    [
      'with paths as a shell takes them',
      template,
      { fixInputs: ['a b', '$(x)', '--rule', 'Azure.ACR.Logs'] },
      "1 of 2 failures are of rules with a fix: acraudit fix 'a b' '$(x)' --rule Azure.ACR.Logs",
    ],
    [
      'with a word for paths that are too many',
      template,
      { fixInputs: Array.from({ length: 13 }, (_, i) => `${i}.json`) },
      '1 of 2 failures are of rules with a fix: acraudit fix PATHS',
    ],
    [
      'with the saved scan',
      live,
      { fixInputs: ['scan.json'] },
      'its rule has a fix: acraudit fix --from scan.json --out fix-up',
    ],
    ['with the way to one', live, {}, FROM_SCAN],
    ['nothing where there is no fix', run({ findings: [finding({ rule: 'x' })] }), {}, undefined],
    [
      'nothing of what is known or has no part in the exit code',
      run({ findings: [finding({ baseline: 'known' }), finding({ affectsExitCode: false })] }),
      {},
      undefined,
    ],
  ])('%s', (_, result, fields, line) => {
    expect(last(result, fields)).toBe(line);
  });
});
