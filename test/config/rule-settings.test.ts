import { describe, expect, test } from 'vitest';
import type { RuleConfig } from '../../src/config/config.ts';
import { mergeRuleSettings, parseOptionFlag, type RuleSettingsInput } from '../../src/config/rule-settings.ts';
import { UsageError } from '../../src/util/errors.ts';
import { errorOf, KNOWN_RULES } from './known-rules.ts';

describe('parseOptionFlag reads', () => {
  test.each([
    ['Azure.ACR.Logs.coverage=any', { rule: 'Azure.ACR.Logs', option: 'coverage', value: 'any' }],
    ['azure.acr.auditlogs.COVERAGE=Setting', { rule: 'Azure.ACR.Logs', option: 'coverage', value: 'setting' }],
    ['ACRA-0010.mode=some', { rule: 'Azure.ACR.Metrics', option: 'mode', value: 'some' }],
  ])('%s', (flag, expected) => {
    expect(parseOptionFlag(flag, KNOWN_RULES)).toStrictEqual(expected);
  });

  test.each([
    ['', '--option "": expected RULE.NAME=VALUE'],
    ['coverage=any', '--option "coverage=any": expected RULE.NAME=VALUE'],
    ['.coverage=any', '--option ".coverage=any": expected RULE.NAME=VALUE'],
    ['Azure.ACR.Logs.=any', '--option "Azure.ACR.Logs.=any": expected RULE.NAME=VALUE'],
    ['Azure.ACR.Logs.coverage', '--option "Azure.ACR.Logs.coverage": expected RULE.NAME=VALUE'],
    ['Azure.ACR.Logs=any', '--option "Azure.ACR.Logs=any": Azure.ACR.Logs needs the name of an option'],
    ['Azure.ACR.Lgos.coverage=any', '--option: unknown rule "Azure.ACR.Lgos"; did you mean "Azure.ACR.Logs"?'],
    ['Logs.coverage=any', '--option: unknown rule "Logs"; did you mean "Azure.ACR.Logs"?'],
    ['Azure.ACR.Logs.covrage=any', '--option: unknown option "covrage" of Azure.ACR.Logs; did you mean "coverage"?'],
    [
      'Azure.ACR.LogsValid.coverage=any',
      '--option: unknown option "coverage" of Azure.ACR.LogsValid; it has no options',
    ],
    [
      'Azure.ACR.Logs.coverage=',
      '--option: Azure.ACR.Logs.coverage cannot be "": it is one of setting, destination, any',
    ],
    [
      'Azure.ACR.Logs.coverage=anny',
      '--option: Azure.ACR.Logs.coverage cannot be "anny": it is one of setting, destination, any; did you mean "any"?',
    ],
    [
      'Azure.ACR.Logs.coverage=any=x',
      '--option: Azure.ACR.Logs.coverage cannot be "any=x": it is one of setting, destination, any',
    ],
    ['Azure.ACR.Logs.__proto__=x', '--option: unknown option "__proto__" of Azure.ACR.Logs; its options: coverage'],
  ])('%s', async (flag, expected) => {
    const error = await errorOf(() => parseOptionFlag(flag, KNOWN_RULES));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(expected);
  });
});

type Rules = Readonly<Record<string, Partial<RuleConfig>>>;

const PACK = {
  source: 'pack core',
  rules: [{ name: 'Azure.ACR.Logs' }, { name: 'Azure.ACR.LogsValid', level: 'error' }],
} as const;

function merge({ rules = {}, ...input }: Omit<Partial<RuleSettingsInput>, 'rules'> & { rules?: Rules }) {
  const settings = Object.entries(rules).map(
    ([name, rule]) => [name, { options: {}, places: new Map(), ...rule }] as const,
  );
  return mergeRuleSettings({
    knownRules: KNOWN_RULES,
    packs: [PACK],
    rules: new Map(settings),
    job: 'lint',
    only: [],
    without: [],
    options: [],
    ...input,
  });
}

/** `Logs:error LogsValid:error (Metrics:info)`: short names, with brackets when the rule does not run. */
function summary(input: Parameters<typeof merge>[0]): string {
  const words = merge(input).map(({ name, enabled, level }) => {
    const word = `${name.replace('Azure.ACR.', '')}:${level}`;
    return enabled ? word : `(${word})`;
  });
  return words.join(' ');
}

