import type { Config, ConfigSuppression, DeploymentGroup } from '../config/config.ts';
import { type PrintedSetting, printConfig } from '../config/print-config.ts';
import { type EffectiveRule, placeText } from '../config/rule-settings.ts';
import { DEFAULT_EXIT_POLICY } from '../engine/exit-policy.ts';
import type { OptionSchema } from '../engine/options.ts';
import { defaultFixOptions, destinationProperties } from '../fixes/fix-options.ts';
import { pathFilter } from '../sources/discover/globs.ts';
import { isInside, relativePath } from '../util/paths.ts';
import { type SafeText, safePage } from '../util/safe-text.ts';
import type { InFolder, RuleRequest } from './requests.ts';
import { namesRuleFiles } from './rule-files/rule-file-notes.ts';
import { DEFAULT_CONCURRENCY } from './scan/scan-settings.ts';
import type { Selection } from './select-rules.ts';

/** What a configuration is printed for. */
export interface ConfigSubject {
  readonly job: 'lint' | 'scan' | 'fix';
  /** Whether it is for live registries, not for templates. */
  readonly isLive?: boolean;
  /** What it is printed for, as it is shown. */
  readonly shown: string;
  /** An absolute file; a folder has what holds for all of its files. */
  readonly file?: string;
  readonly request: InFolder & Pick<RuleRequest, 'config'>;
  /** What the command line sets, by the key of the configuration; with the flag. */
  readonly flags: ReadonlyMap<string, FlagSetting>;
}

/** A value that a flag gives instead of the configuration. */
export interface FlagSetting {
  readonly flag: string;
  readonly value: Plain;
}

type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain | undefined };
type Entry = readonly [key: string, setting: PrintedSetting];

/** All that is in force for an input, as YAML that says where each value comes from, and nothing that is not. */
export function effectiveConfig(selection: Selection, subject: ConfigSubject): SafeText {
  const { config } = selection;
  const { job } = subject;
  const { isLive = false } = subject;
  const settings: readonly Entry[] = [
    ...packEntries(selection, subject),
    ['rules', { entries: selection.effective.map((rule) => ruleEntry(rule, selection)) }],
    ...ruleFileEntries(config, subject),
    ...single('failOn', config, subject, DEFAULT_EXIT_POLICY.failOn),
    ...single('unknown', config, subject, DEFAULT_EXIT_POLICY.unknown),
    ...(isLive ? [] : single('defaults', config, subject, 'auto')),
    ...single('format', config, subject, 'console'),
    ...reportEntries(config, subject),
    ...(isLive ? [] : templateEntries(config, subject)),
    ...list(
      'suppressions',
      config.suppressions.filter((entry) => isFor(entry, config, subject)),
      suppressionData,
    ),
    ...(job === 'fix' ? [] : single('baseline', config, subject)),
    ...(job === 'scan' ? section('scan', config, subject) : []),
    ...(job === 'fix' ? section('fix', config, subject) : []),
  ];
  return safePage(printConfig(headOf(config, subject), settings));
}

function headOf({ file, extended }: Config, { job, shown, request: { cwd } }: ConfigSubject): readonly string[] {
  const names = [file, ...extended].flatMap((one) => (one === undefined ? [] : [relativePath(cwd, one)]));
  const [own, ...bases] = names;
  const extending = bases.length === 0 ? '' : `, which extends ${bases.join(', ')}`;
  return [
    `acraudit ${job} ${shown}`.trimEnd(),
    own === undefined ? 'no configuration file' : `configuration file: ${own}${extending}`,
  ];
}

