import { namespaceOf, SETTING_TYPE } from '../../model/azure/resource-types.ts';
import { LOG_ANALYTICS_CONTRIBUTOR, MONITORING_CONTRIBUTOR } from '../../model/azure/roles.ts';
import { escapeJson } from '../../util/escape.ts';
import { markdownBlock, markdownCode, markdownText } from '../../util/markdown.ts';
import { safePage } from '../../util/safe-text.ts';
import { shellWord } from './deploy-script.ts';
import { folderName } from './folder-name.ts';
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

/** The page of one subscription: what changes and how, what does not and why. */
export function subscriptionReadme(
  subscription: string,
  changed: readonly ChangedRegistry[],
  refused: readonly RefusedRegistry[],
  files: { readonly parameters: readonly string[]; readonly bicep: readonly string[]; readonly location: string },
): string {
  const sections = [
    `# Subscription ${markdownCode(subscription)}`,
    `${counted(changed.length, 'registry is', 'registries are')} changed, ${counted(refused.length, 'needs', 'need')} a person.`,
  ];
  if (changed.length > 0)
    sections.push(...howToDeploy(subscription, files), '## Changes', ...changed.map(changeSection));
  if (refused.length > 0) sections.push('## Not changed', ...refused.map(refusalSection));
  return safePage(`${sections.join('\n\n')}\n`);
}

/** The overview page: the folders, and registries without a subscription folder. */
export function overviewReadme(
  folders: readonly { readonly subscription: string; readonly changed: number; readonly refused: number }[],
  withoutSubscription: readonly RefusedRegistry[],
): string {
  const rows = folders.map(
    ({ subscription, changed, refused }) =>
      `| [${markdownText(folderName(subscription))}](${folderName(subscription)}/README.md) | ${changed} | ${refused} |`,
  );
  const table = ['| Subscription | Registries to change | Left to a person |', '| --- | --- | --- |', ...rows].join(
    '\n',
  );
  const sections = [
    '# Diagnostic settings of container registries',
    ...(rows.length > 0 ? [table] : ['Nothing to do.']),
  ];
  if (folders.some(({ changed }) => changed > 0)) {
    sections.push(
      'Each folder has a README with its changes and the roles to deploy them. To preview and then deploy all of them:',
      markdownBlock('sh', [deployLoop(''), deployLoop(' --apply')]),
    );
  }
  if (withoutSubscription.length > 0) sections.push('## Not changed', ...withoutSubscription.map(refusalSection));
  return safePage(`${sections.join('\n\n')}\n`);
}

function deployLoop(flag: string): string {
  return `for script in ./*/deploy.sh; do bash "$script"${flag} || echo "failed: $script" >&2; done`;
}

const REQUIRED_ROLES = `Who runs it needs ${LOG_ANALYTICS_CONTRIBUTOR.name} on the subscription, which may deploy templates and write diagnostic settings, and on the workspace or storage account that logs are sent to. ${MONITORING_CONTRIBUTOR} alone may not deploy. For an event hub, the right to list the keys of its rule is needed, and the rule must allow Manage, Send and Listen.`;

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
    'With `create` in the place of `what-if` that is deployed.',
    'A setting is replaced as a whole by what the scan saw and the change. Scan again before deploying if settings may have been changed since.',
  ];
}

function changeSection({ id, name, location, action }: ChangedRegistry): string {
  const verb = action.kind === 'update' ? 'Updates' : 'Adds';
  const before = action.kind === 'update' ? action.before : {};
  const lines = [
    `### ${markdownText(name)}`,
    `${markdownCode(id)} in ${markdownCode(location)}. ${verb} diagnostic setting ${markdownCode(action.setting)}:`,
    bulletList(action.changes),
    markdownBlock('diff', propertyDiff(before, action.after)),
  ];
  if (action.assumptions.length > 0) lines.push('Azure takes it only if:', bulletList(action.assumptions));
  return lines.join('\n\n');
}

function refusalSection({ id, name, action: { code, reason, action } }: RefusedRegistry): string {
  const heading = `### ${markdownText(name === '' ? '(no name)' : name)}`;
  return [heading, `${markdownCode(id)} (${code}): ${markdownText(reason)}.`, `To do: ${markdownText(action)}.`].join(
    '\n\n',
  );
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

function bulletList(items: readonly string[]): string {
  return items.map((item) => `- ${markdownText(item)}`).join('\n');
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
