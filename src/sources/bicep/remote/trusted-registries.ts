import { isAzureRegistry, TRUSTED_HOSTS } from '../../../model/azure/module-registries.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a registry, such as `contoso.azurecr.io`, may be asked. `also`: hosts with their ports, as the user gave them. */
export function isTrusted(registry: string, also: readonly string[]): boolean {
  const host = registry.toLowerCase();
  return TRUSTED_HOSTS.has(host) || isAzureRegistry(host) || also.some((name) => name.toLowerCase() === host);
}

/** Whether an address may be asked: `https:`, and on this machine `http:` too. */
export function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/** Whether an answer of `from` may lead to `to`: what is elsewhere must not reach services of this machine without TLS. */
export function mayLeadTo(from: URL, to: URL): boolean {
  return to.protocol === 'https:' || (from.protocol === 'http:' && isSecure(to));
}

/** The address of a registry, without a slash at the end. Docker too speaks `http:` to this machine. */
export function registryOrigin(registry: string): string {
  const host = registry.replace(/:\d+$/, '');
  return `${LOOPBACK.test(host) ? 'http' : 'https'}://${registry}`;
}
