/** Lines of `acraudit tasks`. */
export const taskLines = {
  'tasks.registry-gone': '{registry} was deleted or moved while its runs were listed',
  'tasks.nameless': 'runs that have no valid id: {count}',
  'tasks.not-listed': '--registry {registry}: no registry of this name or id was listed',
  'tasks.interrupted': 'the export was interrupted; the same command goes on with it',
  'tasks.saved': 'saved {logs} of {registries}',
  'tasks.wanted': 'would save {logs} of {registries}',
  'tasks.present-one': '1 was there',
  'tasks.present': '{count} were there',
  'tasks.unfinished': '{count} still running',
  'tasks.none': '{count} without a log',
  'tasks.more': 'and {count} more',
  'tasks.state-saved': 'saved',
  'tasks.state-present': 'there',
  'tasks.state-wanted': 'to save',
  'tasks.state-unfinished': 'running',
  'tasks.state-none': 'no log',
  'tasks.changed': 'the saved file is missing or was changed, and Azure has the log no longer',
  'tasks.failed': '{count} failed',
  'tasks.secrets':
    'logs of runs can hold secrets, such as build arguments: only you may read what was saved in {folder}',
} as const;
