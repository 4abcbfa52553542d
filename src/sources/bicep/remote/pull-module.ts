import { isJsonObject } from '../../arm/expand/json-access.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { OciReference } from '../modules/oci-reference.ts';
import { digestOf, MAX_MANIFEST_BYTES, templateLayers } from '../modules/restored-module.ts';
import { FetchFailure } from './fetch-failure.ts';
import { type HttpAnswer, type HttpSurroundings, send } from './http-exchange.ts';
import { type RegistryIdentity, type RegistrySession, registrySession } from './registry-session.ts';
import { mayLeadTo, registryOrigin } from './trusted-registries.ts';

/** A module as the registry has it; texts hold the bytes of the registry, whose digests were checked. */
export interface PulledModule {
  readonly template: string;
  readonly manifest: string;
  readonly manifestDigest: string;
}

export interface PullRequest extends HttpSurroundings {
  readonly identity: RegistryIdentity;
  /** Of a template, in bytes. */
  readonly maxSize: number;
}

const MANIFEST_TYPES = 'application/vnd.oci.image.manifest.v1+json';
/** Media types of modules (Bicep.Core/Registry/Oci/BicepMediaTypes.cs); old modules have no artifact type. */
const ARTIFACT_TYPE = 'application/vnd.ms.bicep.module.artifact';
const CONFIG_TYPE = 'application/vnd.ms.bicep.module.config.v1+json';
const DIGEST = /^sha256:[a-f\d]{64}$/;
/** Of a blob, one after the other. */
const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches a module: `GET /v2/NAME/manifests/TAG`, then `GET /v2/NAME/blobs/DIGEST` of its one template
 * (github.com/opencontainers/distribution-spec/blob/main/spec.md).
 *
 * @throws FetchFailure
 */
export async function pullModule(reference: OciReference, request: PullRequest): Promise<PulledModule> {
  const session = registrySession(reference.registry, request.identity, request);
  const manifest = await manifestOf(reference, session);
  const manifestDigest = digestOf(Buffer.from(manifest));
  if (reference.digest !== undefined && reference.digest !== manifestDigest) throw wrongDigest('manifest');
  const layer = templateLayer(manifest);
  if (layer.size > request.maxSize)
    throw new FetchFailure(`the module is too large: ${layer.size} bytes, and --max-size is ${request.maxSize}`);
  const template = await blobOf(reference, layer, session, request);
  return { template, manifest, manifestDigest };
}

async function manifestOf(
  { repository, tag, digest, registry }: OciReference,
  session: RegistrySession,
): Promise<string> {
  const path = `/v2/${repository}/manifests/${digest ?? tag}`;
  const answer = await session.get(path, { headers: { Accept: MANIFEST_TYPES }, maxBytes: MAX_MANIFEST_BYTES });
  if (answer.status !== 200) throw refusal(answer, registry, 'the registry has no such module');
  const named = answer.header('docker-content-digest');
  if (named !== undefined && DIGEST.test(named) && named !== digestOf(Buffer.from(answer.text)))
    throw wrongDigest('manifest');
  return answer.text;
}

interface TemplateLayer {
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
}

/** The layer with the compiled template, from the text of a manifest. */
function templateLayer(text: string): TemplateLayer {
  const manifest = parsed(text);
  const config = isJsonObject(manifest.config) ? manifest.config : {};
  const { artifactType = null } = manifest;
  if (artifactType !== null && !isMediaType(artifactType, ARTIFACT_TYPE)) throw noModule();
  if (!isMediaType(config.mediaType, CONFIG_TYPE)) throw noModule();
  const [layer, another] = templateLayers(manifest);
  if (layer === undefined || another !== undefined) throw noModule();
  const { digest, size } = layer;
  if (typeof digest !== 'string' || !DIGEST.test(digest) || typeof size !== 'number') throw noModule();
  return { digest, size };
}

function parsed(text: string): JsonObject {
  try {
    const json = JSON.parse(text);
    if (isJsonObject(json)) return json;
  } catch {
    // It is no manifest.
  }
  throw noModule();
}

function isMediaType(value: unknown, type: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === type;
}

async function blobOf(
  { repository, registry }: OciReference,
  { digest, size }: TemplateLayer,
  session: RegistrySession,
  around: PullRequest,
): Promise<string> {
  const path = `/v2/${repository}/blobs/${digest}`;
  const first = await session.get(path, { headers: {}, maxBytes: around.maxSize });
  const answer = await redirected(first, `${registryOrigin(registry)}${path}`, around.maxSize, around);
  if (answer.status !== 200) throw refusal(answer, registry, 'the registry has no such template');
  const bytes = Buffer.from(answer.text);
  if (bytes.length !== size || digestOf(bytes) !== digest) throw wrongDigest('template');
  return answer.text;
}

/** Follows what a registry answers for a blob, which storage of another host may hold; nothing that signs in goes there. */
async function redirected(
  first: HttpAnswer,
  url: string,
  maxBytes: number,
  around: HttpSurroundings,
): Promise<HttpAnswer> {
  let answer = first;
  let at = url;
  for (let count = 0; REDIRECTS.has(answer.status); count++) {
    const location = answer.header('location');
    if (location === undefined || !URL.canParse(location, at) || count === MAX_REDIRECTS)
      throw new FetchFailure('the registry redirects without an end');
    const next = new URL(location, at);
    if (!mayLeadTo(new URL(at), next))
      throw new FetchFailure(`the registry redirects to ${next.origin}, which is not https:`);
    at = next.href;
    answer = await send({ url: at, headers: {}, maxBytes }, around);
  }
  return answer;
}

const SIGN_IN_HINT =
  'Sign in as for `acraudit scan`, or set DOCKER_AUTH_CONFIG; the identity needs the role AcrPull on the registry.';

function refusal({ status }: HttpAnswer, registry: string, missing: string): FetchFailure {
  if (status === 404) return new FetchFailure(`${missing} (HTTP 404)`, 'Check the path and the tag of the reference.');
  if (status === 401 || status === 403)
    return new FetchFailure(`${registry} refuses access (HTTP ${status})`, SIGN_IN_HINT);
  return new FetchFailure(`${registry} answers HTTP ${status}`);
}

function noModule(): FetchFailure {
  return new FetchFailure(
    'what the reference names is not a Bicep module',
    'Check the path and the tag of the reference.',
  );
}

function wrongDigest(what: 'manifest' | 'template'): FetchFailure {
  return new FetchFailure(
    `the ${what} is not the one of its digest`,
    'Something on the way changed it, or the registry is damaged: fetch again, and tell who runs the registry.',
  );
}
