import { type Import, importsOf, type Sources, withoutComments } from './imports.ts';

/** A part of the program, and what it may import besides itself. */
interface Part {
  /** Beginning of the paths that belong to it; the longest one that fits decides. */
  readonly at: string;
  /** Beginnings of paths or package names. */
  readonly may: readonly string[];
  /** Of these only types. */
  readonly types?: readonly string[];
  /** It is one file per idea that do not know each other. */
  readonly strangers?: boolean;
}

const LEAVES = [
  'src/util/error-codes.ts',
  'src/util/dates.ts',
  'src/util/errors.ts',
  'src/util/escape.ts',
  'src/util/in-parallel.ts',
  'src/util/json-pointer.ts',
  'src/util/markdown.ts',
  'src/util/nearest.ts',
  'src/util/paced.ts',
  'src/util/safe-text.ts',
  'src/util/system-error.ts',
  'src/util/crash.ts',
];
/** What reading files asks of everyone who does it. */
const READING = ['src/util/bounded-read.ts', 'src/util/wildcards.ts'];
/** The one place that makes matchers of globs, so that none escapes its guard. */
const GLOBS = 'src/sources/discover/globs.ts';
const LOCATION = 'src/util/location.ts';
/** What results may show as the code of an error. */
const CODES = 'src/util/error-codes.ts';
/** The symbolic value language, and what is evaluated. */
const VALUE = 'src/value/';
const MODEL = ['src/model/', VALUE, LOCATION];
const DECODE = 'src/sources/azure/decode/';
const ALIBABA_DECODE = 'src/sources/alibaba/decode/';
/** Texts by id. */
const MESSAGES = 'src/messages/';
const CONTRACT = ['src/engine/rule.ts', 'src/engine/finding.ts'];
const DISCOVER = 'src/sources/discover/';
const PATHS = 'src/util/paths.ts';
const DATES = 'src/util/dates.ts';
/** What the package itself is. */
const PACKAGE = ['src/util/version.ts', 'src/util/package-root.ts'];
const FILES = ['node:fs', 'node:fs/promises', 'node:path'];

/** What every reader of the syntax tree of Bicep needs. */
const BICEP_TREE = ['depth', 'literal-text', 'walk'].map((name) => `src/sources/bicep/syntax/${name}.ts`);

/** What ARM reads in the parts of a template that an edit is about. */
const ARM_MEANING = [
  'src/sources/arm/expression/parse-expression.ts',
  'src/sources/arm/expand/parameter-definition.ts',
  'src/sources/arm/template-inventory.ts',
];

