import { localPath } from './local-path.ts';
import { expandAlias, type ModuleAliases } from './module-aliases.ts';
import { type OciReference, ociReference } from './oci-reference.ts';
import type { ReferenceProblem } from './reference-problem.ts';
import { type TemplateSpecReference, templateSpecReference } from './template-spec-reference.ts';

/** A module that is restored before it can be read. */
export type RegistryReference = OciReference | TemplateSpecReference;

/** What the text of a module reference names. A path is relative to the file that the reference stands in. */
export type ModuleReference =
  | RegistryReference
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'problem'; readonly problem: ReferenceProblem };

/** Of a configuration, what references are read with. */
export interface ReferenceConfig {
  readonly moduleAliases: ModuleAliases;
  /** As messages name it; undefined for the built-in one. */
  readonly configFile?: string;
}

/** References are short in real files; a longer one is not read. */
const MAX_REFERENCE_CHARACTERS = 4096;

/**
 * Reads the string of `module`, `import`, `using` or `extension`: `br:…`, `br/ALIAS:…`, `ts:…`, `ts/ALIAS:…` or a relative
 * path (Bicep.Core/Registry/ArtifactReferenceFactory.cs).
 */
export function parseModuleReference(text: string, config: ReferenceConfig): ModuleReference {
  const result = text.length > MAX_REFERENCE_CHARACTERS ? TOO_LONG : referenceOf(text, config);
  return 'code' in result ? { kind: 'problem', problem: result } : result;
}

const TOO_LONG: ReferenceProblem = {
  code: 'BCP193',
  message: `The reference is longer than ${MAX_REFERENCE_CHARACTERS} characters.`,
};

type Read = Exclude<ModuleReference, { kind: 'problem' }> | ReferenceProblem;

function referenceOf(text: string, config: ReferenceConfig): Read {
  const colon = text.indexOf(':');
  if (colon === -1 || isDrive(text)) return localPath(text);
  const [scheme = '', ...rest] = text.slice(0, colon).split('/');
  const alias = rest.length > 0 ? rest.join('/') : undefined;
  if (scheme !== 'br' && scheme !== 'ts') return unknownScheme(text.slice(0, colon));
  const full = expandAlias(scheme, alias, text.slice(colon + 1), config);
  if (typeof full !== 'string') return full;
  return scheme === 'br' ? ociReference(full, text) : templateSpecReference(full, text);
}

/** `C:` is no scheme but an absolute path. */
function isDrive(text: string): boolean {
  return /^[a-z]:/i.test(text);
}

function unknownScheme(scheme: string): ReferenceProblem {
  return {
    code: 'BCP189',
    message: `The module reference scheme "${scheme}" is not known. Write a relative path, or a reference that begins with "br:", "br/ALIAS:", "ts:" or "ts/ALIAS:".`,
  };
}

/** A reference in full, without aliases; names the module in messages and results. */
export function referenceText(reference: RegistryReference): string {
  if (reference.kind === 'ts') {
    const { subscription, resourceGroup, name, version } = reference;
    return `ts:${subscription}/${resourceGroup}/${name}:${version}`;
  }
  const { registry, repository, tag, digest } = reference;
  return `br:${registry}/${repository}${digest === undefined ? `:${tag}` : `@${digest}`}`;
}
