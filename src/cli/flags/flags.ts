import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Cloud, Discovery } from '../../config/config.ts';
import { reports } from '../../reports/index.ts';
import { UsageError } from '../../util/errors.ts';

/** Values of the flags that every command has. */
export interface CommonFlags {
  readonly format: keyof typeof reports;
  readonly report: readonly string[];
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color?: boolean;
  readonly sarifAll: boolean;
  readonly debug: boolean;
}

export interface RuleFlags {
  readonly rule: readonly string[];
  readonly excludeRule: readonly string[];
  readonly pack?: string;
  readonly option: readonly string[];
  readonly failOn: 'error' | 'warning' | 'info' | 'never';
  readonly unknown: 'report' | 'fail';
  /** A file name, or false for `--no-config`. */
  readonly config: string | boolean;
  readonly printConfig: boolean;
}

export interface TemplateFlags {
  readonly parameters: readonly string[];
  readonly set: readonly string[];
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
  readonly cloud?: Cloud;
}

export interface LintFlags extends CommonFlags, RuleFlags, TemplateFlags {
  readonly defaults: 'auto' | 'count' | 'skip';
  readonly exploreParameters: boolean;
  readonly ignore: boolean;
  readonly allowEmpty: boolean;
  readonly stdinFilename: string;
  readonly maxSize?: number;
}

/** A flag that the configuration may have a value for is undefined, or empty, when it was not given. */
export interface ScanFlags extends CommonFlags, RuleFlags {
  /** Ids or names. */
  readonly subscription: readonly string[];
  /** Ids or names. */
  readonly excludeSubscription: readonly string[];
  readonly managementGroup?: string;
  readonly resourceGroup: readonly string[];
  readonly tenant?: string;
  readonly cloud?: Cloud;
  /** `https:` addresses without a slash at the end. */
  readonly armEndpoint?: string;
  readonly authorityHost?: string;
  readonly discovery?: Discovery;
  /** 1 to 64. */
  readonly concurrency?: number;
  readonly batch: boolean;
  readonly save?: string;
  readonly from: readonly string[];
  readonly resume: boolean;
  readonly sarifAnchor?: string;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function repeatable(flags: string, text: string): Option {
  return new Option(flags, text).argParser(collect).default([], 'none');
}

function bytes(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+)([kmg]?)b?$/i.exec(text) ?? [];
  const size = Number(digits) * 1024 ** ' kmg'.indexOf(unit === '' ? ' ' : unit.toLowerCase());
  if (digits === '' || size === 0) throw new InvalidArgumentError('expected a size such as 500k, 20m or 1048576');
  return size;
}

/** The configuration's schema has the same bound. */
const MOST_CONCURRENT = 64;

function concurrency(text: string): number {
  const wanted = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (wanted < 1 || wanted > MOST_CONCURRENT) {
    throw new InvalidArgumentError(`expected a whole number from 1 to ${MOST_CONCURRENT}`);
  }
  return wanted;
}

/**
 * Tokens go there, so it has to be https; what could hold a secret or be lost in a request is refused, without repeating it
 * as the message of an `InvalidArgumentError` would.
 */
function endpoint(flag: string): (text: string) => string {
  return (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol !== 'https:' || url.username + url.password + url.search + url.hash !== '')
      throw new UsageError(
        `${flag}: expected an address such as https://management.azure.com, without a user name, a password or a query`,
      );
    return url.href.replace(/\/+$/, '');
  };
}

/** Requests go to paths of Azure Resource Manager, so its address has none of its own. */
function origin(flag: string): (text: string) => string {
  return (text) => {
    const address = endpoint(flag)(text);
    if (new URL(address).pathname !== '/') throw new UsageError(`${flag}: expected an address without a path`);
    return address;
  };
}

function fileName(text: string): string {
  if (text === '') throw new InvalidArgumentError('expected the name of a file');
  return text;
}

/** Flags of every command. */
export function withCommonFlags(command: Command): Command {
  return command
    .addOption(new Option('-f, --format <format>', 'what to print').choices(Object.keys(reports)).default('console'))
    .addOption(repeatable('--report <FORMAT=PATH>', 'also write a report to a file (repeatable)'))
    .option('-q, --quiet', 'only what fails, is unknown or broken', false)
    .option('-v, --verbose', 'also what passes, with its coverage', false)
    .option('--color', 'colour even when the output is no terminal')
    .option('--no-color', 'no colour (also NO_COLOR)')
    .option('--sarif-all', 'SARIF also holds what passes', false)
    .option('--debug', 'stack traces of errors', false);
}

