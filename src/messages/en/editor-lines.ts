/** What a language server shows beside findings. */
export const editorLines = {
  'editor.fails': 'fails',
  'editor.error': 'could not be evaluated',
  'editor.depends': 'Depends on {causes}.',
  'editor.values': 'Values: {values}.',
  'editor.page': 'About the rule',
  'editor.page-command': 'About the rule: {command}',
  'editor.level': '{ref}, level {level}',
  'editor.related-template': 'evaluated as a part of this template',
  'editor.fix': 'Fix {rule}: {description}',
  'editor.fix-one': 'Fix {rule}',
  'editor.fix-refused': '{reason}; {action}',
  'editor.fix-generated': 'Bicep makes this file; change the Bicep file, `acraudit fix` prints what to add',
  'editor.fix-all': 'Fix all that acraudit can fix in this file',
  'editor.suppress': 'Suppress {rule} here with a comment',
  'editor.suppress-reason': 'say here why this is accepted',
  'editor.no-comments':
    'JSON has no comments: choose JSON with Comments as the language of this file, or suppress it in acraudit.yaml',
  'editor.config-wrong': 'not checked, because the configuration is wrong: {problem}',
  'editor.crashed': 'not checked: {problem}',
} as const;
