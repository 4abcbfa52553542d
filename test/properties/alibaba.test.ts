import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { ACCOUNT_ID, type FakeAccount, type FakeLog, type FakeRegion } from '../alibaba/account.ts';
import { scanAccount } from '../support/alibaba-scan.ts';

afterEach(() => vi.unstubAllEnvs());

const ids = fc.uniqueArray(fc.constantFrom('cri-a', 'cri-b', 'cri-c', 'cri-d'), { maxLength: 4 });

/** A logstore with events of some instances, among them one that is no longer there. */
const logs: fc.Arbitrary<FakeLog> = fc.record({
  days: fc.option(fc.constantFrom(7, 30, 364, 365, 3650), { nil: undefined }),
  index: fc.constantFrom('full', 'full', 'bare', 'none'),
  events: fc.dictionary(
    fc.constantFrom('cri-a', 'cri-b', 'cri-c', 'cri-d', 'cri-gone'),
    fc.uniqueArray(fc.constantFrom(0.1, 6, 29, 200, 364, 1000), { minLength: 1 }),
  ),
}) as fc.Arbitrary<FakeLog>;

const regions: fc.Arbitrary<FakeRegion> = fc.record(
  { instances: ids, log: logs },
  { requiredKeys: ['instances'] },
) as fc.Arbitrary<FakeRegion>;

const accounts: fc.Arbitrary<FakeAccount> = fc
  .dictionary(fc.constantFrom('cn-hangzhou', 'cn-beijing', 'ap-southeast-1', 'eu-central-1'), regions, { minKeys: 1 })
  .map((all) => ({ id: ACCOUNT_ID, regions: { ...all } }));

/** What docs/alibaba.md says of an instance, by what the account holds. */
function expected({ log }: FakeRegion, id: string): string {
  if (log === undefined) return 'fail no-project';
  const { days, index = 'full', events = {} } = log;
  if (days === undefined) return 'fail no-logstore';
  if (days < 365) return 'fail short-retention';
  if (index !== 'full') return 'unknown notRead';
  return (events[id] ?? []).some((ago) => ago <= days) ? 'pass' : 'unknown activity';
}

test('every instance that is there has one verdict, the one that the page gives, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(accounts, fc.constantFrom(1, 3, 100), async (account, pageSize) => {
      const { result } = await scanAccount(account, { pageSize });
      const told = result.findings.map(({ target: { id }, outcome, reasons, dependsOn }) => [
        id,
        [outcome, ...reasons.map((one) => one.id), ...new Set(dependsOn.map(({ kind }) => kind))].join(' '),
      ]);
      const all = Object.entries(account.regions).flatMap(([region, own]) =>
        own.instances.map((id) => [`acs:cr:${region}:${ACCOUNT_ID}:instance/${id}`, expected(own, id)]),
      );
      expect(told.sort()).toEqual(all.sort());
      expect(result.errors).toEqual([]);
      expect(result.inputs.read).toBe(Object.keys(account.regions).length);
      const turned = Object.fromEntries(Object.entries(account.regions).reverse());
      expect((await scanAccount({ ...account, regions: turned }, { pageSize })).result).toEqual(result);
    }),
    { numRuns: 25 },
  );
});
