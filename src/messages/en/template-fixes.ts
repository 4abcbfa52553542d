/** Fixes of templates: why there is none, what to do instead, and what a change does. */
export const templateFixes = {
  'fix.not-own-resource': 'the registry is not written as a resource of its own',
  'fix.setting-elsewhere': 'diagnostic setting {setting} stands in another file',
  'fix.setting-repeated':
    'a copy loop creates several copies of diagnostic setting {setting} on the registry, and Azure accepts each category and destination from one of them only',
  'fix.setting-on-some':
    'diagnostic setting {setting} belongs to some of the registries that a loop or other values make, and not to all',
  'fix.setting-sometimes':
    'diagnostic setting {setting} is deployed in some cases only, and a second one could be refused for sending the same logs to the same place',
  'fix.settings-share':
    'diagnostic settings {setting} and {other} may send to the same place, where Azure takes each category from one of them only',
  'fix.looks-complete': 'diagnostic setting {setting} looks complete, but the rule still fails',
  'fix.too-many-settings': 'the registry has {count} diagnostic settings, and Azure takes {max}',
  'fix.protected-conflict':
    'diagnostic setting {setting} may send the same logs to the same place, and is not to be edited',
  'fix.partial-conflict': 'diagnostic setting {setting} may send the same logs to a part of the same places',
  'fix.no-destination-linked':
    'nothing says where to send the logs, and {template}, which links to this template, would have to supply a new parameter',
  'fix.no-destination-may-link':
    'nothing says where to send the logs, and {template} has a link whose address cannot be read: if it is to this template, it would have to supply a new parameter',
  'fix.no-destination-nested':
    'nothing says where to send the logs, and a nested deployment takes its parameters from elsewhere',
  'fix.no-destination-required':
    'nothing says where to send the logs, and a new required parameter would break every deployment that does not supply it',
  'fix.no-name': 'the registry has no name',
  'fix.loop-computed': 'the registry stands in a loop that an expression makes',
  'fix.properties-computed': 'the properties of diagnostic setting {setting} are made by an expression or a loop',
  'fix.logs-computed': 'the log entries of diagnostic setting {setting} are made by an expression or a loop',
  'fix.destination-computed': 'the destination of diagnostic setting {setting} is made by an expression or a loop',
  'fix.in-setting': 'diagnostic setting {setting}: {reason}',
  'fix.entries-computed': 'its log entries are made by an expression',
  'fix.entry-name-computed': 'the name of a log entry is made by an expression',
  'fix.condition-false': 'its condition is false',
  'fix.expression-false': '{expression} is false',
  'fix.not-deployed':
    'diagnostic setting {setting} is there and is not deployed ({because}); a second one would clash with it once it is',
  'fix.not-deployed-waits':
    'diagnostic setting {setting} is there and is not deployed ({because}): it waits for {parameter}',
  'fix.not-deployed-shared':
    'diagnostic setting {setting} is there and is not deployed ({because}), and other parts of the template read {parameter} too',
  'fix.waits': 'diagnostic setting {setting} sends nowhere: it waits for {parameter}, which is empty',
  'fix.waits-shared':
    'diagnostic setting {setting} sends nowhere: it waits for {parameter}, which is empty, and other parts of the template read it too',
  'fix.not-accepted': 'parameter {parameter} does not accept {value}, which {problem}',
  'fix.value-no-switch': 'parameter {parameter} in {file} decides it, and its value is nothing that can be switched on',
  'fix.value-empty': 'parameter {parameter} in {file} decides it, which is empty',
  'fix.value-empty-destination':
    'parameter {parameter} in {file} decides it, which is empty, and nothing says which {property} it is to be',
  'fix.value-no-name':
    'parameter {parameter} in {file} decides it, and its value is near to nothing that Azure accepts',
  'fix.no-text-edit': 'no edit of a diagnostic setting corrects this: {reasons}',
  'fix.no-destination-given': 'nothing says where its logs are to go',
  'fix.metrics-computed': 'the metrics of diagnostic setting {setting} are made by an expression or a loop',
  'fix.no-setting-that-sends':
    'no diagnostic setting that may be edited is always deployed with the registry and has a destination',
  'fix.setting-conditional':
    'diagnostic setting {setting} may not be deployed: that depends on its condition, and no other one is always deployed',
  'fix.edits-conflict': 'the planned edits conflict with each other',
  'fix.in-foreign-module': 'the registry stands in a module whose file is not in the repository, or is no Bicep',
  'fix.argument-computed': 'what is passed to {module} as diagnosticSettings is made by an expression',
  'fix.not-editable': 'the text of {file} cannot be edited at the place that decides',
  'fix.new-finding': 'the edit would introduce a new finding: {finding}',
  'fix.finding': '{registry}: {outcome} of {rule}',
  'fix.azure-refuses': 'Azure would refuse it: {reason}',
  'fix.would-not-pass': 'the change would not make it pass: {detail}',
  'fix.would-depend': 'it would depend on {causes}',
  'fix.registry-missing': 'the registry is missing after the edit',

  'fix-step.add-setting': 'add the diagnostic setting manually',
  'fix-step.complete-there': 'complete it there manually',
  'fix-step.one-setting': 'give the registry one setting by hand',
  'fix-step.same-loop': 'give it the loop and the name of the registry by hand',
  'fix-step.same-condition': 'give it the condition of its registry, or complete it by hand',
  'fix-step.one-of-both':
    'put both categories into one of them by hand, or accept the split with the option coverage=destination',
  'fix-step.see-reasons': 'see the reasons of the finding',
  'fix-step.complete-or-remove': 'complete one of them by hand, or remove one',
  'fix-step.other-destination': 'name another destination, or complete that setting by hand',
  'fix-step.give-destination':
    'give a destination with --workspace-id, --storage-account-id or --event-hub-rule-id, or in the configuration',
  'fix-step.or-accept-parameter': '{step}; or accept the parameter with --allow-new-parameter',
  'fix-step.name-it': 'name it',
  'fix-step.add-in-loop': 'add the setting in the same loop by hand',
  'fix-step.edit-expression': 'edit the expression manually',
  'fix-step.add-entries': 'add the missing entries where they are made',
  'fix-step.add-metrics': 'add the metrics where they are made',
  'fix-step.fix-logs-first': 'add a diagnostic setting, which fix --rule Azure.ACR.Logs does, and run fix again',
  'fix-step.always-deploy-it':
    'give the values that its condition asks for, with --parameters or --set, or give it the condition of its registry',
  'fix-step.deploy-it': 'give the value with which it is deployed, or drop its condition',
  'fix-step.give-id': 'give {parameter} a value',
  'fix-step.give-id-or-flag': 'give {parameter} a resource id, or name it with {flag}',
  'fix-step.give-in-call': 'give {parameter} the value {value}',
  'fix-step.give-when-deployed':
    'give {parameter} the value {value} where the template is deployed, or change its default',
  'fix-step.change-declaration': 'change the declaration of parameter {parameter} so that it accepts the value',
  'fix-step.give-other-value': 'give {parameter} another value in {file}',
  'fix-step.give-value': 'give {parameter} a value in {file}',
  'fix-step.one-file': 'fix one file at a time',
  'fix-step.add-to-argument': 'add a diagnostic setting where it is made',
  'fix-step.change-by-hand': 'change it by hand',
  'fix-step.edit-by-hand': 'make the change by hand',
  'fix-step.edit-template': 'change the template by hand',
  'fix-step.make-writable': 'make the file writable and run again',

  'fix-change.completes': 'diagnostic setting {setting} {changes}',
  'fix-change.adds': "adds diagnostic setting '{setting}'",
  'fix-change.adds-with-parameter':
    "adds diagnostic setting '{setting}', whose destination is the new parameter {parameter}",
  'fix-change.adds-with-default':
    "adds diagnostic setting '{setting}', whose destination is the default of {parameters}",
  'fix-change.adds-argument': "passes diagnostic setting '{setting}' to {module}",
  'fix-change.adds-argument-with-parameter':
    "passes diagnostic setting '{setting}', whose destination is the new parameter {parameter}, to {module}",
  'fix-change.completes-argument': 'completes the logs of the diagnosticSettings of {module}',
  'fix-change.no-retention': 'no longer asks for retention, which Azure refuses',
  'fix-change.api-version': 'uses API version {version}, which knows category groups',
  'fix-change.collects': 'collects {logs}',
  'fix-change.collects-alone': 'collects {logs} alone, since Azure takes no mix of groups and categories',
  'fix-change.both-categories': 'both audit categories',
  'fix-change.enables': 'enables {entry}',
  'fix-change.renames': 'lists {name} in place of {wrong}',
  'fix-change.drops': 'no longer lists {entry}',
  'fix-change.sends': 'sends to {destinations}',
  'fix-change.deploys': 'deploys diagnostic setting {setting}: the default of parameter {parameter} is {value}',
  'fix-change.deploys-by-call':
    'deploys diagnostic setting {setting}: {call} gives parameter {parameter} the value {value}',
  'fix-change.sends-by-default': 'sends to {id}, the new default of parameter {parameter}',
  'fix-change.sends-by-call': 'sends to {id}, which {call} gives as parameter {parameter}',
  'fix-change.gives': 'gives parameter {parameter} the value {value} in {file}',
  'fix-change.workspace-parameter':
    'Resource id of the Log Analytics workspace that receives the audit logs of the container registry.',
  'fix-change.storage-parameter':
    'Resource id of the storage account that receives the audit logs of the container registry.',
  'fix-change.event-hub-rule-parameter':
    'Resource id of the authorization rule of the event hub namespace that receives the audit logs of the container registry.',
  'fix-change.event-hub-parameter': 'Name of the event hub that receives the audit logs of the container registry.',

  'bicep.parameter': '{parameter} stands for the resource id of the workspace that receives the logs',
  'bicep.parameter-for': '{parameter} stands for the value of property {property}',
  'bicep.new-parameter':
    'nothing says where to send the logs: {parameter} is a new parameter that every deployment has to give',
  'bicep.new-parameter-in-module':
    'nothing says where to send the logs: {parameter} is a new parameter that every deployment has to give, and that the module calls around it have to hand on',
  'bicep.add-to-params': 'add it to the params of {module}',
  'bicep.add-item':
    '{module} is given settings already: add the item to them, or complete the one that goes to the same place',
  'bicep.complete-item': 'add it to {place} in the params of {module}',
  'bicep.default-of': 'default of param {parameter}',
  'bicep.enable-in-module': 'the module has diagnostic setting {setting} already; add it to the params of {module}',
  'bicep.hand-on': 'hand the parameter on through the modules around it',
  'bicep.module-call': 'the module call whose deployment is named {name}',
  'bicep.workspace-symbol':
    'where the workspace is declared in the same file, write its symbolic name with .id, so that it is deployed first',
  'bicep.add-beside': 'add it to the Bicep file that declares {symbol}',
  'bicep.add-to-file': 'add it to {file}',
  'bicep.add-to-module': 'add it to the file of {module}',
  'bicep.no-symbol':
    'its symbolic name is not in the JSON; `{symbol}` refers to it by name: put its own symbolic name in its place where you know it, so that it is deployed first',
  'bicep.no-symbol-of-several':
    'its symbolic name is not in the JSON, and the source declares {count} registries; `{symbol}` refers to it by name: put its own symbolic name in its place where you know it, so that it is deployed first',
  'bicep.name-by-hand': 'its name {name} has to be written by hand',
  'bicep.loop': 'the registry stands in a loop of {count} rounds: write the same loop',
  'bicep.condition': 'the registry has the condition {condition}: give the setting the same',
  'bicep.change': '{change}: change it in Bicep',
  'bicep.add-to-list': 'add to {place}',
  'bicep.delete': 'delete {place}',
} as const;
