import type { Note } from '../../engine/finding.ts';
import { compareNotes } from '../../engine/finding-order.ts';
import type { Suppression } from '../../engine/suppress/suppression.ts';
import { illFormedNote, suppressionNotes } from '../../engine/suppress/suppression-notes.ts';
import { createSuppressor } from '../../engine/suppress/suppressor.ts';
import { tagEntry } from '../../engine/suppress/tag-entry.ts';
import { checkWritten, type FindRules } from '../../engine/suppress/written-suppression.ts';
import { isObject } from '../../sources/azure/decode/json-object.ts';
import { type RegistryRecord, SUPPRESS_TAG } from '../../sources/azure/decode/scan-record.ts';
import { findKey } from '../../value/value.ts';
import type { RuleRequest } from '../requests.ts';
import type { ScanSuppressions } from '../scan/scan-evaluation.ts';
import type { Selection } from '../select-rules.ts';
import { configSuppressions } from './config-suppressions.ts';
import { judgedBy } from './seen-by-run.ts';
import { dayOfRun, ruleFinder } from './template-suppressions.ts';

/** What accepts results of a scan: the configuration, and where that allows it the tags of registries. */
export function scanSuppressions(
  request: Pick<RuleRequest, 'today' | 'extraRules' | 'ruleFiles'> & { readonly cwd: string },
  selection: Pick<Selection, 'config' | 'active' | 'leftOut'>,
): ScanSuppressions {
  const today = dayOfRun(request);
  const findRules = ruleFinder(request);
  // What is for templates alone says nothing of a live registry.
  const configured = configSuppressions(selection.config, request.cwd)
    .filter(({ files }) => files === undefined)
    .map(({ suppression }) => suppression)
    .concat(request.ruleFiles?.suppressions ?? []);
  const tags = new Map<string, Suppression>();
  const wrong = new Map<string, Note>();
  const suppressor = createSuppressor(({ id }) => {
    const own = typeof id === 'string' && tags.size > 0 ? tags.get(registryOf(id)) : undefined;
    return own === undefined ? configured : [...configured, own];
  }, today);
  return {
    suppress: suppressor.suppress,
    add: (record) => {
      if (selection.config.scan?.allowTagSuppressions !== true || record.settings.status === 'deleted') return;
      const found = tagSuppression(record, findRules);
      if (found === undefined) return;
      const id = record.id.toLowerCase();
      if ('problem' in found) wrong.set(id, illFormedNote(found.problem, { taggedId: record.id }));
      else tags.set(id, found);
    },
    notes: (hasSeenAll) => {
      const judged = [
        ...configured.map((one) => judgedBy(one, selection, hasSeenAll)),
        ...[...tags.values()].map((one) => judgedBy(one, selection, true)),
      ];
      return [...wrong.values(), ...suppressionNotes(judged, suppressor, today)].sort(compareNotes);
    },
  };
}

/** The id of a registry, in lower case, from its own or that of a part of it. */
function registryOf(id: string): string {
  return id.toLowerCase().split('/').slice(0, REGISTRY_SEGMENTS).join('/');
}

/** Of `/subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerRegistry/registries/NAME`, the empty one before the first slash among them. */
const REGISTRY_SEGMENTS = 9;

function tagSuppression(
  { id, resource }: RegistryRecord,
  findRules: FindRules,
): Suppression | { readonly problem: string } | undefined {
  const { tags } = resource;
  const key = isObject(tags) ? findKey(tags, SUPPRESS_TAG) : undefined;
  if (!isObject(tags) || key === undefined) return undefined;
  const entry = tagEntry(tags[key]);
  const checked = 'problem' in entry ? entry : checkWritten(entry, findRules);
  return 'problem' in checked ? checked : { source: 'tag', ...checked, covers: () => true, taggedId: id };
}
