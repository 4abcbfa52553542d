import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { exportLines } from '../../src/cli/commands/tasks/export-lines.ts';
import type { FaultRule } from '../arm/faults.ts';
import { startArm } from '../arm/start.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { folderOf } from '../support/cli.ts';
import { exportVirtually, tenantWithRuns } from '../support/tasks.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 40),
  seed: Number(process.env.PROPERTY_SEED ?? 20_261_128),
};

const SIGNATURE = 'Zk7Qw9xVb2Jt4LmR8yHn3CpDaE5sT1uW';
const LINK = `https://account.blob.example/acrtasks/x?sv=2021-08-06&sig=${SIGNATURE}%3D`;

const faults = fc.array(
  fc.record({
    kind: fc.constantFrom('runs' as const, 'logLink' as const, 'logBlob' as const),
    skip: fc.integer({ min: 0, max: 2 }),
    times: fc.constantFrom(1, 2, 'always' as const),
    fault: fc.oneof(
      fc.record({
        type: fc.constant('echo' as const),
        status: fc.constantFrom(301, 302, 307, 400, 401, 403, 404, 409, 410, 416, 429, 500, 503),
      }),
      fc.constantFrom<FaultRule['fault']>(
        { type: 'truncated', how: 'connection' },
        { type: 'truncated', how: 'json' },
        { type: 'reset' },
        { type: 'body', how: 'html' },
        { type: 'expireTokens' },
      ),
    ),
  }),
  { maxLength: 4 },
);

/** The runs of a registry, of which texts of Azure hold a link. */
const RUNS = [
  { finished: 5 },
  { finished: 5, link: LINK },
  { finished: 5, link: LINK.replace('https', 'http') },
  { finished: 5, link: `not an address ${LINK}` },
  { finished: 5, task: LINK, images: [{ repository: LINK, tag: SIGNATURE.concat('='), digest: LINK }] },
  { id: LINK, finished: 5 },
];

test('neither the link to a log nor the token is printed or saved, whatever a server answers', async () => {
  await fc.assert(
    fc.asyncProperty(faults, async (given) => {
      const rules = given.map(({ kind, ...rule }) => ({ match: { kind }, ...rule }));
      const clock = createVirtualClock();
      const arm = await startArm(tenantWithRuns({ first: RUNS, second: RUNS.slice(0, 2) }), { clock, faults: rules });
      const notices: string[] = [];
      try {
        const cwd = folderOf({});
        const result = await exportVirtually(arm, cwd, { onNotice: (text) => notices.push(text) });
        const shown = [
          JSON.stringify(result),
          ...exportLines(result, { quiet: false, verbose: true }),
          ...notices,
          ...filesBelow(join(cwd, 'logs')),
        ].join('\n');
        const secrets = [
          /sig=/i,
          /sig%3d/i,
          /Bearer/i,
          /eyJ[\w-]{10}/,
          /[A-Za-z\d+/]{43}=/,
          /se=20/,
          /\b(?=\w*[A-Z])\w{40,}/,
        ];
        expect(secrets.filter((secret) => secret.test(shown))).toEqual([]);
        expect(arm.log.records.some(({ kind, hasToken }) => kind === 'logBlob' && hasToken)).toBe(false);
        arm.log.assertReadOnly();
      } finally {
        await arm.stop();
        vi.unstubAllEnvs();
      }
    }),
    SETTINGS,
  );
}, 300_000);

/** Names and contents. */
function filesBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.flatMap((name) =>
    statSync(join(folder, name)).isFile() ? [name, readFileSync(join(folder, name), 'utf8')] : [],
  );
}
