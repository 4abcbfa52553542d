/** Texts about instances of Container Registry of Alibaba Cloud. */
export const alibabaLines = {
  'audit-cause.declared':
    'the instance audit, which is switched on in the console and which no template can express; `acraudit scan --provider alibaba` tells',
  'audit-cause.unlisted': 'where the events of region {region} go',
  'audit-cause.events': 'events of the instance',
  'audit-cause.silent':
    'no event of it arrived from {from} to {to}: its instance audit is off, or it is idle; events of {others} arrived',
  'audit-cause.silent-region':
    'no event of it arrived from {from} to {to}, nor of any other instance of the region: its instance audit is off, or it is idle',
  'audit-cause.no-index': 'its events: logstore {logstore} of project {project} has no index of {field}',
  'audit-cause.incomplete': 'events of it: Log Service did not look at all of {from} to {to}',
  'audit-cause.part': '{part} of project {project}: {problem}',
  'audit-part.project': 'the project itself',
  'audit-part.logstore': 'logstore {logstore}',
  'audit-part.index': 'the index of logstore {logstore}',
  'audit-part.events': 'events in logstore {logstore}',
  'note.events-until': 'events of it arrived until {last}',
  'audit-step.switch': 'switch the instance audit on in the console, Audit Center, Instance Audit: {page}',
  'audit-step.calls': 'make the calls for region {region} of the page that is written',
  'error.alibaba-sign-in': 'cannot sign in to Alibaba Cloud: {reason}',
  'error.alibaba-scan-ended': 'the scan ended before everything was read: scan again',
  'error.region-inaccessible': 'the instances of region {region} could not be listed: {reason}',
} as const;
