import { rules } from '../../../rules/index.ts';
import type { Finding, Note, RunError, RunResult } from '../../engine/finding.ts';
import { compareNotes } from '../../engine/finding-order.ts';
import { wantedBy } from '../../engine/wanted.ts';
import type { TemplateRun } from '../../sources/arm/arm-source.ts';
import type { Discovered } from '../../sources/discover/discover.ts';
import { buildResult } from '../build-result.ts';

interface FoundInTemplates {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
}

/** The result of a run over templates, which also says what was not read and why. */
export function templateResult(
  { findings, errors, notes }: FoundInTemplates,
  run: TemplateRun,
  discovered: Discovered,
  allowEmpty: boolean,
): RunResult {
  const counted = errors.filter(({ excludedBecause }) => excludedBecause === undefined);
  const isEmpty = run.read === 0 && errors.length === 0;
  const empty: RunError[] = isEmpty && !allowEmpty ? [{ code: 'no-template', message: emptyMessage(discovered) }] : [];
  const used = new Set(run.inventories.map(({ parameters }) => parameters));
  const own = [...hiddenNotes(discovered), ...skippedNotes(discovered, used)];
  const bicep = empty.length > 0 ? [] : bicepNotes(discovered);
  return buildResult({
    findings,
    errors: [...errors, ...empty],
    notes: [...notes, ...own, ...bicep].sort(compareNotes),
    types: wantedBy(rules).types,
    inputKind: 'template',
    inputs: {
      read: run.read,
      unreadable: new Set(counted.map(({ location }) => location?.file)).size,
      skipped: discovered.skipped.filter(({ file }) => !used.has(file)).length,
    },
  });
}

function hiddenNotes({ hiddenTemplates: hidden, hiddenTruncated: hiddenBounded }: Discovered): readonly Note[] {
  if (hidden === 0) return [];
  const least = hiddenBounded ? 'at least ' : '';
  return [{ message: `${least}${hidden} template${hidden === 1 ? '' : 's'} skipped by .gitignore` }];
}

/** Files that were named and are no templates; a parameter file that was used is not skipped. */
function skippedNotes({ skipped }: Discovered, used: ReadonlySet<string | undefined>): readonly Note[] {
  return skipped
    .filter(({ file, named, reason }) => named && reason === 'not-a-template' && !used.has(file))
    .map(({ file, what }) => ({
      message: `${file} is no template${what === undefined ? '' : ` but ${what}`} and was skipped`,
      location: { file },
    }));
}

function bicepNotes(discovered: Discovered): readonly Note[] {
  const bicep = bicepCount(discovered);
  return bicep === 0 ? [] : [{ message: `${unreadBicep(bicep)}: ${BICEP_HINT}`, important: true }];
}

const BICEP_HINT = 'Bicep is read as the JSON it compiles to (`bicep build`)';

function bicepCount({ skipped }: Discovered): number {
  return skipped.filter(({ reason }) => reason === 'bicep').length;
}

function unreadBicep(count: number): string {
  return `${count} Bicep file${count === 1 ? ' is' : 's are'} not read`;
}

function emptyMessage(discovered: Discovered): string {
  const { skipped } = discovered;
  const count = (reason: string): number => skipped.filter((file) => file.reason === reason).length;
  const hidden = [
    ...(count('gitignore') > 0 ? [`${count('gitignore')} by .gitignore (--no-ignore reads them)`] : []),
    ...(count('exclude') > 0 ? [`${count('exclude')} by exclude`] : []),
    ...(count('include') > 0 ? [`${count('include')} by include`] : []),
  ];
  if (hidden.length > 0) return `every template is ignored: ${hidden.join(', ')}`;
  const bicep = bicepCount(discovered);
  if (bicep > 0) return `no ARM template, and ${unreadBicep(bicep)}: ${BICEP_HINT}`;
  return skipped.length > 0
    ? `no ARM template among ${skipped.length} JSON file${skipped.length === 1 ? '' : 's'}; --allow-empty accepts that`
    : 'no ARM template found; --allow-empty accepts that';
}
