/** Lines of `acraudit init`. */
export const initLines = {
  'init.found': 'found: {files}',
  'init.found-ci': 'CI: {systems}',
  'init.found-psrule': 'PSRule: {files} (psrule: true in acraudit.yaml runs its YAML rules too)',
  'init.ask-pack': 'Rules to start from, as acraudit rules lists packs ({pack}):',
  'init.ask-baseline': 'Write a baseline, so that only new findings fail?',
  'init.ask-ci': 'Write a file for {system}?',
  'init.written': 'written: {file}',
  'init.kept': 'kept: {file} (it is there already)',
  'init.failed': 'not written: {file}: {reason}',
  'init.leads-out': 'its folder is a link out of the repository',
  'init.nothing-written': 'nothing was written',
  'init.name-baseline': 'name the baseline in {config}: baseline: {file}',
  'init.next': 'next: acraudit lint',
} as const;
