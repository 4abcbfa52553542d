/** Notes and errors of a result. One that has a location does not name its file: reports put the location before it. */
export const notes = {
  'note.attached-across-files': '{collector} of another file is attached to it',
  'note.may-cover': '{collector} of another file may cover it',
  'note.module-unread': 'module {link} cannot be read',
  'note.runtime-condition': 'a condition asks Azure for runtime values, which Azure Resource Manager forbids',

  'note.collection-preview':
    'data collection rule {rule} collects logs by a preview that needs the feature {feature} of the subscription, which cannot be seen here',
  'note.associations-unread':
    'data collection rules were not read; one that is associated with it may collect its logs (a scan reads them)',

  'note.gitignored': '{templates} skipped by .gitignore',
  'note.gitignored-at-least': 'at least {templates} skipped by .gitignore',
  'note.skipped': 'not an ARM template; skipped',
  'note.skipped-kind': 'not an ARM template but {kind}; skipped',
  'note.bicep-unread': '{files}: Bicep is read as the JSON it compiles to (`bicep build`)',
  'note.unmatched-setting': '{collector} targets a registry that no template declares',
  'note.unmatched-pattern': 'deployments: {pattern} matches no file',
  'note.tolerated': 'read with {deviations}',
  'note.has-parameter-files': 'the template has parameter files',
  'note.module-of': 'it is a module of {template}',
  'note.resource-count': 'the template has {count} resources; Azure takes {max}',
  'note.template-size': 'the template has {bytes} bytes; Azure takes {max}',
  'note.unused-value': "{template} has no parameter '{parameter}'",
  'note.unused-value-close': "{template} has no parameter '{parameter}'; did you mean '{close}'?",
  'note.missing-value':
    'gives no value for the required parameter {names} of {template}: a deployment with this file alone fails',
  'note.missing-values':
    'gives no value for the required parameters {names} of {template}: a deployment with this file alone fails',
  'note.group-export':
    'the template looks exported from a resource group, and an export never holds diagnostic settings: ask Azure with `acraudit scan`',
  'note.type-not-scanned': '{rule} evaluates {type}, which a scan does not list: it says nothing of them',
  'note.registry-deleted': 'registry {id} was deleted or moved while the scan ran',
  'note.more-registries-deleted': 'and {count} more registries were deleted or moved while the scan ran',
  'note.no-export': 'no export, and not read: {problem}',
  'note.more-no-exports': 'and {count} more files that are no exports',
  'note.signed-in': '--tenant {tenant}: signed in to tenant {actual}',
  'note.resumed': 'resuming the scan started {started} ({count} registries already read)',

  'error.all-ignored': 'every template is ignored: {counts}',
  'error.by-gitignore': '{count} by .gitignore (--no-ignore reads them)',
  'error.by-exclude': '{count} by exclude',
  'error.by-include': '{count} by include',
  'error.only-bicep': 'no ARM template, and {files}: Bicep is read as the JSON it compiles to (`bicep build`)',
  'error.no-template-among': 'no ARM template among {files}; --allow-empty accepts that',
  'error.no-template': 'no ARM template found; --allow-empty accepts that',
  'error.unpaired-parameters':
    'belongs to no template: name it with --parameters, or list it under deployments: … parameters: in acraudit.yaml',
  'error.parameters-of-bicep':
    'belongs to {bicep}: Bicep is read as the JSON it compiles to, so run `bicep build` first',
  'error.not-a-template': 'the file is not an ARM template: it has neither $schema nor resources',
  'error.resource-from-azure': 'the file is not an ARM template but a resource as returned by Azure',
  'error.id-too-large': 'the id of the registry is too large to be evaluated',
  'error.scan-interrupted': 'the scan ended before everything was read; --resume goes on with a saved one',
  'error.of-registry': 'registry {id}: {error}',
  'error.of-subscription': 'subscription {id}: {error}',
  'error.subscription-inaccessible': 'subscription {subscription} is inaccessible',
  'error.subscription-inaccessible-because': 'subscription {subscription} is inaccessible: {reason}',
  'error.no-longer-visible': 'it was there when the scan began and can no longer be seen',
  'error.other-tenant': '--tenant {tenant}: signed in to tenant {actual}; the credential in use cannot switch tenants',
} as const;