function packEntries({ packs, config }: Selection, { flags }: ConfigSubject): readonly Entry[] {
  const flag = flags.get('pack');
  if (flag !== undefined) return [['pack', { ...plain(flag.value), source: flag.flag }]];
  const names = packs.map(({ name }) => name);
  const own = config.pack === undefined && config.extendedPacks.length > 0 ? undefined : names.at(-1);
  const extended = own === undefined ? names : names.slice(0, -1);
  return [
    ...(extended.length > 0
      ? ([['extends', { ...plain(extended), source: sourceOf('extends', config) }]] as const)
      : []),
    ...(own === undefined ? [] : ([['pack', { value: own, source: sourceOf('pack', config) }]] as const)),
  ];
}

/** A rule that does not run, with what keeps it from that; else its level and all of its options. */
function ruleEntry(
  { name, enabled, level, options, sources, reason }: EffectiveRule,
  { known }: Pick<Selection, 'known'>,
): Entry {
  if (!enabled) return [name, { value: 'off', source: sources.enabled }];
  const schemas = Object.entries(known.find((rule) => rule.name === name)?.options ?? {});
  const because = reason === undefined ? '' : `: ${reason}`;
  const levelEntry: PrintedSetting = { value: level, source: `${levelSource(sources)}${because}` };
  if (schemas.length === 0) return [name, levelEntry];
  const own = schemas.map(([option, schema]): Entry => optionEntry(option, schema, options, sources));
  return [
    name,
    {
      entries: [
        ['level', levelEntry],
        ['options', { entries: own }],
      ],
    },
  ];
}

function levelSource({ level, enabled }: EffectiveRule['sources']): string {
  return level === 'default' || level === enabled ? enabled : `${enabled}, level of ${level}`;
}

function optionEntry(
  option: string,
  schema: OptionSchema,
  options: EffectiveRule['options'],
  sources: EffectiveRule['sources'],
): Entry {
  const value = Object.hasOwn(options, option) ? options[option] : schema.default;
  return [option, { ...plain(value as Plain), source: sources.options.get(option) ?? 'default' }];
}

/** A key with one value: that of a flag, of the configuration, or the default; without any of these it is left out. */
function single(
  key: 'failOn' | 'unknown' | 'defaults' | 'format' | 'baseline',
  config: Config,
  { flags }: ConfigSubject,
  otherwise?: string,
): readonly Entry[] {
  const flag = flags.get(key);
  if (flag !== undefined) return [[key, { ...plain(flag.value), source: flag.flag }]];
  const value = config[key];
  if (value !== undefined) return [[key, { value, source: sourceOf(key, config) }]];
  return otherwise === undefined ? [] : [[key, { value: otherwise, source: 'default' }]];
}

/** Rule files are those of the configuration that a run starts with; others name none. */
function ruleFileEntries(config: Config, { request }: ConfigSubject): readonly Entry[] {
  const { ruleFiles, psrule } = config;
  const isOwn = (key: 'ruleFiles' | 'psrule'): boolean => namesRuleFiles(config, key, request);
  return [
    ...(ruleFiles && isOwn('ruleFiles')
      ? [['ruleFiles', { ...plain(ruleFiles), source: sourceOf('ruleFiles', config) }] as const]
      : []),
    ...(psrule !== undefined && isOwn('psrule')
      ? [['psrule', { value: psrule, source: sourceOf('psrule', config) }] as const]
      : []),
  ];
}

function reportEntries(config: Config, { flags }: ConfigSubject): readonly Entry[] {
  const flag = flags.get('reports');
  if (flag !== undefined) return [['reports', { ...plain(flag.value), source: flag.flag }]];
  const entries = [...config.reports].map(([format, value]): Entry => {
    return [format, { value, source: sourceOf(`reports.${format}`, config) }];
  });
  return entries.length === 0 ? [] : [['reports', { entries }]];
}

