import { TEMPLATE_SPEC_API_VERSION } from '../../../model/azure/api-versions.ts';
import { templateSpecId } from '../../../model/azure/template-spec.ts';
import { isJsonObject } from '../../arm/expand/json-access.ts';
import type { CloudEndpoints } from '../../azure/live/cloud-endpoints.ts';
import type { TemplateSpecReference } from '../modules/template-spec-reference.ts';
import { FetchFailure } from './fetch-failure.ts';
import { type HttpAnswer, type HttpSurroundings, send } from './http-exchange.ts';

export interface SpecRequest extends HttpSurroundings {
  readonly cloud: CloudEndpoints;
  readonly identity: { readonly azureToken: () => Promise<string> };
  /** Of an answer, in bytes. */
  readonly maxSize: number;
}

const READ_HINT = 'The identity needs the role Template Spec Reader on it; --tenant chooses another tenant.';

/**
 * Reads a version of a template spec from Azure Resource Manager, as the compiler caches it: with `id` and
 * `properties.mainTemplate` ("Template Spec Versions - Get").
 *
 * @throws FetchFailure
 */
export async function pullTemplateSpec(reference: TemplateSpecReference, request: SpecRequest): Promise<string> {
  const { cloud, identity, maxSize } = request;
  const token = await identity.azureToken();
  const path = templateSpecId(reference).split('/').map(encodeURIComponent).join('/');
  const url = `${cloud.armEndpoint}${path}?api-version=${TEMPLATE_SPEC_API_VERSION}`;
  const answer = await send({ url, headers: { Authorization: `Bearer ${token}` }, maxBytes: maxSize }, request);
  if (answer.status !== 200) throw refusal(answer);
  if (!isTemplateSpec(answer.text)) throw new FetchFailure('what Azure answers is not a template spec');
  return answer.text;
}

function refusal({ status }: HttpAnswer): FetchFailure {
  if (status === 404)
    return new FetchFailure(
      'there is no such template spec (HTTP 404)',
      'Check subscription, group, name and version.',
    );
  if (status === 401 || status === 403) return new FetchFailure(`Azure refuses access (HTTP ${status})`, READ_HINT);
  return new FetchFailure(`Azure answers HTTP ${status}`);
}

function isTemplateSpec(text: string): boolean {
  try {
    const body = JSON.parse(text);
    return (
      isJsonObject(body) &&
      typeof body.id === 'string' &&
      isJsonObject(body.properties) &&
      isJsonObject(body.properties.mainTemplate)
    );
  } catch {
    return false;
  }
}
