import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lintTemplates } from '../../src/api/lint/lint-templates.ts';
import type { Finding } from '../../src/engine/finding.ts';
import { type Json, type JsonObject, registry, template } from '../support/arm-templates.ts';
import { folderOf } from '../support/cli.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 40),
  seed: Number(process.env.PROPERTY_SEED ?? 20_270_131),
};

const TODAY = '2027-01-31';
const RULES = ['Azure.ACR.Logs', 'Azure.ACR.Metrics', 'ACRA-0001', 'Azure.ACR.*', 'Azure.ACR.None', ''];
const NAMES = ['alpha', 'alphabet', 'beta', "[parameters('open')]", "[concat('alp', parameters('open'))]"];
const PATTERNS = ['alpha', 'alp*', '*', 'b*a', 'nothing', 'r1'];

const entries = fc.record(
  {
    rule: fc.constantFrom(...RULES),
    reason: fc.constantFrom('one', 'two', ' '),
    expires: fc.constantFrom(undefined, TODAY, '2027-01-30', '2099-01-01', 'soon'),
  },
  { requiredKeys: ['rule', 'reason'] },
);
const metadata = fc.record(
  { entry: entries, resource: fc.constantFrom(undefined, ...PATTERNS) },
  { requiredKeys: ['entry'] },
);
const registries = fc.array(fc.record({ name: fc.constantFrom(...NAMES), own: fc.array(metadata, { maxLength: 2 }) }), {
  minLength: 1,
  maxLength: 4,
});
const files = fc.array(fc.record({ registries, whole: fc.array(metadata, { maxLength: 2 }) }), {
  minLength: 1,
  maxLength: 3,
});
const configured = fc.array(
  fc.record({
    rule: fc.constantFrom(...RULES.slice(0, 4)),
    reason: fc.constantFrom<string>('one', 'two'),
    pattern: fc.oneof(
      fc.record({ registry: fc.constantFrom(...PATTERNS) }),
      fc.record({ file: fc.constantFrom('f0.json', 'f*.json', 'sub/**') }),
    ),
    expires: fc.constantFrom(undefined, '2027-01-30', '2099-01-01'),
  }),
  { maxLength: 3 },
);

type Written = typeof metadata extends fc.Arbitrary<infer T> ? T : never;
type File = typeof files extends fc.Arbitrary<readonly (infer T)[]> ? T : never;
type Configured = typeof configured extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

const suppress = (list: readonly Written[]): JsonObject =>
  list.length === 0
    ? {}
    : { metadata: { acraudit: { suppress: list.map(({ entry, resource }) => defined({ ...entry, resource })) } } };

function defined(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return JSON.parse(JSON.stringify(members)) as JsonObject;
}

function contentOf({ registries: list, whole }: File): JsonObject {
  const resources = list.map(({ name, own }) => ({ ...registry({ name }), ...suppress(own) }));
  return template(resources, { parameters: { open: { type: 'string' } }, ...suppress(whole) });
}

async function findings(all: readonly File[], entriesOf: readonly Configured[], order = (list: string[]) => list) {
  const named = all.map((file, i): [string, JsonObject] => [`f${i}.json`, contentOf(file)]);
  const list = entriesOf.map(({ pattern, ...entry }) => defined({ ...entry, ...pattern }));
  const cwd = folderOf({ ...Object.fromEntries(named), 'acraudit.yaml': JSON.stringify({ suppressions: list }) });
  const paths = order(named.map(([name]) => name));
  const { result } = await lintTemplates({ cwd, paths, pack: 'recommended', today: TODAY });
  return { findings: result.findings, notes: result.notes };
}

/** As it would be without any suppression; the lines move with what is written. */
function bare({ outcome, suppression, location, ...finding }: Finding) {
  return JSON.parse(
    JSON.stringify(
      { ...finding, place: location.path, file: location.file, outcome: suppression?.outcome ?? outcome },
      (key, value) => (['line', 'column', 'endLine', 'endColumn'].includes(key) ? undefined : value),
    ),
  ) as unknown;
}

test('suppressing never hides another result: all are there, and are what they are without it', async () => {
  await fc.assert(
    fc.asyncProperty(files, configured, async (all, list) => {
      const plain = all.map((file) => ({
        whole: [],
        registries: file.registries.map(({ name }) => ({ name, own: [] })),
      }));
      const [before, after] = [await findings(plain, []), await findings(all, list)];
      expect(before.findings.every(({ suppression }) => suppression === null)).toBe(true);
      expect(after.findings.map(bare)).toEqual(before.findings.map(bare));
      for (const { outcome, suppression } of after.findings)
        expect(suppression !== null).toBe(outcome === 'suppressed');
    }),
    SETTINGS,
  );
});

test('one more suppression changes only what it covers', async () => {
  await fc.assert(
    fc.asyncProperty(files, configured, fc.constantFrom(...PATTERNS), async (all, list, pattern) => {
      const more: Configured = {
        rule: 'Azure.ACR.Logs',
        reason: 'more',
        pattern: { registry: pattern },
        expires: undefined,
      };
      const [before, after] = [await findings(all, list), await findings(all, [...list, more])];
      for (const [i, finding] of after.findings.entries()) {
        const other = before.findings[i];
        if (finding.suppression?.reason !== 'more') expect(finding).toEqual(other);
        else
          expect([finding.rule, other?.suppression?.outcome ?? other?.outcome]).toEqual([
            'Azure.ACR.Logs',
            finding.suppression.outcome,
          ]);
      }
    }),
    SETTINGS,
  );
});

test('the order of files and of entries does not matter', async () => {
  await fc.assert(
    fc.asyncProperty(files, configured, async (all, list) => {
      const [one, other] = [
        await findings(all, list),
        await findings(all, list.toReversed(), (names) => names.toReversed()),
      ];
      const outcomes = (found: readonly Finding[]) => found.map(({ fingerprint, outcome }) => [fingerprint, outcome]);
      expect(outcomes(other.findings)).toEqual(outcomes(one.findings));
      const texts = ({ notes }: typeof one) => notes.map(({ message }) => message).sort();
      expect(texts(other)).toEqual(texts(one));
    }),
    SETTINGS,
  );
});
