import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { controlLabel, controlMatcher, controlsOf } from '../../src/api/rule-controls.ts';
import { UsageError } from '../../src/util/errors.ts';

const known = rules.flatMap(controlsOf);

/** The controls that a word means, each once. */
function meantBy(word: string): string[] {
  return [...new Set(known.filter(controlMatcher(word, known)).map(controlLabel))];
}

function ownControls(rule: string): string[] {
  return rules
    .filter(({ name }) => name === rule)
    .flatMap(controlsOf)
    .map(({ standard, version = '-', id, pack = '-', verified }) => [standard, version, id, pack, verified].join(' '));
}

describe('a control is found by', () => {
  test.each<[string, string, string]>([
    ['its id', 'LT-3', 'MCSB LT-3'],
    ['its id in other letters', 'lt-3', 'MCSB LT-3'],
    ['its id with blanks around it', ' LT-3  ', 'MCSB LT-3'],
    ['the name of its standard', 'MCSB LT-3', 'MCSB LT-3'],
    ['the name with the version', 'mcsb  v1 lt-3', 'MCSB LT-3'],
    ['the name of its pack', 'mcsb-v1 LT-3', 'MCSB LT-3'],
    ['its number in an older benchmark', 'LT-4', 'MCSB LT-4'],
    ['the short name of a standard', 'CIS 6.1.4', 'CIS Azure 6.1.4'],
    ['the short name and the version', 'CIS 6.0 6.1.4', 'CIS Azure 6.1.4'],
    ['a colon behind the version', 'CIS 6.0: 6.1.4', 'CIS Azure 6.1.4'],
    ['the name that rules use', 'CIS Azure 6.1.4', 'CIS Azure 6.1.4'],
    ['the whole name', 'CIS Microsoft Azure Foundations Benchmark 6.1.1.2', 'CIS Azure 6.1.1.2'],
    ['an id that begins another', 'AU-12', 'NIST SP 800-53 AU-12'],
    ['an id with an enhancement', 'NIST au-12(1)', 'NIST SP 800-53 AU-12(1)'],
    ['a revision', 'NIST SP 800-53 R5 AU-2', 'NIST SP 800-53 AU-2'],
    ['an unverified id', 'AU-11', 'NIST SP 800-53 AU-11'],
    ['a year behind a colon', 'ISO 27001:2022 A.8.15', 'ISO/IEC 27001 A.8.15'],
    ['a name without blanks', 'SOC2 cc7.2', 'SOC 2 CC7.2'],
    ['a requirement', 'PCI DSS 4.0.1 10.4.2.1', 'PCI DSS 10.4.2.1'],
    ['what only the metadata of a rule names', 'WAF OE:07', 'WAF OE:07'],
  ])('%s: %s', (_, word, expected) => {
    expect(meantBy(word)).toEqual([expected]);
  });
});

describe('no control is meant by', () => {
  const STANDARDS = 'MCSB, CIS Azure, NIST SP 800-53, PCI DSS, ISO/IEC 27001, SOC 2, WAF';

  test.each<[string, string, string]>([
    ['a misspelt id', 'LT-33', 'did you mean LT-3?'],
    ['an id without its letter', '8.15', 'did you mean A.8.15?'],
    ['a pattern', 'LT-.', 'did you mean LT-3?'],
    ['a misspelt standard', 'MCBS LT-3', 'did you mean MCSB LT-3?'],
    ['a misspelt id of a standard', 'MCSB LT-33', 'did you mean MCSB LT-3?'],
    ['an id of another standard', 'CIS LT-3', 'there are controls of CIS Azure: 6.1.4, 6.1.1.1, 6.1.1.2'],
    ['an id that no rule serves', 'CIS 9.99.99.99', 'there are controls of CIS Azure: 6.1.4, 6.1.1.1, 6.1.1.2'],
    ['another standard', 'HIPAA 164.312(b)', `there are controls of ${STANDARDS}`],
    ['nothing', '', `there are controls of ${STANDARDS}`],
  ])('%s: %j', (_, word, hint) => {
    expect(() => meantBy(word)).toThrow(new UsageError(`unknown control '${word}'; ${hint}`));
  });

  test('a standard alone, nor by the beginning of an id', () => {
    expect(() => meantBy('mcsb')).toThrow('there are controls of MCSB: LT-3, LT-4, LT-6, LT-5');
    expect(() => meantBy('6.1')).toThrow(UsageError);
  });
});

test.each<[string, string[]]>([
  [
    'Azure.ACR.LogsRetention',
    [
      'MCSB v1 LT-6 mcsb-v1 true',
      'NIST SP 800-53 R5 AU-11 nist-800-53-r5 false',
      'PCI DSS 4.0.1 10.5.1 pci-dss-4.0.1 false',
    ],
  ],
  [
    'Azure.Subscription.ActivityLog',
    ['MCSB v1 LT-3 mcsb-v1 false', 'CIS Azure 6.0 6.1.1.1 cis-6.0 true', 'CIS Azure 6.0 6.1.1.2 cis-6.0 true'],
  ],
  ['Azure.ACR.PurgeEvents', ['MCSB v1 LT-3 - false']],
  ['Azure.ACR.Metrics', ['WAF - OE:07 - false']],
])('%s serves the controls of its packs, and those that it names itself unverified', (rule, expected) => {
  expect(ownControls(rule)).toEqual(expected);
});