/** What holds for templates alone. */
function templateEntries(config: Config, subject: ConfigSubject): readonly Entry[] {
  const { include, exclude, tokens, deployments } = config;
  return [
    ...(include ? [['include', { ...plain(include), source: sourceOf('include', config) }] as const] : []),
    ...(exclude ? [['exclude', { ...plain(exclude), source: sourceOf('exclude', config) }] as const] : []),
    ...list(
      'deployments',
      deployments.filter((group) => isOf(group.files, config, subject)).slice(0, firstOnly(subject)),
      deploymentData,
    ),
    ...(tokens.length > 0
      ? [['tokens', { ...plain(tokens.map((form) => ({ ...form }))), source: sourceOf('tokens', config) }] as const]
      : []),
  ];
}

/** Of several entries that match a file, the first is in force. */
function firstOnly({ file }: ConfigSubject): number | undefined {
  return file === undefined ? undefined : 1;
}

/** Whether patterns match the file; every pattern may match files of a folder. */
function isOf(files: readonly string[], { root }: Config, { file }: ConfigSubject): boolean {
  if (file === undefined) return true;
  return isInside(root, file) && pathFilter(files, false).matches(relativePath(root, file));
}

function isFor({ file }: ConfigSuppression, config: Config, subject: ConfigSubject): boolean {
  if (file === undefined) return true;
  return subject.isLive !== true && isOf([file], config, subject);
}

function suppressionData({ rules: names, place: _, ...rest }: ConfigSuppression): readonly Plain[] {
  return names.map((rule) => ({ rule, ...rest }));
}

function deploymentData({ place: _, ...rest }: DeploymentGroup): readonly Plain[] {
  return [{ ...rest }];
}

function list<T extends { readonly place: Config['deployments'][number]['place'] }>(
  key: string,
  entries: readonly T[],
  dataOf: (entry: T) => readonly Plain[],
): readonly Entry[] {
  const items = entries.flatMap((entry) =>
    dataOf(entry).map((data): PrintedSetting => ({ ...plain(data), source: placeText(entry.place) })),
  );
  return items.length === 0 ? [] : [[key, { items }]];
}

/** What `scan` and `fix` do where nothing says so. */
const SECTION_DEFAULTS: Readonly<Record<'scan' | 'fix', Readonly<Record<string, Plain>>>> = {
  scan: { cloud: 'AzureCloud', discovery: 'graph', concurrency: DEFAULT_CONCURRENCY },
  fix: {
    logs: defaultFixOptions.logs,
    settingName: defaultFixOptions.settingName,
    protect: defaultFixOptions.protect,
  },
};

/** Where settings send to: one flag of them replaces all that the configuration has. */
const DESTINATION_KEYS: ReadonlySet<string> = new Set([...destinationProperties, 'destinations']);

function section(key: 'scan' | 'fix', config: Config, { flags }: ConfigSubject): readonly Entry[] {
  const given = [...flags].flatMap(([name, { flag, value }]) =>
    name.startsWith(`${key}.`) ? [[name.slice(key.length + 1), { ...plain(value), source: flag }] as const] : [],
  );
  const isReplaced = given.some(([name]) => DESTINATION_KEYS.has(name));
  const configured = Object.entries(config[key] ?? {})
    .filter(([name]) => !isReplaced || !DESTINATION_KEYS.has(name))
    .map(([name, value]) => [name, { ...plain(value as Plain), source: sourceOf(`${key}.${name}`, config) }] as const);
  const defaults = Object.entries(SECTION_DEFAULTS[key]).map(
    ([name, value]) => [name, { ...plain(value), source: 'default' }] as const,
  );
  return [[key, { entries: [...new Map<string, PrintedSetting>([...defaults, ...configured, ...given])] }]];
}

function sourceOf(key: string, { places }: Config): string {
  const place = places.get(key);
  return place === undefined ? 'default' : placeText(place);
}

function plain(value: Plain): PrintedSetting {
  if (typeof value !== 'object') return { value };
  if (isList(value)) return { items: value.map(plain) };
  const entries = Object.entries(value).flatMap(([key, item]): Entry[] =>
    item === undefined ? [] : [[key, plain(item)]],
  );
  return { entries };
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