describe('mergeRuleSettings decides which rules run, and at which level, by', () => {
  const LOGS = 'Azure.ACR.Logs';
  const METRICS = 'Azure.ACR.Metrics';
  const lint = { level: 'info', reason: 'r' } as const;
  const lintOff = { level: 'off', reason: 'r' } as const;
  test.each<[string, Parameters<typeof merge>[0], string]>([
    ['the pack decides', {}, 'Logs:error LogsValid:error (Metrics:info)'],
    [
      'the later of two packs',
      { packs: [PACK, { source: 'pack b', rules: [{ name: 'Azure.ACR.LogsValid', level: 'info' }] }] },
      'Logs:error LogsValid:info (Metrics:info)',
    ],
    ['an empty pack', { packs: [] }, '(Logs:error) (LogsValid:warning) (Metrics:info)'],
    [
      'file over pack',
      { rules: { 'Azure.ACR.LogsValid': { level: 'info' } } },
      'Logs:error LogsValid:info (Metrics:info)',
    ],
    ['off in the file', { rules: { [LOGS]: { level: 'off' } } }, '(Logs:error) LogsValid:error (Metrics:info)'],
    ['a level turns on', { rules: { [METRICS]: { level: 'warning' } } }, 'Logs:error LogsValid:error Metrics:warning'],
    [
      'options alone do not',
      { rules: { [METRICS]: { options: { mode: 'all' } } } },
      'Logs:error LogsValid:error (Metrics:info)',
    ],
    [
      'a level of the job',
      { rules: { [LOGS]: { level: 'warning', lint } } },
      'Logs:info LogsValid:error (Metrics:info)',
    ],
    [
      'not of the other job',
      { rules: { [LOGS]: { level: 'warning', lint } }, job: 'scan' },
      'Logs:warning LogsValid:error (Metrics:info)',
    ],
    [
      'off for the job',
      { rules: { [LOGS]: { level: 'warning', lint: lintOff } } },
      '(Logs:warning) LogsValid:error (Metrics:info)',
    ],
    ['on for the job only', { rules: { [LOGS]: { level: 'off', lint } } }, 'Logs:info LogsValid:error (Metrics:info)'],
    ['--rule runs that rule only', { only: [LOGS] }, 'Logs:error (LogsValid:error) (Metrics:info)'],
    ['--rule over the pack', { only: [METRICS] }, '(Logs:error) (LogsValid:error) Metrics:info'],
    [
      '--rule over off in the file, at the level it would have',
      { only: ['acra-0001'], rules: { [LOGS]: { level: 'off' } } },
      'Logs:error (LogsValid:error) (Metrics:info)',
    ],
    [
      '--rule keeps the level of the file',
      { only: [LOGS], rules: { [LOGS]: { level: 'info' } } },
      'Logs:info (LogsValid:error) (Metrics:info)',
    ],
    ['--rule by alias', { only: ['azure.acr.auditlogs'] }, 'Logs:error (LogsValid:error) (Metrics:info)'],
    ['--rule by beginning', { only: ['azure.acr.log*'] }, 'Logs:error LogsValid:error (Metrics:info)'],
    ['--rule by beginning of the ref', { only: ['ACRA-00*'] }, 'Logs:error LogsValid:error Metrics:info'],
    ['--rule by beginning of an alias', { only: ['Azure.ACR.Audit*'] }, 'Logs:error (LogsValid:error) (Metrics:info)'],
    ['--rule, all', { only: ['*'] }, 'Logs:error LogsValid:error Metrics:info'],
    ['--rule twice', { only: [LOGS, METRICS] }, 'Logs:error (LogsValid:error) Metrics:info'],
    ['--exclude-rule', { without: [LOGS] }, '(Logs:error) LogsValid:error (Metrics:info)'],
    [
      '--exclude-rule over --rule',
      { only: ['*'], without: ['Azure.ACR.Logs*'] },
      '(Logs:error) (LogsValid:error) Metrics:info',
    ],
    [
      '--exclude-rule over the file',
      { without: [METRICS], rules: { [METRICS]: { level: 'error' } } },
      'Logs:error LogsValid:error (Metrics:error)',
    ],
  ])('%s', (_, input, expected) => {
    expect(summary(input)).toBe(expected);
  });
});

