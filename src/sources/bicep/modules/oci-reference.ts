import type { ReferenceProblem } from './reference-problem.ts';

/** A module of an OCI registry; `registry` as written, without a scheme. By tag or by digest, never both. */
export interface OciReference {
  readonly kind: 'br';
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:` and 64 lower-case hexadecimal digits. */
  readonly digest?: string;
}

/** Bounds of Bicep.Core/Registry/Oci/OciArtifactReferenceFacts.cs, in characters. */
const MAX_REGISTRY = 255;
const MAX_REPOSITORY = 255;
const MAX_TAG = 128;

/** A host name or address with an optional port. */
const REGISTRY = /^(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
const SEGMENT = /^[a-z\d]+(?:[._-][a-z\d]+)*$/;
const TAG = /^\w[\w.-]*$/;
const DIGEST = /^sha256:[a-f\d]{64}$/;

/** Reads `HOST/PATH:TAG` or `HOST/PATH@DIGEST` (Bicep.Core/Registry/Oci/OciArtifactAddressComponents.cs). */
export function ociReference(full: string, written: string): OciReference | ReferenceProblem {
  const slash = full.indexOf('/');
  const registry = full.slice(0, Math.max(slash, 0));
  const segments = full.slice(slash + 1).split('/');
  const last = segments.at(-1) ?? '';
  const end = last.search(/[:@]/);
  const path = [...segments.slice(0, -1), end === -1 ? last : last.slice(0, end)];
  const wrong = addressProblem(registry, path, written);
  if (wrong !== undefined) return wrong;
  const address = { kind: 'br', registry, repository: path.join('/') } as const;
  const version = end === -1 ? '' : last.slice(end + 1);
  if (version === '') return { code: 'BCP196', message: `"${written}" has no tag and no digest.` };
  if (last[end] === '@') {
    if (DIGEST.test(version)) return { ...address, digest: version };
    return {
      code: 'BCP224',
      message: `"${version}" is no digest: it has to be "sha256:" and 64 lower-case hexadecimal digits.`,
    };
  }
  return tagProblem(version) ?? { ...address, tag: version };
}

function addressProblem(registry: string, path: readonly string[], written: string): ReferenceProblem | undefined {
  if (registry.length > MAX_REGISTRY)
    return { code: 'BCP200', message: `The registry in "${written}" is longer than ${MAX_REGISTRY} characters.` };
  if (!REGISTRY.test(registry))
    return {
      code: 'BCP193',
      message: `"${written}" is no reference to a module: write "br:REGISTRY/PATH:TAG" or "br/ALIAS:PATH:TAG".`,
    };
  const segment = path.find((part) => !SEGMENT.test(part));
  if (segment !== undefined)
    return {
      code: 'BCP195',
      message: `The part "${segment}" of the path in "${written}" is not valid: it has to be lower-case letters and digits, with single ".", "_" or "-" between them.`,
    };
  if (path.join('/').length > MAX_REPOSITORY)
    return { code: 'BCP199', message: `The path in "${written}" is longer than ${MAX_REPOSITORY} characters.` };
  return undefined;
}

function tagProblem(tag: string): ReferenceProblem | undefined {
  if (tag.length > MAX_TAG)
    return { code: 'BCP197', message: `The tag "${tag}" is longer than ${MAX_TAG} characters.` };
  if (TAG.test(tag)) return undefined;
  return {
    code: 'BCP198',
    message: `The tag "${tag}" is not valid: it consists of letters, digits, ".", "_" and "-" and begins with neither "." nor "-".`,
  };
}
