import { isGraphType } from '../../../model/azure/resource-types.ts';
import type { ExtensionDeclaration } from '../syntax/nodes.ts';
import type { ExtensionSymbol } from './symbols.ts';

/** The name that an extension has in the file: its alias, else its own. */
export function extensionName({ alias, specification }: ExtensionDeclaration): string {
  if (alias !== undefined) return alias.name;
  const text = specificationText(specification);
  // `br:host/path/name:tag`, `name@version` and paths end in the name.
  return (text.split(/[/\\]/).at(-1) ?? '').split(/[:@]/)[0] ?? '';
}

/** `extension az` says what holds without it. */
export function isOwnNamespace({ alias, specification }: ExtensionDeclaration): boolean {
  return alias === undefined && ['az', 'sys'].includes(specificationText(specification));
}

export function specificationText(specification: ExtensionDeclaration['specification']): string {
  return specification.kind === 'identifier' ? specification.name : (specification.segments[0] ?? '');
}

const AZURE_TYPE = /^[a-z][a-z0-9]*\.[a-z][a-z0-9.]*\//i;

/**
 * The extension that a resource type belongs to. Without the index of its types: Microsoft Graph has a provider that looks like
 * one of Azure; those of others do not, as in `apps/Deployment`, or end in `.io` as in Kubernetes.
 */
export function extensionOf(type: string, extensions: readonly ExtensionSymbol[]): ExtensionSymbol | undefined {
  if (extensions.length === 0) return undefined;
  const isGraph = isGraphType(type);
  if (!isGraph && AZURE_TYPE.test(type) && !/^[^/]*\.(?:io|com|org|net)\//i.test(type)) return undefined;
  return (
    extensions.find(({ declaration }) => isGraph === /graph/i.test(specificationText(declaration.specification))) ??
    (isGraph ? undefined : extensions[0])
  );
}

/** What templates call an extension, and its version where the specification has one. */
export function extensionProvider(specification: string): {
  readonly provider: string;
  readonly version: string | undefined;
} {
  const [, name = specification, version] = /([^/:@]+)[:@]([^:@/]+)$/.exec(specification) ?? [];
  if (/graph/i.test(specification)) return { provider: 'MicrosoftGraph', version };
  return /^kubernetes$/i.test(name)
    ? { provider: 'Kubernetes', version: version ?? '1.0.0' }
    : { provider: name, version };
}
