/** Fixes of what is deployed: why there is none, what to do instead, and what a change does. */
export const liveFixes = {
  'live.other-id': 'its id is not that of the registry it is listed as',
  'live.unreadable-setting':
    'one of its diagnostic settings does not match the schema that Azure documents, so it is not known what may be added',
  'live.invalid-setting-name':
    "'{setting}' cannot be the name of a diagnostic setting, so it is not known what there is",
  'live.non-ascii-id': 'its id has letters outside ASCII, and Azure drops diagnostic settings with such ids',
  'live.non-ascii-destination':
    'the destination’s id has letters outside ASCII, and Azure drops diagnostic settings with such ids',
  'live.cannot-complete': "diagnostic setting '{setting}' goes to the destination, and {problem}",
  'live.unsupported-metric': 'it collects the metric {metric}, which Azure no longer takes when a setting is written',
  'live.mixed-entries': 'it has a category group beside categories, which Azure refuses when a setting is written',
  'live.protected':
    "diagnostic setting '{setting}' goes to the destination, and fix.protect says that it is not to be edited",
  'live.destination-in-use':
    "'{setting}' would send something to a destination that '{other}' sends it to already, which Azure answers with 409",
  'live.too-many-settings':
    'it has {count} diagnostic settings, none of which may be completed, and Azure takes no more than {max}',
  'live.no-destination': 'no destination is configured for region {region} of subscription {subscription}',
  'live.region-unknown': 'the scan does not say in which region the registry is',
  'live.other-region':
    "{id} receives logs of {regions}, so it is not in {region}, and Azure takes only one of the registry's own region",
  'live.several-regions':
    "{id} has to be in the registry's region, and the registries that would send to it are in {regions}",
  'live.assumed-region': '{id} is in {region}, which a scan cannot see',

  'live-step.grant-reader': 'grant the scanning identity Reader on it, and scan again',
  'live-step.read-it': 'scan again, or add what is missing to the files of --from',
  'live-step.scan-again': 'scan again',
  'live-step.add-setting': 'add a diagnostic setting manually',
  'live-step.look-in-portal':
    'look at its diagnostic settings in the portal, and add category group audit where it fits',
  'live-step.move': 'move it to a resource group with a plain name, then scan again',
  'live-step.recreate': "recreate '{setting}' manually, with category group audit alone",
  'live-step.ask-owner':
    "ask the owner of '{setting}' to enable category group audit in it, or configure another destination",
  'live-step.delete': "delete '{setting}', or turn off in it what both would collect, then scan again",
  'live-step.ask-to-delete':
    "ask who owns '{setting}' to delete '{setting}', or turn off in it what both would collect, then scan again",
  'live-step.delete-one': 'delete one that is not needed ({settings}), then scan again',
  'live-step.give-destination':
    'give --workspace-id, or an entry under fix.destinations for that region or subscription',
  'live-step.give-region':
    'add an entry with its region under fix.destinations, with a storage account or event hub of that region',

  'live-change.adds': "diagnostic setting '{setting}' is added",
  'live-change.entry-added': '{entry} is added',
  'live-change.entry-on': '{entry} is turned on',
  'live-change.entry-dropped': '{entry} is no longer listed as turned off: Azure takes no categories beside a group',
  'live-change.retention-dropped': 'the retention of {entry} is dropped: Azure takes none any more',
  'live-change.destination-added': '{property} {id} is added, for everything the setting collects',

  'policy.coverage':
    'Azure Policy looks at one diagnostic setting at a time, so it cannot say what option coverage={coverage} says',
  'policy.setting-name': 'the name of the setting is not one that Azure accepts',
  'policy.several-workspaces':
    'one assignment sends to one workspace, and the configuration names workspaces for regions or subscriptions',
  'policy.regional-destination':
    'a storage account or event hub must be in the region of the registry, and one assignment covers all regions',
  'policy.workspace-id': 'the workspace is not given by its resource id',

  'policy-step.coverage': 'set option coverage of Azure.ACR.Logs to setting, or keep acraudit scan as the check',
  'policy-step.setting-name': 'choose a --setting-name of letters, digits and hyphens',
  'policy-step.one-workspace':
    'write the policy once for each workspace with --no-config --workspace-id and assign it where that workspace is used',
  'policy-step.workspace': 'name a Log Analytics workspace with --workspace-id; it may be in any region',
  'policy-step.workspace-id': 'give {example} as --workspace-id',
} as const;