/** The import table of the design: who may know whom. */
const PARTS: readonly Part[] = [
  { at: VALUE, may: [LOCATION, 'src/util/wildcards.ts', 'node:crypto'], types: [CODES] },
  { at: MESSAGES, may: ['src/messages/zh-cn.ts', 'node:async_hooks'], types: ['src/value/cause.ts'] },
  // A translation holds the texts of rules too.
  { at: 'src/messages/zh-cn.ts', may: [MESSAGES, 'rules/locales/'] },
  { at: 'rules/locales/', may: [], types: ['src/messages/rule-texts.ts'] },
  { at: 'src/model/', may: [VALUE, LOCATION, PATHS, MESSAGES] },
  { at: DECODE, may: [...MODEL, PATHS] },
  { at: ALIBABA_DECODE, may: [...MODEL, MESSAGES] },
  { at: 'src/sources/alibaba/templates/', may: ['yaml'], types: [LOCATION] },
  // What sends requests and reads answers in bounded time and size is that of Azure.
  {
    at: 'src/sources/alibaba/live/',
    may: [
      ...MODEL,
      ALIBABA_DECODE,
      'src/sources/azure/live/bounded-client.ts',
      'src/sources/azure/live/clock.ts',
      'src/sources/azure/live/in-time.ts',
      'src/sources/azure/live/read-failure.ts',
      'src/sources/azure/live/request-slots.ts',
      'src/sources/azure/live/throttling-policy.ts',
      'node:crypto',
      'node:net',
      '@alicloud/',
      '@azure/core-rest-pipeline',
    ],
  },
  {
    at: 'src/sources/arm/',
    may: [
      ...MODEL,
      MESSAGES,
      DECODE,
      DISCOVER,
      PATHS,
      ...LEAVES,
      ...READING,
      ...FILES,
      'node:crypto',
      'node:buffer',
      'node:util',
    ],
  },
  // What joins the rooms of Bicep.
  {
    at: 'src/sources/bicep/',
    may: [
      'src/sources/arm/',
      'src/sources/bicep/',
      VALUE,
      MESSAGES,
      PATHS,
      'src/util/crash.ts',
      'src/util/home-folder.ts',
      ...READING,
      ...FILES,
    ],
    types: [LOCATION],
  },
  {
    at: 'src/sources/bicep/files/',
    may: ['src/sources/arm/json/', PATHS, ...READING, ...FILES, 'yaml'],
    types: ['src/sources/bicep/'],
  },
  {
    at: 'src/sources/bicep/bind/',
    may: ['src/model/azure/resource-types.ts', ...BICEP_TREE, 'src/util/nearest.ts'],
    types: ['src/sources/bicep/syntax/nodes.ts'],
  },
  {
    at: 'src/sources/bicep/lower/',
    may: [
      'src/model/azure/',
      'src/sources/arm/expand/json-access.ts',
      'src/sources/arm/expand/parameter-definition.ts',
      'src/sources/arm/expression/parse-expression.ts',
      'src/sources/arm/module-remarks.ts',
      'src/sources/bicep/bind/',
      'src/sources/bicep/files/',
      'src/sources/bicep/memoised.ts',
      'src/sources/bicep/modules/local-path.ts',
      'src/sources/bicep/modules/registry-reference.ts',
      ...BICEP_TREE,
      'src/util/json-pointer.ts',
      'src/util/nearest.ts',
      PATHS,
      'node:path',
    ],
    types: [
      'src/sources/arm/expression/evaluate-json.ts',
      'src/sources/arm/json/json-value.ts',
      'src/sources/bicep/',
      'src/util/bounded-read.ts',
    ],
  },
  // What file functions read; the one that knows YAML.
  {
    at: 'src/sources/bicep/files/',
    may: ['src/sources/arm/json/', 'src/util/wildcards.ts', PATHS, 'yaml'],
    types: ['src/util/bounded-read.ts'],
  },
  {
    at: 'src/sources/bicep/params/',
    may: [
      'src/model/azure/',
      'src/sources/arm/expand/json-access.ts',
      'src/sources/arm/expand/lazy.ts',
      'src/sources/arm/expand/variables.ts',
      'src/sources/arm/expression/evaluate-json.ts',
      'src/sources/bicep/bind/',
      'src/sources/bicep/lower/',
      'src/sources/bicep/memoised.ts',
      'src/sources/bicep/modules/local-path.ts',
      'src/sources/bicep/modules/registry-reference.ts',
      ...BICEP_TREE,
      VALUE,
      'node:path',
    ],
    types: ['src/sources/arm/', 'src/sources/bicep/', 'src/util/bounded-read.ts'],
  },
  {
    at: 'src/sources/bicep/modules/',
    may: [
      'src/model/azure/',
      'src/sources/arm/json/',
      'src/sources/arm/expand/json-access.ts',
      'src/sources/arm/read-json-file.ts',
      'src/sources/bicep/known-modules/known-module.ts',
    ].concat(PATHS, LEAVES, READING, FILES, 'node:crypto'),
    types: ['src/sources/arm/expression/evaluate-json.ts', 'src/sources/bicep/host.ts', LOCATION],
  },
  // The one part of the sources of templates that opens connections.
  {
    at: 'src/sources/bicep/remote/',
    may: [
      'src/model/azure/',
      'src/sources/arm/expand/json-access.ts',
      'src/sources/azure/live/',
      'src/sources/bicep/modules/',
      'src/util/fs/write-whole-file.ts',
    ].concat(PATHS, LEAVES, FILES, '@azure/core-rest-pipeline'),
    types: ['src/sources/arm/expression/evaluate-json.ts'],
  },
  {
    at: 'src/sources/bicep/known-modules/',
    may: ['src/model/azure/', 'src/sources/bicep/modules/registry-reference.ts'],
    types: ['src/sources/arm/expression/evaluate-json.ts', 'src/sources/bicep/'],
  },
  // The language alone.
  { at: 'src/sources/bicep/syntax/', may: [] },
  {
    at: DISCOVER,
    may: [PATHS, ...LEAVES, ...READING, ...FILES, 'node:buffer', 'ignore', GLOBS],
  },
  { at: GLOBS, may: [DISCOVER, PATHS, ...LEAVES, ...READING, 'picomatch'] },
  {
    at: 'src/sources/git/',
    may: [PATHS, ...LEAVES, ...FILES, 'node:child_process', 'node:os'],
  },
  {
    at: 'src/sources/azure/live/',
    may: [
      ...MODEL,
      DECODE,
      ...LEAVES,
      'node:async_hooks',
      'node:events',
      'node:stream',
      'node:zlib',
      '@azure/',
      '@azure-rest/',
    ],
  },
  {
    at: 'src/sources/azure/logs/',
    may: [...MODEL, DECODE, 'src/sources/azure/live/', ...LEAVES],
  },
  // The logs of task runs: the one part that reads blobs.
  {
    at: 'src/sources/azure/tasks/',
    may: [...MODEL, DECODE, 'src/sources/azure/live/', ...LEAVES, '@azure/core-rest-pipeline', 'node:stream'],
  },
  // Their files.
  {
    at: 'src/sources/task-logs/',
    may: ['src/sources/saved-scan/atomic-file.ts', PATHS, ...LEAVES, ...FILES, 'node:crypto'],
    types: ['src/sources/saved-scan/export-problem.ts'],
  },
  {
    at: 'src/sources/saved-scan/',
    may: [...MODEL, DECODE, ALIBABA_DECODE, 'src/sources/third-party/', ...LEAVES, ...READING, ...FILES],
  },
  {
    at: 'src/sources/third-party/',
    may: [...MODEL, DECODE, 'src/sources/saved-scan/', ...LEAVES, ...READING, ...FILES],
  },
  {
    at: 'src/engine/',
    may: [VALUE, LOCATION, MESSAGES, 'src/util/crash.ts', DATES, PATHS, 'src/util/nearest.ts', 'node:crypto'],
    // It evaluates targets of any type, so it knows their shape and no kind of them.
    types: ['src/model/resource.ts', 'src/model/target.ts', 'src/model/inventory.ts', CODES],
  },
  // The libraries of the format of PSRule: expressions in linear time, and versions.
  {
    at: 'src/engine/yaml-rules/',
    may: [VALUE, MESSAGES, 'src/engine/', 'src/util/json-pointer.ts', 'src/util/nearest.ts', 're2js', 'semver'],
    types: ['src/model/target.ts'],
  },
  { at: 'rules/', may: [...MODEL, 'rules/helpers/', 'src/engine/rule.ts'], types: CONTRACT, strangers: true },
  {
    at: 'rules/helpers/',
    may: [...MODEL, MESSAGES, 'src/messages/message.ts', 'src/util/nearest.ts'],
    types: CONTRACT,
  },
  { at: 'rules/index.ts', may: ['rules/'], types: CONTRACT },
  { at: 'rules/packs/', may: ['rules/index.ts'], types: CONTRACT },
  {
    at: 'src/reports/',
    may: [
      MESSAGES,
      'src/util/truncate.ts',
      'src/value/cause.ts',
      'src/engine/exit-code.ts',
      'src/engine/map-locations.ts',
    ].concat('node:zlib', 'string-width', 'src/util/escape.ts', 'src/util/markdown.ts', 'src/util/safe-text.ts'),
    types: ['src/engine/finding.ts', ...MODEL],
  },
  // What runs in a browser: nothing of the program comes with it.
  {
    at: 'src/reports/html/page/',
    may: ['src/reports/html/outcome-words.ts'],
    types: ['src/engine/finding.ts', 'src/reports/html/page-data.ts'],
  },
  {
    at: 'src/fixes/',
    may: [...MODEL, MESSAGES, 'templates/', 'src/fixes/bicep/print-bicep.ts', ...LEAVES],
    types: ['src/engine/finding.ts'],
  },
  // An edit is one of a text, and what stands in it has to be read as the source reads it. Runs over templates are handed in.
  ...['src/fixes/arm/', 'src/fixes/bicep/'].map((at) => ({
    at,
    may: [
      ...MODEL,
      MESSAGES,
      'src/fixes/',
      'src/sources/arm/json/',
      'src/sources/arm/expand/validate-parameter.ts',
      ...(at === 'src/fixes/bicep/' ? ['src/sources/bicep/syntax/'] : []),
      'src/util/truncate.ts',
      PATHS,
      ...LEAVES,
      ...ARM_MEANING,
      'diff',
    ],
    types: [
      'src/engine/finding.ts',
      'src/sources/arm/template-request.ts',
      'src/sources/arm/bicep-reader.ts',
      'src/sources/arm/mark-gating.ts',
    ],
  })),
  { at: 'src/queries/', may: [...MODEL, 'src/fixes/bicep/print-bicep.ts', ...LEAVES] },
  {
    at: 'src/config/',
    may: [...MODEL, DATES, PATHS, ...LEAVES, ...READING, ...FILES, 'schemas/', 'yaml', 'ajv'],
    types: ['src/engine/'],
  },
  {
    at: 'src/api/',
    may: [...MODEL, MESSAGES, DATES, PATHS, 'src/sources/', 'src/engine/', 'src/fixes/', 'src/config/', 'rules/']
      .concat('src/api/plugins/', 'src/queries/')
      .concat(LEAVES, READING, FILES)
      .concat(PACKAGE, 'src/util/fs/replace-files.ts', 'src/util/fs/write-whole-file.ts')
      .concat('schemas/')
      .concat('ajv'),
  },
  {
    at: 'src/api/plugins/',
    may: [...MODEL, 'src/engine/rule.ts', 'src/api/', 'rules/index.ts', ...LEAVES, ...FILES]
      // The one place that runs code which the command line names.
      .concat('node:url', '(computed)'),
    types: ['src/api/requests.ts'],
  },
  // The protocol of editors over the jobs: what they show is made by the parts of reports that make texts.
  {
    at: 'src/lsp/',
    may: ['src/api/', MESSAGES, 'src/util/', 'src/value/cause.ts']
      .concat('src/reports/issues.ts', 'src/reports/phrases.ts', 'src/reports/remedies.ts')
      .concat('src/reports/shown-findings.ts', 'node:path', 'node:stream', 'node:timers/promises', 'node:url')
      .concat('vscode-languageserver', 'vscode-languageserver/', 'vscode-languageserver-textdocument'),
    types: ['src/engine/finding.ts'],
  },
  {
    at: 'src/cli/',
    may: [
      'src/api/',
      'src/lsp/',
      MESSAGES,
      'src/engine/exit-code.ts',
      'src/reports/',
      'src/config/',
      'src/util/',
      'rules/index.ts',
    ]
      .concat(FILES)
      .concat('node:v8', 'commander'),
    types: ['src/engine/finding.ts', 'src/engine/rule.ts', 'src/engine/exit-policy.ts', 'src/fixes/', 'src/queries/'],
  },
  {
    at: 'src/index.ts',
    may: ['src/api/', 'src/engine/rule.ts', 'src/messages/language.ts', 'node:path'],
    types: ['src/engine/finding.ts', 'src/util/'],
  },
  { at: CODES, may: [] },
  { at: 'src/util/errors.ts', may: [] },
  { at: 'src/util/dates.ts', may: [] },
  { at: 'src/util/escape.ts', may: [] },
  { at: 'src/util/in-parallel.ts', may: [] },
  { at: 'src/util/json-pointer.ts', may: [] },
  { at: 'src/util/markdown.ts', may: ['src/util/escape.ts'] },
  { at: 'src/util/nearest.ts', may: [] },
  { at: 'src/util/paced.ts', may: ['node:timers/promises'] },
  { at: 'src/util/truncate.ts', may: [] },
  { at: 'src/util/safe-text.ts', may: ['src/util/escape.ts'] },
  { at: 'src/util/system-error.ts', may: ['src/util/errors.ts'] },
  { at: 'src/util/crash.ts', may: ['src/util/errors.ts', 'node:crypto'] },
  { at: 'src/util/bounded-read.ts', may: ['src/util/system-error.ts', CODES, 'node:fs', 'node:buffer'] },
  { at: 'src/util/home-folder.ts', may: ['node:path'] },
  { at: 'src/util/wildcards.ts', may: [] },
  { at: LOCATION, may: [] },
  { at: PATHS, may: ['node:path'] },
  { at: DATES, may: [] },
  { at: 'src/util/version.ts', may: ['package.json'] },
  { at: 'src/util/package-root.ts', may: [...FILES, 'node:url'] },
  { at: 'src/util/fs/', may: [...LEAVES, ...READING, ...FILES, 'node:crypto'] },
  { at: 'src/bin.ts', may: ['src/cli/main.ts', 'node:fs', 'node:readline/promises', 'node:v8', ...LEAVES] },
  {
    at: 'tools/',
    may: ['src/', 'rules/', 'schemas/', 'test/arm/', 'test/docs/', 'test/support/', 'package.json', 'node:'].concat(
      'esbuild',
      'vscode-languageserver/',
      '@pnpm/tabtab',
      '(computed)',
    ),
  },
];

