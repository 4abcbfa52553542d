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

  'note.live-alone': 'it passes only by what is live and in no template: {collectors}',
  'note.live-counted': 'what is live and in no template counts too: {collectors}',
  'note.live-settings-unread': 'the scan of {date} could not read its diagnostic settings, so none of them counts',
  'note.live-rules-unread':
    'the scan of {date} did not read all data collection rules associated with it; what it did not read does not count',
  'note.live-subscription-unread':
    'the scan of {date} could not read subscription {subscription}, so nothing live counts',
  'note.live-may-be':
    'the scan of {date} saw {registries}, which may be this registry; give --subscription and --resource-group, or list the file under deployments: in acraudit.yaml, to count what is live there',
  'note.live-unfinished': 'the scan of {date} did not come to everything; of what it did not come to nothing counts',

  'note.gitignored': '{templates} skipped by .gitignore',
  'note.gitignored-at-least': 'at least {templates} skipped by .gitignore',
  'note.skipped': 'not an ARM template; skipped',
  'note.skipped-kind': 'not an ARM template but {kind}; skipped',
  'note.compiled': 'compiled from {bicep}, which is evaluated in its place',
  'note.outdated-json': 'does not match {bicep} as it is fixed: build it again',
  'note.known-module':
    '{module} is evaluated by what is known of this version; `acraudit restore` fetches the module itself',
  'note.stand-in-printed':
    'what is printed for this module is not the module itself but what is known of it: run `acraudit restore` before you deploy it',
  'note.not-restored': '{module} is not restored, and what it deploys is not seen: run `acraudit restore`',
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
  'note.affected': '{affected} of {templates} affected by {files} since {revision}',
  'note.nothing-affected': 'no template is affected by {files} since {revision}',
  'note.nothing-changed': 'no file has changed since {revision}',
  'note.revision-unread': 'what {revision} was cannot be evaluated, so every template counts as affected',
  'note.uncommitted': 'in no commit of this repository, so they count as changed: {files}',
  'note.files-gone': 'no longer there since {revision}, and had a part in templates: {files}',
  'note.rule-files-elsewhere':
    '{place}: {key} is not read: rule files are those of the configuration of the folder that a run starts in',
  'note.ps-rule-empty': 'psrule: {folder} holds no *.Rule.yaml or *.Rule.jsonc',
  'note.no-such-rule': '{place}: {kind} {resource}: no rule file has a rule {name}',
  'note.no-such-rule-close': '{place}: {kind} {resource}: no rule file has a rule {name}; did you mean {close}?',
  'note.more-no-such-rules': '{place}: {kind} {resource}: {count} more names are of no rule of a rule file',
  'note.group-names-built-in':
    '{place}: {kind} {resource}: {name} is built in, and not suppressed here: write it under suppressions: in acraudit.yaml',
  'note.baseline-names-built-in':
    '{place}: {kind} {resource}: {name} is built in, and not included here: turn it on under rules: in acraudit.yaml',
  'note.ps-rule-unread': '{key} is not read: it has no meaning here',
  'note.type-not-scanned': '{rule} evaluates {type}, which a scan does not list: it says nothing of them',
  'note.registry-deleted': 'registry {id} was deleted or moved while the scan ran',
  'note.more-registries-deleted': 'and {count} more registries were deleted or moved while the scan ran',
  'note.no-export': 'no export, and not read: {problem}',
  'note.more-no-exports': 'and {count} more files that are no exports',
  'note.signed-in': '--tenant {tenant}: signed in to tenant {actual}',
  'note.resumed': 'resuming the scan started {started} ({count} registries already read)',

  'note.in-baseline': 'it is known, by baseline {file}',
  'note.baseline-written': 'baseline {file}: {added} added, {removed} removed, {count} in all; written',
  'note.baseline-stale': 'baseline {file}: {findings} no longer found; --update-baseline removes what is fixed',

  'error.baseline-not-written': 'baseline {file} cannot be written: {problem}',
  'error.all-ignored': 'every template is ignored: {counts}',
  'error.by-gitignore': '{count} by .gitignore (--no-ignore reads them)',
  'error.by-exclude': '{count} by exclude',
  'error.by-include': '{count} by include',
  'error.no-template-among': 'no template among {files}; --allow-empty accepts that',
  'error.no-template': 'no ARM template found; --allow-empty accepts that',
  'error.unpaired-parameters':
    'belongs to no template: name it with --parameters, or list it under deployments: … parameters: in acraudit.yaml',
  'error.using-missing': 'using names {template}, which is no template in this repository (BCP091)',
  'error.using-registry': 'its template is the module {template}, which is not evaluated with it',
  'error.not-a-template': 'the file is not an ARM template: it has neither $schema nor resources',
  'error.parameters-as-template':
    'the file gives parameters and is not a template: name the template, with this file by --parameters',
  'error.resource-from-azure': 'the file is not an ARM template but a resource as returned by Azure',
  'error.id-too-large': 'the id of the registry is too large to be evaluated',
  'error.scan-interrupted': 'the scan ended before everything was read; --resume goes on with a saved one',
  'error.of-registry': 'registry {id}: {error}',
  'error.of-subscription': 'subscription {id}: {error}',
  'error.subscription-inaccessible': 'subscription {subscription} is inaccessible',
  'error.subscription-inaccessible-because': 'subscription {subscription} is inaccessible: {reason}',
  'error.not-explained': '--explain {registry}: no registry of this name or id was read',
  'error.no-longer-visible': 'it was there when the scan began and can no longer be seen',
  'error.other-tenant': '--tenant {tenant}: signed in to tenant {actual}; the credential in use cannot switch tenants',
} as const;
