/** Texts of findings and of what reports say about them. */
export const verdicts = {
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

  'report.not-gating': 'does not affect the exit code: {reason}',

  'arrival.young': 'what collects its logs changed at {changed}, and Azure may take {minutes} minutes',
  'arrival.idle': 'it was not pulled from or pushed to since {from}',
  'arrival.logins': 'no login left an event; a token lasts for hours, and anonymous pulls need none',
  'arrival.elsewhere': 'events in storage accounts, event hubs and partner solutions',
} as const;
