import { message } from './message.ts';

/** Ids of the texts for one of a kind, and for several or none. */
const COUNTED = {
  template: ['count.template-one', 'count.template'],
  jsonFile: ['count.json-file-one', 'count.json-file'],
  file: ['count.file-one', 'count.file'],
  parameterFile: ['count.parameter-file-one', 'count.parameter-file'],
  bicepFile: ['count.bicep-file-one', 'count.bicep-file'],
  registry: ['count.registry-one', 'count.registry'],
  instance: ['count.instance-one', 'count.instance'],
  instanceLeft: ['count.instance-left-one', 'count.instance-left'],
  registryLeft: ['count.registry-left-one', 'count.registry-left'],
  knownFinding: ['count.known-finding-one', 'count.known-finding'],
  changedFile: ['count.changed-file-one', 'count.changed-file'],
  subscription: ['count.subscription-one', 'count.subscription'],
  region: ['count.region-one', 'count.region'],
  export: ['count.export-one', 'count.export'],
  result: ['count.result-one', 'count.result'],
  error: ['count.error-one', 'count.error'],
  rule: ['count.rule-one', 'count.rule'],
  module: ['count.module-one', 'count.module'],
  resource: ['count.resource-one', 'count.resource'],
  note: ['count.note-one', 'count.note'],
  change: ['count.change-one', 'count.change'],
  log: ['count.log-one', 'count.log'],
} as const;

/** What can be counted. */
export type CountedKind = keyof typeof COUNTED;

/** `1 file`, `2 files`. */
export function counted(count: number, kind: CountedKind): string {
  const [one, several] = COUNTED[kind];
  return message(count === 1 ? one : several, { count });
}
