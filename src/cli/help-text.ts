/** What each exit code means, in the words of all commands that evaluate rules. */
const EXIT_CODES = `Exit codes:
  0  everything was read, and nothing fails
  1  a registry fails, at or above --fail-on
  2  wrong usage or configuration; nothing was evaluated
  3  nothing fails, but something could not be read or written
  4  a bug of acraudit`;

const EXAMPLES = {
  lint: `Examples:
  acraudit lint                             all templates below this folder
  acraudit lint infra/main.json -v          one of them, with all evidence
  acraudit lint --compare main              what this branch changes
  acraudit lint -f github --report sarif=acraudit.sarif
`,
  scan: `Examples:
  acraudit scan                             all subscriptions that you see
  acraudit scan -s payments --save scan.json
  acraudit scan --from scan.json -f html > report.html
`,
  fix: `Examples:
  acraudit fix infra                        shows the change
  acraudit fix infra --write                makes it
  acraudit fix --from scan.json --out fix-up
  acraudit fix --policy --out policy
`,
} as const;

/** What stands below the flags of a command: examples, and exit codes. */
export function helpFooter(command: keyof typeof EXAMPLES): string {
  return `\n${EXAMPLES[command]}\n${EXIT_CODES}`;
}
