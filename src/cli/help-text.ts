/** A line of help: what is typed or returned, and what that is for. */
type HelpLine = readonly [term: string, text?: string];

/** What each exit code means, in the words of all commands that evaluate rules. */
const EXIT_CODES: readonly HelpLine[] = [
  ['0', 'everything was read, and nothing fails'],
  ['1', 'a registry fails, at or above --fail-on'],
  ['2', 'wrong usage or configuration; nothing was evaluated'],
  ['3', 'nothing fails, but something could not be read or written'],
  ['4', 'a bug of acraudit'],
];

const RESTORE_EXIT_CODES: readonly HelpLine[] = [
  ['0', 'every module is there'],
  ['2', 'wrong usage; nothing was fetched'],
  ['3', 'a module could not be restored, or a file could not be read'],
  ['4', 'a bug of acraudit'],
];

const TASKS_EXIT_CODES: readonly HelpLine[] = [
  ['0', 'every log is saved that Azure has of the runs that have ended'],
  ['2', 'wrong usage or configuration; nothing was saved'],
  ['3', 'something could not be read or saved'],
  ['4', 'a bug of acraudit'],
];

/** Of the commands that evaluate no rules. */
const OWN_EXIT_CODES: Readonly<Record<string, readonly HelpLine[]>> = {
  restore: RESTORE_EXIT_CODES,
  tasks: TASKS_EXIT_CODES,
};

const EXAMPLES = {
  lint: [
    ['acraudit lint', 'all templates below this folder'],
    ['acraudit lint infra/main.json -v', 'one of them, with all evidence'],
    ['acraudit lint --compare main', 'what this branch changes'],
    ['acraudit lint -f github --report sarif=acraudit.sarif'],
  ],
  scan: [
    ['acraudit scan', 'all subscriptions that you see'],
    ['acraudit scan -s payments --save scan.json'],
    ['acraudit scan --from scan.json -f html > report.html'],
    ['acraudit scan --provider alibaba', 'instances of Alibaba Cloud'],
  ],
  verify: [
    ['acraudit verify', 'events of the last 24 hours'],
    ['acraudit verify --since 7d -s payments --save verified.json'],
    ['acraudit verify --from verified.json -f html > report.html'],
  ],
  tasks: [
    ['acraudit tasks export --out task-logs', 'all runs of all registries that you see'],
    ['acraudit tasks export --out task-logs --dry-run'],
    ['acraudit tasks export --out task-logs -s payments --registry acrprod --since 7d'],
  ],
  fix: [
    ['acraudit fix infra', 'shows the change'],
    ['acraudit fix infra --write', 'makes it'],
    ['acraudit fix --from scan.json --out fix-up'],
    ['acraudit fix --policy --out policy'],
  ],
  expand: [
    ['acraudit expand infra/main.json -p infra/main.prod.parameters.json'],
    ['acraudit expand infra/main.json --set env=prod -f json'],
    ['acraudit expand infra/prod.bicepparam'],
  ],
  build: [['acraudit build infra/main.bicep > main.json']],
  restore: [
    ['acraudit restore', 'all modules below this folder'],
    ['acraudit restore infra --dry-run', 'what is missing'],
    ['acraudit restore --vendor', 'into the repository, to be committed'],
  ],
  rules: [
    ['acraudit rules Azure.ACR.Logs', 'what it asks for, why, how to fix'],
    ['acraudit rules --pack cis-6.0'],
    ['acraudit rules --control LT-3 -f json'],
  ],
  init: [['acraudit init', 'asks'], ['acraudit init --yes --ci github --baseline']],
} as const satisfies Record<string, readonly HelpLine[]>;

const PROGRAM_EXAMPLES: readonly HelpLine[] = [
  ['acraudit lint infra', 'checks templates'],
  ['acraudit fix infra', 'shows what makes them pass'],
  ['acraudit scan --save scan.json', 'checks what is live'],
  ['acraudit COMMAND --help', 'flags and examples'],
];

/** Columns of an example, so that what they are for stands below each other. */
const TERM_WIDTH = 'acraudit scan --from scan.json -f html  '.length;

/** Says an English text of help in the language of the run. */
export type HelpWords = (english: string) => string;

const english: HelpWords = (text) => text;

function examples(lines: readonly HelpLine[], say: HelpWords): string {
  const items = lines.map(([term, text]) => (text === undefined ? term : `${term.padEnd(TERM_WIDTH)}  ${say(text)}`));
  return [say('Examples:'), ...items.map((item) => `  ${item}`)].join('\n');
}

function exitCodes(lines: readonly HelpLine[], say: HelpWords): string {
  return [say('Exit codes:'), ...lines.map(([code, text = '']) => `  ${code}  ${say(text)}`)].join('\n');
}

/** What stands below the list of commands. */
export function programFooter(say: HelpWords = english): string {
  return `\n${examples(PROGRAM_EXAMPLES, say)}\n\n${exitCodes(EXIT_CODES, say)}`;
}

/** What stands below the flags of a command: examples, and exit codes. */
export function helpFooter(command: keyof typeof EXAMPLES, say: HelpWords = english): string {
  return `\n${examples(EXAMPLES[command], say)}\n\n${exitCodes(OWN_EXIT_CODES[command] ?? EXIT_CODES, say)}`;
}
