import { countRegistries } from '../../engine/counts.ts';
import type { Finding, Note, RunError, RunResult } from '../../engine/finding.ts';
import { compareFindings, compareNotes } from '../../engine/finding-order.ts';
import type { TemplateRun } from '../../sources/arm/arm-source.ts';
import type { Discovered } from '../../sources/discover/discover.ts';
import { version } from '../../util/version.ts';

/** Puts everything a run found into one result: sorted, counted, with what was not read said in its own words. */
export function summarize(
  { findings, errors, notes }: { findings: readonly Finding[]; errors: readonly RunError[]; notes: readonly Note[] },
  run: TemplateRun,
  discovered: Discovered,
  { allowEmpty }: { readonly allowEmpty: boolean },
): RunResult {
  const counted = errors.filter(({ notCountedBecause }) => notCountedBecause === undefined);
  const isEmpty = run.read === 0 && errors.length === 0;
  const empty: RunError[] = isEmpty && !allowEmpty ? [{ code: 'no-template', message: emptyMessage(discovered) }] : [];
  const ignored = discovered.hiddenTemplates;
  const hidden: Note[] =
    ignored === 0
      ? []
      : [
          {
            message: `${discovered.hiddenBounded ? 'at least ' : ''}${ignored} template${ignored === 1 ? '' : 's'} skipped by .gitignore`,
          },
        ];
  const used = new Set(run.inventories.map(({ parameters }) => parameters));
  const named = discovered.skipped.filter(
    ({ file, named: isNamed, reason }) => isNamed && reason === 'not-a-template' && !used.has(file),
  );
  const bicep = bicepCount(discovered);
  return {
    tool: { name: 'acraudit', version },
    findings: [...findings].sort(compareFindings),
    errors: [...errors, ...empty].sort(compareNotes),
    notes: [
      ...notes,
      ...hidden,
      ...named.map(({ file, what }) => ({
        message: `${file} is no template${what === undefined ? '' : ` but ${what}`} and was skipped`,
        location: { file },
      })),
      ...(bicep > 0 && empty.length === 0
        ? [{ message: `${unreadBicep(bicep)}: ${BICEP_HINT}`, important: true as const }]
        : []),
    ].sort(compareNotes),
    registries: countRegistries(findings),
    inputKind: 'template',
    inputs: {
      read: run.read,
      unreadable: new Set(counted.map(({ location }) => location?.file)).size,
      skipped: discovered.skipped.filter(({ file }) => !used.has(file)).length,
    },
  };
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
