/** Lines that `acraudit fix` prints. */
export const fixLines = {
  'print.nothing-to-do': 'nothing to do',
  'print.not-fixed': 'not fixed: {reason}. Next step: {step}',
  'print.rule-not-fixed': '{rule}: not fixed: {reason}. Next step: {step}',
  'print.in-group': '{name} in {group}',
  'print.changes': "changes diagnostic setting '{setting}': {changes}",
  'print.assumes': '{change}; Azure takes it only if {assumptions}',
  'print.nothing-in': 'nothing to fix in {registries}; no folder is written',
  'print.nothing-in-readable': 'nothing to fix in {registries} that could be read; no folder is written',
  'print.none-readable': 'no registry could be read; no folder is written',
  'print.no-change': 'no change',
  'print.see': '{counts}; see {file}',

  'print.generated': 'made by Bicep and not edited; the Bicep to add is printed (--force edits the JSON)',
  'print.needs-value': '{change}; {advice}',
  'print.needs-value-and-flag': '{change}; {advice}, and --write needs --allow-new-parameter or a destination',
  'print.supply-it': 'every deployment must supply it',
  'print.give-it': 'give it a value in {files}',
  'print.undecided':
    'not edited: whether it fails depends on {causes}. Next step: give the value, with --parameters or --set',
  'print.undecided-module':
    'not edited: whether it fails depends on {causes}. Next step: run `acraudit restore`, then run fix again',
  'print.broken': 'not edited: {error}. Next step: correct the template or give other values, then run fix again',
  'print.suppressed-in-loop': 'changed with the others of its loop, though {rule} is suppressed: {reason}',
  'print.suppressed': 'left as it is: {rule} is suppressed: {reason}',
  'print.no-fix': 'not fixed: there is no fix for {rule} in templates',
  'print.in-bicep': '{registries} to be fixed in Bicep',
  'print.left': '{registries} not fixed',
  'print.nothing': 'nothing to fix',
  'print.nothing-readable': 'nothing to fix in what could be read',
  'print.nothing-fixable': 'nothing that can be fixed',
  'print.fixed': '{registries} fixed in {files}',
  'print.fixable': '{registries} can be fixed in {files}',
  'print.write': '{summary}; --write applies the changes',
  'print.write-with-parameter': '{summary}; --write with --allow-new-parameter applies the changes',

  'print.withheld':
    'secure values are withheld from the preview, so it is not for `git apply`; --write makes the change as it is',
  'print.escaped':
    'holds characters that could act on a terminal or log, so its diff is shown with escapes and cannot be applied; write it to a file (> fix.patch), or use --write',
  'print.escaped-template':
    'the template holds characters that could act on a terminal or log, so it is shown with escapes; write it to a file (> main.json)',
  'print.not-utf8': 'is not UTF-8, so git cannot apply its diff; --write keeps its encoding',

  'print.no-policy': 'no policy is written: {reason}. Next step: {step}',
  'print.policy': '{count} files written; {file} tells how to deploy them',
} as const;
