import { type Command, Option } from 'commander';
import type { ScanProvider } from '../../api/requests.ts';
import { type Discovery, MAX_CONCURRENCY } from '../../config/config.ts';
import type { CommonFlags } from './common-flags.ts';
import { concurrency, DISCOVERIES, fileName, origin, PROVIDERS, repeatable } from './flag-values.ts';
import type { RuleFlags } from './rule-flags.ts';
import { type SignInFlags, withSignInFlags } from './sign-in-flags.ts';
import { type TriageFlags, withTriageFlags } from './triage-flags.ts';

/** A flag that the configuration may have a value for is undefined, or empty, when it was not given. */
export interface ScanFlags extends CommonFlags, RuleFlags, SignInFlags, TriageFlags {
  /** Ids or names. */
  readonly subscription: readonly string[];
  /** Ids or names. */
  readonly excludeSubscription: readonly string[];
  readonly managementGroup?: string;
  readonly resourceGroup: readonly string[];
  readonly discovery?: Discovery;
  /** 1 to 64. */
  readonly concurrency?: number;
  readonly batch: boolean;
  readonly save?: string;
  readonly from: readonly string[];
  readonly resume: boolean;
  readonly provider?: ScanProvider;
  readonly region: readonly string[];
  /** An `https:` address without a slash at the end. */
  readonly alibabaEndpoint?: string;
  readonly sarifAnchor?: string;
}

/** What `scan` alone has is none of them. */
export interface VerifyFlags extends Omit<ScanFlags, 'resume' | 'provider' | 'region' | 'alibabaEndpoint'> {
  readonly since?: string;
  /** An `https:` address without a slash at the end. */
  readonly logsEndpoint?: string;
  /** The name or id of a registry. */
  readonly explain?: string;
}

/** As `DEFAULT_SINCE` of the job, which every start would load. */
const DEFAULT_SINCE = '24h';

/** Flags of `scan` alone. None of them that the configuration has too has a default here: a flag wins over it. */
export function withScanFlags(command: Command): Command {
  return withAlibabaFlags(
    withReadFlags(withAzureFlags(command).option('--resume', 'go on with the scan that --save began', false)),
  );
}

/** Another cloud than Azure. */
function withAlibabaFlags(command: Command): Command {
  return command
    .optionsGroup('Alibaba Cloud:')
    .addOption(new Option('--provider <provider>', 'whose registries are scanned (default: azure)').choices(PROVIDERS))
    .addOption(repeatable('--region <ID>', 'scan only this region of Alibaba Cloud (repeatable; default: all)'))
    .option(
      '--alibaba-endpoint <URL>',
      'takes all requests to Alibaba Cloud, which say in Host whom they are for',
      origin('--alibaba-endpoint'),
    );
}

/** Flags of `verify` alone. */
export function withVerifyFlags(command: Command): Command {
  return withReadFlags(
    withAzureFlags(command)
      .option(
        '--since <TIME>',
        `how far back events have to have arrived, such as 90m, 24h or 7d (default: ${DEFAULT_SINCE})`,
      )
      .option(
        '--explain <REGISTRY>',
        'also show what the logs of this registry, by name or id, say: logins, deletions, slow pulls',
      )
      .option(
        '--logs-endpoint <URL>',
        'where workspaces of the cloud of --arm-endpoint are queried',
        origin('--logs-endpoint'),
      ),
  );
}

function withReadFlags(command: Command): Command {
  return command
    .addOption(
      repeatable('--from <PATH...>', 'read a saved scan, or exports of other tools, instead of Azure (repeatable)'),
    )
    .option('--sarif-anchor <FILE>', 'the file of the repository that SARIF results point at, for GitHub', fileName);
}

function withAzureFlags(command: Command): Command {
  const scope = withScopeFlags(withTriageFlags(command, 'FILE').optionsGroup('What is scanned:'), 'scan');
  return withDiscoveryFlags(withSignInFlags(scope))
    .option('--batch', 'read diagnostic settings twenty at a time (experimental)', false)
    .option('--save <FILE>', 'also save what Azure answered, for --from', fileName);
}

/** Which registries are listed, and how, for commands that read something else of them. */
export function withListingFlags(command: Command): Command {
  return withDiscoveryFlags(withScopeFlags(command, 'read'));
}

function withDiscoveryFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--discovery <how>',
        'list registries by Resource Graph or subscription by subscription (default: graph, else arm)',
      ).choices(DISCOVERIES),
    )
    .option('--concurrency <N>', `the most requests at a time, 1 to ${MAX_CONCURRENCY}`, concurrency);
}

function withScopeFlags(command: Command, verb: 'scan' | 'read'): Command {
  return command
    .addOption(
      repeatable(
        '-s, --subscription <ID>',
        `${verb} only this subscription, by id or name (repeatable; default: all visible)`,
      ),
    )
    .addOption(repeatable('--exclude-subscription <ID>', 'leave this subscription out, by id or name (repeatable)'))
    .option('--management-group <ID>', `${verb} only the subscriptions below this management group`)
    .addOption(repeatable('--resource-group <NAME>', `${verb} only this resource group (repeatable)`));
}