describe('mergeRuleSettings decides options and reasons by', () => {
  const any = { rule: 'Azure.ACR.Logs', option: 'coverage', value: 'any' };
  test.each<[string, Parameters<typeof merge>[0], object]>([
    ['nothing set', {}, { options: {} }],
    [
      'the file',
      { rules: { 'Azure.ACR.Logs': { options: { coverage: 'setting' } } } },
      { options: { coverage: 'setting' } },
    ],
    [
      'flag over file',
      { rules: { 'Azure.ACR.Logs': { options: { coverage: 'setting' } } }, options: [any] },
      { options: { coverage: 'any' } },
    ],
    ['the later flag', { options: [any, { ...any, value: 'destination' }] }, { options: { coverage: 'destination' } }],
    ['of another rule', { options: [{ ...any, rule: 'Azure.ACR.Metrics' }] }, { options: {} }],
    [
      'the reason of the job',
      { rules: { 'Azure.ACR.Logs': { lint: { level: 'error', reason: 'policy' } } } },
      { options: {}, reason: 'policy' },
    ],
  ])('%s', (_, input, expected) => {
    const [logs] = merge(input);
    const { sources, ...rest } = logs ?? { sources: undefined };
    expect(rest).toStrictEqual({ name: 'Azure.ACR.Logs', enabled: true, level: 'error', ...expected });
  });
});

describe('mergeRuleSettings says where settings come from:', () => {
  const place = { file: 'acraudit.yaml', line: 3, column: 5 };
  const places = new Map([
    ['level', place],
    ['lint', { ...place, line: 4 }],
    ['options.coverage', { ...place, line: 5 }],
  ]);
  const lint = { level: 'info', reason: 'r' } as const;
  test.each<[string, Parameters<typeof merge>[0], string]>([
    ["the pack turns on, the level is the rule's", {}, 'pack core; default'],
    ['no pack has it', { packs: [{ source: 'pack b', rules: [] }] }, 'not in pack b; default'],
    [
      'none of two packs',
      {
        packs: [
          { source: 'pack b', rules: [] },
          { source: 'pack c', rules: [] },
        ],
      },
      'not in pack b or pack c; default',
    ],
    [
      'a level of the pack',
      { packs: [{ source: 'pack b', rules: [{ name: 'Azure.ACR.Logs', level: 'info' }] }] },
      'pack b; pack b',
    ],
    ['the file', { rules: { 'Azure.ACR.Logs': { level: 'warning', places } } }, 'acraudit.yaml:3; acraudit.yaml:3'],
    ['off in the file', { rules: { 'Azure.ACR.Logs': { level: 'off', places } } }, 'acraudit.yaml:3; default'],
    ['the job in the file', { rules: { 'Azure.ACR.Logs': { lint, places } } }, 'acraudit.yaml:4; acraudit.yaml:4'],
    ['--rule', { only: ['Azure.ACR.Logs'] }, '--rule; default'],
    ['--exclude-rule', { without: ['Azure.ACR.Logs'] }, '--exclude-rule; default'],
    [
      'an option of the file',
      { rules: { 'Azure.ACR.Logs': { options: { coverage: 'any' }, places } } },
      'pack core; default; coverage acraudit.yaml:5',
    ],
    [
      'an option of a pack',
      { packs: [{ source: 'pack b', rules: [{ name: 'Azure.ACR.Logs', options: { coverage: 'any' } }] }] },
      'pack b; default; coverage pack b',
    ],
    [
      'an option of a flag',
      { options: [{ rule: 'Azure.ACR.Logs', option: 'coverage', value: 'any' }] },
      'pack core; default; coverage --option',
    ],
  ])('%s', (_, input, expected) => {
    const { enabled = '', level = '', options = new Map() } = merge(input)[0]?.sources ?? {};
    expect([enabled, level, ...[...options].map((entry) => entry.join(' '))].join('; ')).toBe(expected);
  });
});

describe('mergeRuleSettings refuses flags that name no rule:', () => {
  test.each<[Parameters<typeof merge>[0], string]>([
    [{ only: ['Azure.ACR.Lgos'] }, '--rule: unknown rule "Azure.ACR.Lgos"; did you mean "Azure.ACR.Logs"?'],
    [{ without: ['ACR.Metrics'] }, '--exclude-rule: unknown rule "ACR.Metrics"; did you mean "Azure.ACR.Metrics"?'],
    [{ only: ['x'] }, '--rule: unknown rule "x"'],
    [{ only: [''] }, '--rule: unknown rule ""'],
    [{ only: ['Azure.AKS.*'] }, '--rule: no rule matches "Azure.AKS.*"'],
    [{ without: ['*.Logs'] }, '--exclude-rule "*.Logs": * may only stand at the end'],
    [{ only: ['Azure.**'] }, '--rule "Azure.**": * may only stand at the end'],
  ])('%j', async (input, expected) => {
    const error = await errorOf(() => merge(input));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(expected);
  });
});
