import type { ReasonText } from '../../src/engine/rule.ts';
import { ALL_METRICS, AUDIT_GROUP, CATEGORY_GROUPS, LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { SETTING_API_VERSION } from '../../src/model/azure/api-versions.ts';
import { MAX_SETTINGS_PER_RESOURCE } from '../../src/model/azure/limits.ts';

/** What Azure refuses of diagnostic settings, or takes and ignores. */
export const ACCEPTANCE_REASONS = {
  'too-many-settings': {
    message: `it has more than ${MAX_SETTINGS_PER_RESOURCE} diagnostic settings, which Azure refuses`,
    remedy: 'merge settings that send to the same destination, or delete those that are not needed',
  },
  'non-ascii-id': {
    message:
      'its id has characters that are not ASCII; Azure drops diagnostic settings of such resources without an error',
    remedy: 'create the registry in a resource group whose name has ASCII characters only',
  },
  'empty-segment': {
    message: 'the name of diagnostic setting {setting} has an empty segment, which Azure refuses',
    remedy: 'give the setting a name in which no segment is empty',
  },
  'wrong-segments': {
    message: 'the name of diagnostic setting {setting} has not as many segments as its type, which Azure refuses',
    remedy: 'give the setting a name with a segment for each segment of its type',
  },
  'forbidden-name': {
    message: 'the name of diagnostic setting {setting} has characters that Azure refuses, or is too long',
    remedy: 'name the setting without < > * % & : \\ ? + / and control characters',
  },
  'no-destination': {
    message:
      'diagnostic setting {setting} has no destination, which Azure refuses: no workspace, storage account, event hub authorization rule or partner solution',
    remedy: 'give the setting a workspace, storage account, event hub authorization rule or partner solution',
  },
  'groups-before-version': {
    message: 'diagnostic setting {setting} lists category groups, which its apiVersion {version} does not know',
    remedy: `set the apiVersion of the setting to ${SETTING_API_VERSION}`,
  },
  'mixed-entries': {
    message: 'diagnostic setting {setting} mixes category groups and categories, which Azure refuses',
    remedy: 'use either category groups or categories in one setting',
  },
  'unknown-category': {
    message:
      'diagnostic setting {setting} lists {category}, which is no log category of container registries, so Azure refuses it{hint}',
    remedy: `use ${LOG_CATEGORIES.join(' and ')}, or category group ${AUDIT_GROUP} in place of categories`,
  },
  'unknown-group': {
    message: 'diagnostic setting {setting} lists category group {group}, which Azure does not have{hint}',
    remedy: `use category group ${CATEGORY_GROUPS.join(' or ')}`,
  },
  'unknown-metric': {
    message: `diagnostic setting {setting} lists metric category {metric}; Azure accepts ${ALL_METRICS} only`,
    remedy: `use ${ALL_METRICS}, which covers every metric`,
  },
  'repeated-entry': {
    message: 'diagnostic setting {setting} lists {entry} more than once, so which entry counts is open',
    remedy: 'list each category and category group once',
  },
  'no-enabled': {
    message: '{entry} in diagnostic setting {setting} does not say whether it is enabled, so it is not collected',
    remedy: 'set enabled to true on the entry, or delete the entry',
  },
  'shared-destination': {
    message: 'diagnostic settings {setting} and {other} send {category} to the same destination, which Azure refuses',
    remedy: 'collect the category in one of the settings only, or give one of them another destination',
  },
  'other-region': {
    message:
      'diagnostic setting {setting} sends to {destination} in {other}, and the registry is in {region}, which Azure refuses',
    remedy: 'use a storage account or an event hub in the region of the registry',
  },
  'retention-days': {
    message: 'diagnostic setting {setting} keeps logs for a number of days, which Azure refuses since 2023',
    remedy: 'set days of the retention policy to 0 and use lifecycle management of the storage account',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
