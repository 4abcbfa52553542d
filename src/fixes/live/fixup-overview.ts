import { message } from '../../messages/message.ts';
import { markdownBlock, markdownText } from '../../util/markdown.ts';
import { safePage } from '../../util/safe-text.ts';
import {
  bulletList,
  type ChangedRegistry,
  type NamedSubscription,
  type RefusedRegistry,
  refusalSection,
} from './fixup-readme.ts';
import { folderName } from './folder-name.ts';

/** What becomes of the registries of one subscription. */
export interface FixupFolder {
  readonly subscription: NamedSubscription;
  readonly changed: readonly ChangedRegistry[];
  readonly refused: readonly RefusedRegistry[];
}

/** The overview page: the folders, what could not be read, and registries without a folder. */
export function overviewReadme(
  folders: readonly FixupFolder[],
  withoutSubscription: readonly RefusedRegistry[],
  unread: readonly string[],
): string {
  const sections = ['# Diagnostic settings of container registries', tableOf(folders)];
  if (folders.some(({ changed }) => changed.length > 0)) {
    sections.push(
      'Each folder has a README with its changes and the roles to deploy them. To preview and then deploy all of them:',
      markdownBlock('sh', [deployLoop(''), deployLoop(' --apply')]),
    );
  }
  if (unread.length > 0)
    sections.push(
      '## Not read',
      'These files hold nothing for what could not be read. When it can be, scan again.',
      bulletList(unread),
    );
  if (withoutSubscription.length > 0) sections.push('## Not changed', ...withoutSubscription.map(refusalSection));
  return safePage(`${sections.join('\n\n')}\n`);
}

function tableOf(folders: readonly FixupFolder[]): string {
  if (folders.length === 0) return 'Nothing to do.';
  const rows = folders.map(({ subscription: { id, name = id }, changed, refused }) => {
    const link = `[${markdownText(folderName(id))}](${folderName(id)}/README.md)`;
    const shown = name.toLowerCase() === id ? '' : markdownText(name);
    return `| ${link} | ${shown} | ${countedNames(changed)} | ${countedNames(refused)} |`;
  });
  return ['| Subscription | Name | Change | Need manual action |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const MAX_NAMES = 5;

/** How many registries, and the first of them by name. */
function countedNames(registries: readonly { readonly name: string }[]): string {
  if (registries.length === 0) return '0';
  const list = registries
    .slice(0, MAX_NAMES)
    .map(({ name }) => markdownText(name))
    .join(', ');
  const count = registries.length - MAX_NAMES;
  return `${registries.length}: ${count > 0 ? message('list.more', { list, count }) : list}`;
}

function deployLoop(flag: string): string {
  return `for script in ./*/deploy.sh; do bash "$script"${flag} || echo "failed: $script" >&2; done`;
}