/** Flags that choose rules and what their results lead to. */
export function withRuleFlags(command: Command): Command {
  return command
    .addOption(repeatable('--rule <RULE>', 'run only this rule (repeatable)'))
    .addOption(repeatable('--exclude-rule <RULE>', 'do not run this rule (repeatable)'))
    .option('--pack <PACK>', 'the rules to start from')
    .addOption(repeatable('--option <RULE.NAME=VALUE>', 'set an option of a rule (repeatable)'))
    .addOption(
      new Option('--fail-on <level>', 'the least level of a failure that ends with 1')
        .choices(['error', 'warning', 'info', 'never'])
        .default('error'),
    )
    .addOption(
      new Option('--unknown <what>', 'whether an unknown ends with 1').choices(['report', 'fail']).default('report'),
    )
    .option('--config <FILE>', 'the configuration to use instead of the acraudit.yaml that is found')
    .option('--no-config', 'use no configuration file')
    .option('--print-config', 'print the configuration in force and end', false);
}

/** Flags that say how a template is deployed. */
export function withTemplateFlags(command: Command, parametersHelp: string): Command {
  return command
    .addOption(repeatable('-p, --parameters <FILE>', parametersHelp))
    .addOption(repeatable('--set <NAME=VALUE>', 'the value of a parameter (repeatable)'))
    .option('--subscription <ID>', 'the subscription that is deployed to')
    .option('--resource-group <NAME>', 'the resource group that is deployed to')
    .option('--location <REGION>', 'the location of the resource group or deployment')
    .addOption(new Option('--cloud <cloud>', 'the cloud that is deployed to (default: not known)').choices(CLOUDS));
}

/** Flags of `lint` alone. */
export function withLintFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--defaults <what>', 'results of templates without their parameter files')
        .choices(['auto', 'count', 'skip'])
        .default('auto'),
    )
    .option('--explore-parameters', 'also say with which other values of its parameters a registry fails', false)
    .option('--no-ignore', 'search files that .gitignore hides')
    .option('--allow-empty', 'no template at all is fine', false)
    .addOption(stdinFilename())
    .addOption(maxSize());
}

export function stdinFilename(): Option {
  return new Option('--stdin-filename <NAME>', 'what to call the template read from standard input (-)').default(
    'stdin.json',
  );
}

export function maxSize(): Option {
  return new Option('--max-size <SIZE>', 'the largest file to read (default: 20m)').argParser(bytes);
}

/** Flags of `scan` alone. None of them that the configuration has too has a default here: a flag wins over it. */
export function withScanFlags(command: Command): Command {
  withScopeFlags(command);
  return command
    .option('--tenant <ID>', 'the tenant to sign in to, by id or domain')
    .addOption(new Option('--cloud <cloud>', 'the cloud to sign in to (default: AzureCloud)').choices(CLOUDS))
    .option(
      '--arm-endpoint <URL>',
      'the Azure Resource Manager of another cloud; needs --authority-host',
      origin('--arm-endpoint'),
    )
    .option('--authority-host <URL>', 'where to sign in for --arm-endpoint', endpoint('--authority-host'))
    .addOption(
      new Option(
        '--discovery <how>',
        'list registries by Resource Graph or subscription by subscription (default: graph, else arm)',
      ).choices(DISCOVERIES),
    )
    .option('--concurrency <N>', `the most requests at a time, 1 to ${MOST_CONCURRENT}`, concurrency)
    .option('--batch', 'read diagnostic settings twenty at a time (experimental)', false)
    .option('--save <FILE>', 'also save what Azure answered, for --from', fileName)
    .option('--resume', 'go on with the scan that --save began', false)
    .addOption(
      repeatable('--from <PATH...>', 'read a saved scan, or exports of other tools, instead of Azure (repeatable)'),
    )
    .option('--sarif-anchor <FILE>', 'the file of the repository that SARIF results point at, for GitHub', fileName);
}

const CLOUDS: readonly Cloud[] = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'];
const DISCOVERIES: readonly Discovery[] = ['graph', 'arm'];

/** What a scan is of. */
function withScopeFlags(command: Command): Command {
  return command
    .addOption(
      repeatable(
        '-s, --subscription <ID>',
        'scan only this subscription, by id or name (repeatable; default: all visible)',
      ),
    )
    .addOption(repeatable('--exclude-subscription <ID>', 'leave this subscription out, by id or name (repeatable)'))
    .option('--management-group <ID>', 'scan only the subscriptions below this management group')
    .addOption(repeatable('--resource-group <NAME>', 'scan only this resource group (repeatable)'));
}
