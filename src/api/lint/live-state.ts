import { COLLECTION_RULES } from '../../../rules/helpers/collection-rules.ts';
import type { Note, RunError } from '../../engine/finding.ts';
import { wantedBy } from '../../engine/wanted.ts';
import { message } from '../../messages/message.ts';
import type { LiveState, ScannedRegistry } from '../../model/azure/attach-live.ts';
import { groupBy } from '../../model/azure/group-by.ts';
import { DATA_COLLECTION_ASSOCIATION_TYPE, REGISTRY_TYPE } from '../../model/azure/resource-types.ts';
import { knownId } from '../../model/azure/setting-index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { scanInventory } from '../../sources/azure/decode/scan-inventory.ts';
import { createScanReads, listOfRegistry, type ScanReads } from '../../sources/azure/decode/scan-reads.ts';
import type { RegistryRecord, ScanRecord } from '../../sources/azure/decode/scan-record.ts';
import type { ExportFile } from '../../sources/saved-scan/export-problem.ts';
import { readSavedScan, type SavedScan } from '../../sources/saved-scan/read-saved-scan.ts';
import { isDate } from '../../util/dates.ts';
import { UsageError } from '../../util/errors.ts';
import { baseName } from '../../util/paths.ts';
import { errorOf, namedExport } from '../scan/scan-exports.ts';

/** What a saved scan gives to a run over templates. */
export interface ReadState {
  readonly state: LiveState;
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
}

/**
 * Reads what a saved scan saw of the registries that templates declare.
 *
 * @throws UsageError when the file is no saved scan; records that cannot be read are errors, as when it is evaluated.
 */
export async function readLiveState(
  path: string,
  cwd: string,
  inventories: readonly Pick<Inventory, 'targets'>[],
): Promise<ReadState> {
  const file = namedExport('--with-scan', path, cwd);
  const scan = await openScan(file);
  const scannedAt = dayOfScan(file, scan);
  const collected = collectLiveState(scannedAt, inventories);
  for await (const record of scan.reads?.() ?? []) collected.add(record);
  for await (const record of scan.records) collected.add(record);
  const unfinished: Note = {
    message: message('note.live-unfinished', { date: scannedAt }),
    location: { file: file.file },
    important: true,
  };
  return {
    state: collected.state(),
    errors: scan.problems.map(errorOf),
    notes: scan.end?.complete === true ? [] : [unfinished],
  };
}

async function openScan(file: ExportFile): Promise<SavedScan> {
  try {
    return await readSavedScan(file);
  } catch (error) {
    if (!(error instanceof UsageError) || error.hint !== undefined) throw error;
    const { message: text, lines, location } = error;
    throw new UsageError(text, { lines, ...(location && { location }), hint: HINT, cause: error });
  }
}

const HINT = 'Give --with-scan a file that `acraudit scan --save` wrote.';

function dayOfScan({ file }: ExportFile, { header: { started } }: SavedScan): string {
  const day = started.slice(0, 'YYYY-MM-DD'.length);
  if (isDate(day)) return day;
  const hint = 'Scan again with --save, or get the unmodified file.';
  throw new UsageError(`${file}:1: the saved scan does not say when it was made`, {
    location: { file, line: 1 },
    hint,
  });
}

/** Takes the records of a scan, and keeps what is of registries that are declared; of the others the ids alone. */
export function collectLiveState(
  scannedAt: string,
  inventories: readonly Pick<Inventory, 'targets'>[],
): { readonly add: (record: ScanRecord) => void; readonly state: () => LiveState } {
  const declared = new Set(inventories.flatMap(({ targets }) => targets.flatMap(({ id }) => knownId(id) ?? [])));
  const reads = createScanReads();
  const records: RegistryRecord[] = [];
  const ids: string[] = [];
  const inaccessible = new Set<string>();
  return {
    add: (record) => {
      if (record.kind === 'subscription' && record.state === 'inaccessible') inaccessible.add(record.id.toLowerCase());
      if (record.kind === 'list' || record.kind === 'resource') reads.add(record);
      if (record.kind !== 'registry' || record.settings.status === 'deleted') return;
      ids.push(record.id);
      if (declared.has(record.id.toLowerCase())) records.push(record);
    },
    state: () => ({
      scannedAt,
      registries: new Map(records.map((record) => [record.id.toLowerCase(), scannedRegistry(record, reads)])),
      idsByName: groupBy(ids, (id) => baseName(id).toLowerCase()),
      inaccessible,
    }),
  };
}

const WANTED = wantedBy([{ targets: [REGISTRY_TYPE], needs: [COLLECTION_RULES] }]);

/** What stands for things that could not be read is left out: it is nothing that collects. */
function scannedRegistry(record: RegistryRecord, reads: ScanReads): ScannedRegistry {
  const { settings, associations, collectionRules } = scanInventory([record], WANTED, reads);
  const list = listOfRegistry(record, DATA_COLLECTION_ASSOCIATION_TYPE, reads);
  const areRulesFound = associations.every(({ rule }) => {
    const read = typeof rule === 'string' ? reads.resource(rule) : undefined;
    return rule === null || (read !== undefined && read.status !== 'failed');
  });
  return {
    settings: settings.filter(({ isOpaque }) => isOpaque !== true),
    associations,
    collectionRules,
    areSettingsRead: record.settings.status === 'read',
    areRulesRead: list?.status === 'read' && areRulesFound,
  };
}
