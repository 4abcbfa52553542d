/**
 * English texts of findings, notes and fixes. The part before the first full stop says who shows them. `{name}` is
 * replaced by a value; nothing reads meaning back out of a text.
 */
export const en = {
  'list.more': '{list} and {count} more',
  'list.more-sentences': '{list}; and {count} more',

  'verdict.not-deployed': 'not deployed here',
  'verdict.not-deployed-because': 'not deployed here ({because})',
  'verdict.not-applicable': 'the rule does not apply to it',
  'verdict.fault': 'cannot be evaluated: {fault}',
  'verdict.target-fault': 'it cannot be evaluated: {fault}',
  'verdict.part-fault': '{part} cannot be evaluated: {fault}',
  'verdict.depends': 'depends on {causes}',
  'verdict.depends-otherwise': 'depends on {causes}; it may be that {reasons}',
  'verdict.rule-crash': 'rule {rule} crashed: {crash}',

  'value.fault': '(cannot be evaluated)',

  'explore.and': ' and ',
  'explore.fails-when': 'fails when {values}',
  'explore.value': '{name}={value}',
  'explore.value-here': '{name}={value} (its value here)',
  'explore.none': 'no parameter lists its values, so none was tried',
  'explore.always-fails': 'fails with every listed value of {names}',
  'explore.always-passes': 'passes with every listed value of {names}',
  'explore.always-passes-combined': 'passes with every combination of the listed values of {names}',
  'explore.tried': 'tried every listed value of {names}',
  'explore.not-all': 'not all combinations were explored',
  'explore.left': '; {list}',
  'explore.left-more': '; {list} and {count} more as they are',
  'explore.left-at': '{name} was left at {value}',
  'explore.left-as-is': '{name} was left as it is',

  'part.setting': 'diagnostic setting {setting}',
  'part.at': 'at {path}',

  'note.attached-across-files': 'diagnostic setting {setting} of another file is attached to it',
  'note.may-cover': 'diagnostic setting {setting} of another file may cover it',
  'note.module-unread': 'module {link} cannot be read',
  'note.runtime-condition': 'a condition asks Azure for runtime values, which Azure Resource Manager forbids',

  'report.not-gating': 'does not affect the exit code: {reason}',
} as const;
