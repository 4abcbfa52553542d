/** What a registry asks for with `WWW-Authenticate` (RFC 9110 §11.6.1, distribution.github.io/distribution/spec/auth/token). */
export type Challenge =
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service?: string; readonly scope?: string };

const PARAMETER = /([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;
/** In characters. */
const MAX_HEADER = 8192;

/** The challenge of a response; undefined for none that is known. */
export function challengeIn(header: string | undefined): Challenge | undefined {
  if (header === undefined || header.length > MAX_HEADER) return undefined;
  const bearer = /(?:^|,\s*)bearer\s/i.exec(header);
  if (bearer === null) return /(?:^|,\s*)basic\b/i.test(header) ? { scheme: 'basic' } : undefined;
  const rest = header.slice(bearer.index + bearer[0].length);
  const parameters = new Map(
    [...rest.matchAll(PARAMETER)].map(([, name = '', quoted, plain = '']) => [
      name.toLowerCase(),
      quoted?.replace(/\\(.)/g, '$1') ?? plain,
    ]),
  );
  const realm = parameters.get('realm');
  if (realm === undefined || !URL.canParse(realm)) return undefined;
  const service = parameters.get('service');
  const scope = parameters.get('scope');
  return { scheme: 'bearer', realm, ...(service !== undefined && { service }), ...(scope !== undefined && { scope }) };
}
