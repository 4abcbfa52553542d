import { PARAMETER_SCHEMAS } from '../../model/azure/api-versions.ts';
import { escapeJson } from '../../util/escape.ts';
import { printBicep } from '../bicep/print-bicep.ts';
import { deployScript } from './deploy-script.ts';
import { overviewReadme } from './fixup-overview.ts';
import { fixupParts, type GroupSettings } from './fixup-parts.ts';
import {
  type ChangedRegistry,
  changedRegistries,
  type NamedSubscription,
  type RefusedRegistry,
  refusedRegistries,
  subscriptionReadme,
} from './fixup-readme.ts';
import { folderName } from './folder-name.ts';
import type { LivePlan, ScanFacts } from './live-plan.ts';

/** The files of `templates/` that a fix-up is made of. */
export const fixupTemplateNames = ['fix-up.json', 'fix-up.bicep', 'fix-up-settings.bicep', 'fix-up.sh'] as const;

/** Their texts, by name. */
export type FixupTemplates = Readonly<Record<(typeof fixupTemplateNames)[number], string>>;

/**
 * The files that carry out a plan, by path relative to the folder they are written to: a folder per subscription with
 * template, parameter files, the same in Bicep, a script and a page that lists every change. The same plan gives the same
 * bytes. Paths consist of letters, digits, `-`, `_`, `.` and `/`, and are distinct. The files of a subscription are generated
 * lazily.
 */
export function* fixupFiles(
  plan: LivePlan,
  templates: FixupTemplates,
  facts: ScanFacts = NO_FACTS,
): Generator<readonly [string, string]> {
  const changed = groupBySubscription(changedRegistries(plan));
  const refused = groupBySubscription(refusedRegistries(plan));
  const subscriptions = [...new Set([...changed.keys(), ...refused.keys()])].filter((id) => id !== '').sort();
  for (const subscription of subscriptions) {
    const files = subscriptionFiles(
      { id: subscription, name: facts.names.get(subscription) },
      changed.get(subscription) ?? [],
      refused.get(subscription) ?? [],
      templates,
    );
    for (const [name, text] of files) yield [`${folderName(subscription)}/${name}`, text];
  }
  const folders = subscriptions.map((id) => ({
    subscription: { id, name: facts.names.get(id) },
    changed: changed.get(id) ?? [],
    refused: refused.get(id) ?? [],
  }));
  yield ['README.md', overviewReadme(folders, refused.get('') ?? [], facts.unread)];
}

const NO_FACTS: ScanFacts = { names: new Map(), unread: [] };

function subscriptionFiles(
  subscription: NamedSubscription,
  changed: readonly ChangedRegistry[],
  refused: readonly RefusedRegistry[],
  templates: FixupTemplates,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const parts = fixupParts(changed.map(groupedEntry), Buffer.byteLength(templates['fix-up.json']));
  const names = parts.map((_, i) => (parts.length === 1 ? 'fix-up' : `fix-up.${String(i + 1).padStart(3, '0')}`));
  const parameters = names.map((name) => `${name}.parameters.json`);
  const bicep = names.map((name) => `${name}.bicepparam`);
  const location = deploymentLocation(changed);
  if (parts.length > 0) {
    for (const name of ['fix-up.json', 'fix-up.bicep', 'fix-up-settings.bicep'] as const)
      files.set(name, templates[name]);
    for (const [i, part] of parts.entries()) {
      files.set(parameters[i] ?? '', parameterFile(part));
      files.set(bicep[i] ?? '', `using 'fix-up.bicep'\n\nparam resourceGroups = ${printBicep(part)}\n`);
    }
    const values = { subscription: subscription.id, location, parameterFiles: parameters };
    files.set('deploy.sh', deployScript(templates['fix-up.sh'], values));
  }
  return files.set('README.md', subscriptionReadme(subscription, changed, refused, { parameters, bicep, location }));
}

function groupedEntry({ resourceGroup, name, action }: ChangedRegistry): Parameters<typeof fixupParts>[0][number] {
  return { resourceGroup, entry: { registry: name, name: action.setting, properties: action.after } };
}

function parameterFile(resourceGroups: readonly GroupSettings[]): string {
  const parameters = { resourceGroups: { value: resourceGroups } };
  const json = JSON.stringify(
    { $schema: PARAMETER_SCHEMAS.subscription, contentVersion: '1.0.0.0', parameters },
    null,
    2,
  );
  return `${escapeJson(json)}\n`;
}

/** The region of the first registry: it exists in this cloud. Empty when no registry names a region. */
function deploymentLocation(changed: readonly ChangedRegistry[]): string {
  const regions = changed.map(({ location }) => location.toLowerCase().replaceAll(' ', ''));
  return regions.find((region) => /^[a-z0-9]{1,40}$/.test(region)) ?? '';
}

function groupBySubscription<T extends { readonly subscription: string }>(
  list: readonly T[],
): Map<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(item.subscription) ?? [];
    groups.set(item.subscription, group);
    group.push(item);
  }
  return groups;
}
