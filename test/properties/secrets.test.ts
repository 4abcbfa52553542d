import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parameterFile } from '../support/arm-templates.ts';
import { acraudit, folderOf } from '../support/cli.ts';
import {
  PLACES,
  type SecretCase,
  SOURCES,
  secretCases,
  secretTemplate,
  tellTales,
} from '../support/secret-templates.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 60),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_612),
};
const TIME = 300_000;

const DESTINATION = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/wanted';

/** Each reads the templates once, and writes what it found in every format. */
const COMMANDS: readonly (readonly string[])[] = [
  ['lint', '-v', '--explore-parameters', '--rule', 'Azure.ACR.*', ...reportsTo('explored'), '.'],
  ['lint', '-q', '--sarif-all', '--rule', 'Azure.ACR.*', ...reportsTo('linted'), '.'],
  ['fix', '--workspace-id', DESTINATION, ...reportsTo('fixed'), '.'],
  ['fix', '--allow-new-parameter', '--force', '.'],
  ['lint', '--print-config', '.'],
  ['fix', '--workspace-id', DESTINATION, '--write', '.'],
];

function reportsTo(name: string): string[] {
  return ['--report', `json=${name}.json`, '--report', `sarif=${name}.sarif`];
}

/** What makes `fix` print Bicep in place of an edit. */
const MADE_BY_BICEP = { _generator: { name: 'bicep', version: '0.30.0', templateHash: '1' } };

/** The templates of a case, in a folder of their own. */
function filesOf(one: SecretCase, i: number): Readonly<Record<string, unknown>> {
  const { main, values } = secretTemplate(one);
  const given = parameterFile(values);
  return {
    [`${i}/main.json`]: main,
    [`${i}/main.parameters.json`]: given,
    [`${i}/made.json`]: { ...main, metadata: MADE_BY_BICEP },
    [`${i}/made.parameters.json`]: given,
  };
}

/** All that the commands print and write to reports, by command. The cases have one secret. */
async function outputs(cases: readonly SecretCase[]): Promise<readonly (readonly [string, string])[]> {
  const folder = folderOf(Object.assign({}, ...cases.map(filesOf)));
  const expanded = cases.map((_, i) => ['expand', `${i}/main.json`, '-p', `${i}/main.parameters.json`]);
  const printed: (readonly [string, string])[] = [];
  for (const command of [...expanded, ...expanded.map((argv) => [...argv, '-f', 'json']), ...COMMANDS]) {
    const { code, out, err } = await acraudit(folder, ...command, '--set', `flag=${cases[0]?.secret}`);
    // A command that did not run would print nothing.
    if (code === 2) throw new Error(err);
    printed.push([command.join(' '), `${out}\n${err}`]);
  }
  const reports = COMMANDS.flatMap((command) => command.filter((arg) => /^(json|sarif)=/.test(arg)));
  return [
    ...printed,
    ...reports.map((report) => [report, readFileSync(join(folder, report.replace(/^\w+=/, '')), 'utf8')] as const),
  ];
}

async function leaks(...cases: readonly SecretCase[]): Promise<string[]> {
  const tales = tellTales(cases[0]?.secret ?? '');
  return (await outputs(cases)).flatMap(([command, text]) => {
    const folded = text.toLowerCase();
    const found = tales.find((tale) => folded.includes(tale));
    return found === undefined
      ? []
      : [`${command}: ${found} in ${text.slice(Math.max(0, folded.indexOf(found) - 200)).slice(0, 300)}`];
  });
}

const SECRET = 'Zk7Qw9xVb2Jt4LmR8yHn3CpD';

describe('nothing that a secure value went into is printed', () => {
  test.each(Object.keys(PLACES))(
    'used as %s',
    async (place) => {
      const plain = { secret: SECRET, source: 'a secure string of a parameter file', chain: [], place };
      const changed = { secret: SECRET, source: 'the name of a member', chain: ['upper'], place };
      expect(await leaks(plain, changed)).toEqual([]);
    },
    TIME,
  );

  test.each(Object.keys(SOURCES))(
    'taken from %s',
    async (source) => {
      const places = ['name and target', 'message of fail()', 'condition that asks Azure', 'tag'];
      const cases = places.map((place) => ({ secret: SECRET, source, chain: ['base64'], place }));
      expect(await leaks(...cases)).toEqual([]);
    },
    TIME,
  );

  test(
    'whatever functions it goes through',
    async () => {
      await fc.assert(
        fc.asyncProperty(secretCases, async (one) => {
          expect(await leaks(one)).toEqual([]);
        }),
        SETTINGS,
      );
    },
    TIME,
  );
});
