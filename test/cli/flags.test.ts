import { Command, CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { withCommonFlags } from '../../src/cli/flags/common-flags.ts';
import { withDeploymentFlags } from '../../src/cli/flags/deployment-flags.ts';
import { withLintFlags } from '../../src/cli/flags/lint-flags.ts';
import { withRuleFlags } from '../../src/cli/flags/rule-flags.ts';
import { type ScanFlags, withScanFlags } from '../../src/cli/flags/scan-flags.ts';
import { UsageError } from '../../src/util/errors.ts';

function quiet(command: Command): Command {
  return command.exitOverride().configureOutput({ writeErr: () => undefined });
}

function parse(...argv: readonly string[]): ScanFlags {
  return withScanFlags(quiet(new Command('scan')))
    .parse([...argv], { from: 'user' })
    .opts<ScanFlags>();
}

function complaint(...argv: readonly string[]): string {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}

const NOTHING = {
  subscription: [],
  region: [],
  excludeSubscription: [],
  resourceGroup: [],
  from: [],
  batch: false,
  resume: false,
  updateBaseline: false,
};

describe('the flags of scan become settings:', () => {
  test.each<[string, readonly string[], Partial<ScanFlags>]>([
    ['nothing given leaves everything to the configuration', [], {}],
    ['subscriptions', ['-s', 'a', '--subscription', 'b c', '--subscription=d'], { subscription: ['a', 'b c', 'd'] }],
    ['others not', ['--exclude-subscription', 'a', '--exclude-subscription', 'b'], { excludeSubscription: ['a', 'b'] }],
    ['resource groups', ['--resource-group', 'a', '--resource-group', 'b'], { resourceGroup: ['a', 'b'] }],
    [
      'management group and tenant',
      ['--management-group', 'mg', '--tenant', 't'],
      { managementGroup: 'mg', tenant: 't' },
    ],
    ['cloud', ['--cloud', 'AzureChinaCloud'], { cloud: 'AzureChinaCloud' }],
    ['discovery', ['--discovery', 'arm'], { discovery: 'arm' }],
    ['one at a time', ['--concurrency', '1'], { concurrency: 1 }],
    ['64 at a time', ['--concurrency', '64'], { concurrency: 64 }],
    ['saving', ['--save', 'a.jsonl', '--resume', '--batch'], { save: 'a.jsonl', resume: true, batch: true }],
    ['saved scans', ['--from', 'a', '--from', 'b'], { from: ['a', 'b'] }],
    ['anchor', ['--sarif-anchor', 'infra/main.bicep'], { sarifAnchor: 'infra/main.bicep' }],
    [
      'endpoints',
      ['--arm-endpoint', 'https://LOCALHOST:8443/', '--authority-host', 'https://login.example/adfs//'],
      { armEndpoint: 'https://localhost:8443', authorityHost: 'https://login.example/adfs' },
    ],
  ])('%s', (_, argv, fields) => {
    expect(parse(...argv)).toEqual({ ...NOTHING, ...fields });
  });

  const number = 'expected a whole number from 1 to 64';
  test.each([
    'http://localhost',
    'localhost:8443',
    'management.azure.com',
    '',
    'https://user:secret@localhost',
    'https://localhost?sig=secret',
    'https://localhost#a',
    'file:///etc/passwd',
  ])('an address that is none is not repeated, for it may hold a secret: %s', (text) => {
    const message =
      ': expected an address such as https://management.azure.com, without a user name, a password or a query';
    for (const flag of ['--arm-endpoint', '--authority-host'])
      expect(() => parse(`${flag}=${text}`)).toThrow(new UsageError(`${flag}${message}`));
    expect(() => parse('--arm-endpoint=https://localhost/secret')).toThrow(
      new UsageError('--arm-endpoint: expected an address without a path'),
    );
  });

  test.each<[readonly string[], string]>([
    ...['0', '65', '-1', '1.5', '1e1', '0x8', ' 8', '', '008', '8 '].map((text): [readonly string[], string] => [
      [`--concurrency=${text}`],
      `error: option '--concurrency <N>' argument '${text}' is invalid. ${number}`,
    ]),
    [['--save='], "error: option '--save <FILE>' argument '' is invalid. expected the name of a file"],
    [['--sarif-anchor='], "error: option '--sarif-anchor <FILE>' argument '' is invalid. expected the name of a file"],
    [
      ['--cloud', 'azurecloud'],
      "error: option '--cloud <cloud>' argument 'azurecloud' is invalid. Allowed choices are AzureCloud, AzureUSGovernment, AzureChinaCloud.",
    ],
    [
      ['--discovery', 'both'],
      "error: option '--discovery <how>' argument 'both' is invalid. Allowed choices are graph, arm.",
    ],
    [['--subscription'], "error: option '-s, --subscription <ID>' argument missing"],
  ])('%j is refused', (argv, message) => {
    expect(complaint(...argv)).toBe(message);
  });
});

test('no two flags of one command have the same name', () => {
  // commander throws when a command gets a flag twice.
  expect(() => withScanFlags(withRuleFlags(withCommonFlags(new Command('scan'))))).not.toThrow();
  expect(() =>
    withLintFlags(withDeploymentFlags(withRuleFlags(withCommonFlags(new Command('lint'))), '')),
  ).not.toThrow();
});
