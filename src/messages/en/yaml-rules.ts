/** What rules of rule files say. */
export const yamlRules = {
  'yaml.pass': 'its condition holds',
  'yaml.condition': 'its condition does not hold',
  'yaml.remedy': 'make the condition of {rule} hold',
  'yaml.not': 'what must not hold does',
  'yaml.count': '{list}: not as many elements fit as are wanted ({wanted})',
  'yaml.each': '{list}: not every element of {actual} fits',
  'yaml.missing': '{what} is not set ({wanted})',
  'yaml.other': '{what} is {actual} ({wanted})',
} as const;
