import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acraudit, folderOf } from '../support/cli.ts';
import {
  PLACES,
  type SecretCase,
  SOURCES,
  secretCases,
  secretTemplate,
  tellTales,
} from '../support/secret-templates.ts';
import { parameterFile } from '../support/templates.ts';

const SETTINGS = { numRuns: Number(process.env.LAW_RUNS ?? 60), seed: Number(process.env.LAW_SEED ?? 20_240_612) };
const TIME = 300_000;

const DESTINATION = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/wanted';

const COMMANDS: readonly (readonly string[])[] = [
  ['lint', '-v', '--explore-parameters', '.'],
  ['lint', '-q', '.'],
  ['lint', '-f', 'json', '--report', 'sarif=out.sarif', '.'],
  ['lint', '-f', 'sarif', '--sarif-all', '.'],
  ['expand', 'main.json', '-p', 'main.parameters.json'],
  ['expand', 'main.json', '-p', 'main.parameters.json', '-f', 'json'],
  ['fix', '--workspace-id', DESTINATION, '.'],
  ['fix', '--workspace-id', DESTINATION, '-f', 'json', '.'],
  ['fix', '--workspace-id', DESTINATION, '-f', 'sarif', '.'],
  ['fix', '--allow-new-parameter', '--force', '.'],
  ['lint', '--print-config', '.'],
  ['fix', '--workspace-id', DESTINATION, '--write', '.'],
];

/** What makes `fix` print Bicep in place of an edit. */
const MADE_BY_BICEP = { _generator: { name: 'bicep', version: '0.30.0', templateHash: '1' } };

/** All that the commands print and write to reports, by command. */
async function outputs(one: SecretCase): Promise<readonly (readonly [string, string])[]> {
  const { main, values } = secretTemplate(one);
  const given = parameterFile(values);
  const folder = folderOf({
    'main.json': main,
    'main.parameters.json': given,
    'made.json': { ...main, metadata: MADE_BY_BICEP },
    'made.parameters.json': given,
  });
  const printed: (readonly [string, string])[] = [];
  for (const command of COMMANDS) {
    const { code, out, err } = await acraudit(folder, ...command, '--set', `flag=${one.secret}`);
    // A command that did not run would print nothing.
    if (code === 2) throw new Error(err);
    printed.push([command.join(' '), `${out}\n${err}`]);
  }
  printed.push(['report', readFileSync(join(folder, 'out.sarif'), 'utf8')]);
  return printed;
}

async function leaks(one: SecretCase): Promise<string[]> {
  const tales = tellTales(one.secret);
  return (await outputs(one)).flatMap(([command, text]) => {
    const folded = text.toLowerCase();
    const found = tales.find((tale) => folded.includes(tale));
    return found === undefined
      ? []
      : [`${command}: ${found} in ${text.slice(Math.max(0, folded.indexOf(found) - 200)).slice(0, 300)}`];
  });
}

const SECRET = 'Zk7Qw9xVb2Jt4LmR8yHn3CpD';

describe('nothing that a secure value went into is printed', () => {
  it.each(Object.keys(PLACES))(
    'used as %s',
    async (place) => {
      expect(await leaks({ secret: SECRET, source: 'a secure string of a parameter file', chain: [], place })).toEqual(
        [],
      );
      expect(await leaks({ secret: SECRET, source: 'the name of a member', chain: ['upper'], place })).toEqual([]);
    },
    TIME,
  );

  it.each(Object.keys(SOURCES))(
    'taken from %s',
    async (source) => {
      for (const place of ['name and target', 'message of fail()', 'condition that asks Azure', 'tag'])
        expect(await leaks({ secret: SECRET, source, chain: ['base64'], place })).toEqual([]);
    },
    TIME,
  );

  it(
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
