import fc from 'fast-check';
import type { RegistryRecord, ScanRecord } from '../../../src/sources/azure/decode/scan-record.ts';
import { registryId } from './samples.ts';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const json = fc.jsonValue({ maxDepth: 4 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
const object = fc.dictionary(fc.oneof(text, fc.constant('__proto__'), fc.constant('constructor')), json);

/** Pages as Azure may answer them: members that verdicts rest on have their types, others are anything. */
export const anySettingsPage: fc.Arbitrary<unknown> = settingsPages(0);

/** The same, where any member may be of another type. */
export const anyDamagedPage: fc.Arbitrary<unknown> = settingsPages(1);

/** `damage`: how often a value is replaced by anything, against 15 times that it is not. */
function settingsPages(damage: number): fc.Arbitrary<unknown> {
  const or = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 15, arbitrary }, { weight: damage, arbitrary: json });
  const textOrNull = or(fc.option(text));
  const entry = objectWith({}, { category: textOrNull, categoryGroup: textOrNull, enabled: or(fc.boolean()) });
  const entries = or(fc.option(fc.array(or(entry), { maxLength: 3 })));
  const destinations = {
    workspaceId: textOrNull,
    storageAccountId: textOrNull,
    eventHubAuthorizationRuleId: textOrNull,
    marketplacePartnerId: textOrNull,
  };
  const properties = or(objectWith({}, { logs: entries, metrics: entries, ...destinations }));
  const setting = objectWith({ name: or(text), properties }, { id: or(text) });
  return or(objectWith({ value: or(fc.array(or(setting), { maxLength: 3 })) }, { nextLink: or(text) }));
}

type Members = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Objects with these members, and any others besides. */
function objectWith(required: Members, optional: Members): fc.Arbitrary<unknown> {
  const requiredKeys = Object.keys(required);
  const known = fc.record({ ...required, ...optional }, { requiredKeys });
  // Assigning would set the prototype.
  return fc
    .tuple(object, known)
    .map(([others, members]) => Object.fromEntries([...Object.entries(others), ...Object.entries(members)]));
}

/** Any records as a scan may write them, each registry and subscription once. */
export const anyRecords: fc.Arbitrary<readonly ScanRecord[]> = anyRecordList();

function anyRecordList(): fc.Arbitrary<readonly ScanRecord[]> {
  const problem = fc.record({
    kind: fc.constantFrom('permission', 'throttled', 'limit'),
    code: text,
    message: text,
  });
  const settings: fc.Arbitrary<RegistryRecord['settings']> = fc.oneof(
    fc.record({
      status: fc.constant('read' as const),
      pages: fc.array(anySettingsPage, { minLength: 1, maxLength: 3 }),
    }),
    fc.constant({ status: 'deleted' as const }),
    fc.record({ status: fc.constant('failed' as const), problem }),
  );
  const record: fc.Arbitrary<ScanRecord> = fc.oneof(
    fc.record({ name: fc.nat(30), body: object, settings }).map(({ name, body, settings }): ScanRecord => {
      const id = registryId(`r${name}`);
      // Assigning would set the prototype.
      const resource = Object.fromEntries([...Object.entries(body).filter(([key]) => key !== 'id'), ['id', id]]);
      return { kind: 'registry', id, resource, settings };
    }),
    fc.record({
      kind: fc.constant('subscription' as const),
      id: fc.uuid(),
      name: text,
      state: fc.constantFrom('read', 'empty', 'inaccessible'),
      listedBy: fc.constantFrom('graph', 'arm'),
    }),
    fc.record({ kind: fc.constant('problem' as const), problem }),
  );
  return fc.uniqueArray(record, {
    maxLength: 12,
    selector: (value) => ('id' in value ? `${value.kind}${value.id}` : value),
  });
}
