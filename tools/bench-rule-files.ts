import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureCommand, medianRun, ms, printRow, ratio } from './bench-measure.ts';

const RULES = 100;

/** Conditions of every kind, as rules about resources of Azure have them. */
const CONDITIONS: readonly unknown[] = [
  { field: 'properties.adminUserEnabled', hasDefault: false },
  { field: 'sku.name', in: ['Standard', 'Premium'] },
  { field: 'properties.publicNetworkAccess', equals: 'Disabled' },
  { name: '.', match: '^[a-zA-Z0-9]{5,50}$' },
  {
    field: 'resources',
    where: { type: '.', like: '*/diagnosticSettings' },
    greaterOrEqual: 1,
    allOf: [{ field: 'properties.logs', exists: true }],
  },
  { field: 'properties.networkRuleSet.ipRules', allOf: [{ field: 'action', equals: 'Allow' }] },
  {
    allOf: [
      { field: 'tags', exists: true },
      { field: 'tags.owner', greaterOrEquals: 3 },
    ],
  },
  { not: { field: 'location', startsWith: ['global'] } },
];

/** A hundred rules about registries, in one JSON file. */
function ruleFile(): string {
  const rules = Array.from({ length: RULES }, (_, i) => ({
    apiVersion: 'github.com/microsoft/PSRule/v1',
    kind: 'Rule',
    metadata: { name: `Bench.ACR.Rule${i}` },
    spec: { type: ['Microsoft.ContainerRegistry/registries'], condition: CONDITIONS[i % CONDITIONS.length] },
  }));
  return JSON.stringify(rules);
}

/** Compares a hundred rules of a rule file with the built-in rules, over the same folder. */
export function benchRuleFiles(folder: string, temp: string): void {
  const file = join(temp, 'Bench.Rule.json');
  writeFileSync(file, ruleFile());
  const lint = ['lint', folder, '-f', 'json', '--no-config', '--no-ignore'];
  const builtIn = medianRun(() => measureCommand(lint));
  const own = medianRun(() => measureCommand([...lint, '--rule-file', file, '--rule', 'Bench.*']));
  const detail = `${ms(own.inside)} ÷ built-in rules ${ms(builtIn.inside)}`;
  printRow(`${RULES} rules of a rule file`, ratio(own.inside, builtIn.inside), '≤ 2×', detail);
}
