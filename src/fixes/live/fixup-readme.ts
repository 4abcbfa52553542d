import { namespaceOf, SETTING_TYPE } from '../../model/azure/resource-types.ts';
import { LOG_ANALYTICS_CONTRIBUTOR, MONITORING_CONTRIBUTOR } from '../../model/azure/roles.ts';
import { escapeJson } from '../../util/escape.ts';
import { markdownBlock, markdownCode, markdownText } from '../../util/markdown.ts';
import { safePage } from '../../util/safe-text.ts';
import { shellWord } from './deploy-script.ts';
import type { LivePlan, LiveRefusal, PlannedRegistry, SettingAddition, SettingUpdate } from './live-plan.ts';
import type { LiveProperties } from './live-setting.ts';

export type ChangedRegistry = PlannedRegistry & { readonly action: SettingUpdate | SettingAddition };
export type RefusedRegistry = PlannedRegistry & { readonly action: LiveRefusal };

export function changedRegistries({ registries }: LivePlan): readonly ChangedRegistry[] {
  return registries.filter((one): one is ChangedRegistry => one.action.kind === 'update' || one.action.kind === 'add');
}

export function refusedRegistries({ registries }: LivePlan): readonly RefusedRegistry[] {
  return registries.filter((one): one is RefusedRegistry => one.action.kind === 'refusal');
}

/** A subscription, with its name where the scan has it. */
export interface NamedSubscription {
  readonly id: string;
  readonly name: string | undefined;
}

/** The page of one subscription: what was wrong, what changes and how, what stays, what does not change and why. */
export function subscriptionReadme(
  subscription: NamedSubscription,
  changed: readonly ChangedRegistry[],
  refused: readonly RefusedRegistry[],
  files: { readonly parameters: readonly string[]; readonly bicep: readonly string[]; readonly location: string },
): string {
  const sections = [
    `# Subscription ${subscriptionName(subscription)}`,
    `${counted(changed.length, 'registry changes', 'registries change')}, ${counted(refused.length, 'needs', 'need')} manual action.`,
  ];
  if (changed.length > 0)
    sections.push(...howToDeploy(subscription.id, files), '## Changes', ...changed.map(changeSection));
  if (refused.length > 0) sections.push('## Not changed', ...refused.map(refusalSection));
  return safePage(`${sections.join('\n\n')}\n`);
}

const REQUIRED_ROLES = `The identity that runs it needs ${LOG_ANALYTICS_CONTRIBUTOR.name} on the subscription, which may deploy templates and write diagnostic settings, and on the workspace or storage account that logs are sent to. ${MONITORING_CONTRIBUTOR} alone may not deploy. For an event hub, the right to list the keys of its rule is needed, and the rule must allow Manage, Send and Listen.`;

function howToDeploy(
  subscription: string,
  { parameters, bicep, location }: { parameters: readonly string[]; bicep: readonly string[]; location: string },
): readonly string[] {
  const place = location === '' ? ' --location REGION' : '';
  const where = location === '' ? 'REGION' : location;
  return [
    '## Deploying',
    'The script shows what would change, and with `--apply` deploys it.',
    markdownBlock('sh', [`bash deploy.sh${place}`, `bash deploy.sh${place} --apply`]),
    REQUIRED_ROLES,
    'Azure answers 409 while the subscription is not registered for diagnostic settings. Once is enough:',
    markdownBlock('sh', [
      `az provider register --subscription=${shellWord(subscription)} --namespace ${namespaceOf(SETTING_TYPE)} --wait`,
    ]),
    `The template is \`fix-up.json\`, with ${parameters.map(markdownCode).join(', ')}. The same in Bicep:`,
    markdownBlock(
      'sh',
      bicep.map(
        (file) =>
          `az deployment sub what-if --subscription=${shellWord(subscription)} --location ${where} --parameters ${file}`,
      ),
    ),
    'To deploy it, run the same with `create` in place of `what-if`.',
    'A setting is replaced as a whole by what the scan saw and the change. Scan again before deploying if settings may have been changed since.',
  ];
}

/** The name of a subscription and its id, which is all there is where it has no other name. */
function subscriptionName({ id, name = id }: NamedSubscription): string {
  return name.toLowerCase() === id ? markdownCode(id) : `${markdownText(name)} (${markdownCode(id)})`;
}

function changeSection(registry: ChangedRegistry): string {
  const { id, name, location, action } = registry;
  const isUpdate = action.kind === 'update';
  const lines = [
    `### ${markdownText(name)}`,
    location === '' ? markdownCode(id) : `${markdownCode(id)} in ${markdownCode(location)}`,
    ...wrongSection(registry),
    `${isUpdate ? 'Changes' : 'Adds'} diagnostic setting ${markdownCode(action.setting)}:`,
    ...(isUpdate ? [bulletList(action.changes)] : []),
    markdownBlock('diff', propertyDiff(isUpdate ? action.before : {}, action.after)),
    ...keptSection(registry),
  ];
  if (action.assumptions.length > 0) lines.push('Azure takes it only if:', bulletList(action.assumptions));
  return lines.join('\n\n');
}

/** A registry that is not changed: why, and what a person can do. */
export function refusalSection(registry: RefusedRegistry): string {
  const { id, name, action } = registry;
  return [
    `### ${markdownText(name === '' ? '(no name)' : name)}`,
    markdownCode(id),
    ...wrongSection(registry),
    `Not changed: ${markdownText(action.reason)}.`,
    `Next step: ${markdownText(action.action)}.`,
    ...keptSection(registry),
  ].join('\n\n');
}

function wrongSection({ wrong }: PlannedRegistry): readonly string[] {
  return wrong.length === 0 ? [] : ['What is wrong:', bulletList(wrong)];
}

function keptSection({ kept }: PlannedRegistry): readonly string[] {
  const lines = kept.map(({ name, destinations }) => {
    const ids = destinations.map(markdownCode).join(', ');
    return `- diagnostic setting ${markdownCode(name)}, which sends ${ids === '' ? 'nowhere' : `to ${ids}`}`;
  });
  return lines.length === 0 ? [] : ['What stays as it is:', lines.join('\n')];
}

/** A diff with one line of JSON for each property. */
function propertyDiff(before: LiveProperties, after: LiveProperties): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [old, next] = [before, after].map((side) =>
      Object.hasOwn(side, name) ? escapeJson(`${JSON.stringify(name)}: ${JSON.stringify(side[name])}`) : undefined,
    );
    if (old === next) return [` ${old}`];
    return [...(old === undefined ? [] : [`-${old}`]), ...(next === undefined ? [] : [`+${next}`])];
  });
}

export function bulletList(items: readonly string[]): string {
  return items.map((item) => `- ${markdownText(item)}`).join('\n');
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