/** Files that may talk to the terminal and the process. */
const SPEAKERS = ['src/bin.ts', 'tools/'];
const SPEECH = /(?<![\w./])console\s*\.\s*\w+|\bprocess\s*\.\s*(?:stdout|stderr|exit\b|exitCode)/;

/** What only the ends of the program ask of the process: everything else is handed what it needs. */
const SURROUNDINGS = /\bprocess\s*\.\s*(?:cwd|env|argv|stdin|on|once|kill)\b/;
const ENDS = ['src/bin.ts', 'tools/'];

/** What breaks the table, as `file: …`; empty when all is well. */
export function violations(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => {
    const part = partOf(file);
    if (part === undefined) return [`${file}: belongs to no part of the import table`];
    const imports = importsOf(file, text).flatMap((found) => complaint(file, part, found));
    const code = withoutComments(text);
    const speech = SPEAKERS.some((start) => file.startsWith(start)) ? undefined : SPEECH.exec(code);
    const surroundings = ENDS.some((start) => file.startsWith(start)) ? undefined : SURROUNDINGS.exec(code);
    return [...imports, ...[speech, surroundings].flatMap((found) => (found ? [`${file}: uses ${found[0]}`] : []))];
  });
}

function partOf(path: string): Part | undefined {
  return PARTS.filter(({ at }) => path.startsWith(at)).sort((a, b) => b.at.length - a.at.length)[0];
}

function complaint(file: string, part: Part, { target, typeOnly }: Import): string[] {
  const own = partOf(target) === part;
  if (own && part.strangers !== true) return [];
  if (!own && fits(target, part.may)) return [];
  if (!own && fits(target, part.types ?? [])) return typeOnly ? [] : [`${file}: imports more than types of ${target}`];
  return [`${file}: imports ${target}`];
}

function fits(target: string, allowed: readonly string[]): boolean {
  return allowed.some((start) => target === start || (/[/:]$/.test(start) && target.startsWith(start)));
}
