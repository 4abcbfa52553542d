/** What is wrong with suppressions, and what became of them. They stand at the place of the suppression. */
export const suppressions = {
  'suppression.unused': 'the suppression of {rules} is unused: no result needs it',
  'suppression.expired': 'the suppression of {rules} expired on {date}: it no longer holds',
  'suppression.undecidable':
    'the suppression of {rules} does not hold for {targets}: what its pattern is compared with is not known here',
  'suppression.ill-formed': 'suppresses nothing: {problem}',
  'suppression.module-not-in-run':
    'suppresses nothing: the file is a module that is not among the templates of this run',
  'suppression.from-tag': 'tag acraudit-suppress',
  'suppression.of-tag': 'tag acraudit-suppress of {id}: {text}',

  'suppression.line': '{reason} ({details})',
  'suppression.until': 'until {date}',

  'suppression.no-rule': 'it names no rule',
  'suppression.no-reason': 'it gives no reason',
  'suppression.no-reason-comment': 'it gives no reason; write {directive} RULE -- reason',
  'suppression.too-long': 'its {key} has more than {max} characters',
  'suppression.wrong-date': "'{text}' is not a day of the calendar; write it as YYYY-MM-DD",
  'suppression.wrong-type': '{key} must be {wanted}',
  'suppression.unknown-key': "unknown key '{key}'; known keys: {known}",
  'suppression.unknown-key-close': "unknown key '{key}'; did you mean {close}?",
  'suppression.unknown-directive': "unknown word '{word}'; did you mean {close}?",
  'suppression.unread-option':
    "'{text}': owner and expires are read in one pair of brackets at the end, (owner: NAME, expires: YYYY-MM-DD)",
  'suppression.wrong-options': "'({text})' cannot be read; write (owner: NAME, expires: YYYY-MM-DD)",
  'suppression.wrong-tag': 'it has too many parts; write RULE; reason; YYYY-MM-DD',
  'suppression.too-many': 'the file has more than {max} suppressions; the rest of them is not read',
  'suppression.ends-nothing': 'it ends no region: none is open here',
  'suppression.ends-nothing-of': 'it ends no region: none of {rules} is open here',
} as const;
