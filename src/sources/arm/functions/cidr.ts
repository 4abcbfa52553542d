import { ArmError, type ConcreteValue, newObject, type PureFunction, unsupported } from './concrete-value.ts';
import { define, intAt, stringAt } from './define.ts';

interface Network {
  readonly bits: 32 | 128;
  /** The address without host bits. */
  readonly address: bigint;
  readonly prefix: number;
}

function malformed(name: string): ArmError {
  return new ArmError('value', `${name}: the text is not an address range in CIDR notation`);
}

function parseIpv4(text: string, name: string): bigint {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) throw malformed(name);
  // .NET reads a leading zero as octal.
  if (parts.some((part) => /^0\d/.test(part))) throw unsupported(name, 'a leading zero in an address');
  if (parts.some((part) => Number(part) > 255)) throw malformed(name);
  return parts.reduce((address, part) => (address << 8n) | BigInt(part), 0n);
}

function parseIpv6(text: string, name: string): bigint {
  if (text.includes('.') || text.includes('%')) throw unsupported(name, 'this notation of an IPv6 address');
  const halves = text.split('::');
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  const complete = halves.length === 1 ? missing === 0 : halves.length === 2 && missing >= 1;
  if (!complete || ![...head, ...tail].every((part) => /^[\da-f]{1,4}$/i.test(part))) throw malformed(name);
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return groups.reduce((address, part) => (address << 16n) | BigInt(`0x${part}`), 0n);
}

function hostMask(network: Network, prefix = network.prefix): bigint {
  return (1n << BigInt(network.bits - prefix)) - 1n;
}

function parseNetwork(text: string, name: string): Network {
  const match = /^([^/]{2,45})\/(\d{1,3})$/.exec(text);
  const [address = '', prefixText = ''] = match?.slice(1) ?? [];
  const bits = address.includes(':') ? 128 : 32;
  const prefix = Number(prefixText);
  if (match === null || prefix > bits) throw malformed(name);
  const value = bits === 128 ? parseIpv6(address, name) : parseIpv4(address, name);
  const network: Network = { bits, address: value, prefix };
  if ((value & hostMask(network)) !== 0n) throw unsupported(name, 'an address with host bits in a range');
  return network;
}

function ipv4Text(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
}

/** RFC 5952: lower case, the first longest run of two or more zero groups shortened. */
function ipv6Text(address: bigint, name: string): string {
  // .NET writes some of these with an IPv4 address at the end.
  const embedsIpv4 = (address >> 48n === 0n && address > 1n) || ((address >> 32n) & 0xfdffffffn) === 0x5efen;
  if (embedsIpv4) throw unsupported(name, 'the text of an IPv6 address that may hold an IPv4 address');
  const groups = Array.from({ length: 8 }, (_, index) => (address >> BigInt(112 - 16 * index)) & 0xffffn);
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0n) length++;
    if (length > best.length) best = { start, length };
  }
  const texts = groups.map((group) => group.toString(16));
  if (best.start < 0) return texts.join(':');
  return `${texts.slice(0, best.start).join(':')}::${texts.slice(best.start + best.length).join(':')}`;
}

function addressText(network: Network, address: bigint, name: string): string {
  return network.bits === 32 ? ipv4Text(address) : ipv6Text(address, name);
}

function parseCidr(args: readonly ConcreteValue[], name: string): ConcreteValue {
  const network = parseNetwork(stringAt(name, args, 0), name);
  const { address, bits, prefix } = network;
  const all = (1n << BigInt(bits)) - 1n;
  const last = address | hostMask(network);
  if (bits === 32 && prefix === 31) throw unsupported(name, 'the usable addresses of a /31 range');
  const inner = bits === 32 && prefix < 31 ? 1n : 0n;
  const result = newObject();
  result.network = addressText(network, address, name);
  result.netmask = addressText(network, all ^ hostMask(network), name);
  if (bits === 32) result.broadcast = ipv4Text(last);
  result.firstUsable = addressText(network, address + inner, name);
  result.lastUsable = addressText(network, last - inner, name);
  result.cidr = prefix;
  return result;
}

function cidrSubnet(args: readonly ConcreteValue[], name: string): string {
  const network = parseNetwork(stringAt(name, args, 0), name);
  const [prefix, index] = [intAt(name, args, 1), intAt(name, args, 2)];
  if (prefix < network.prefix || prefix > network.bits) {
    throw new ArmError('value', `${name}: the prefix ${prefix} is not within ${network.prefix} to ${network.bits}`);
  }
  if (index < 0 || BigInt(index) >= 1n << BigInt(prefix - network.prefix)) {
    throw new ArmError('value', `${name}: the range has no subnet number ${index} of that size`);
  }
  const address = network.address + (BigInt(index) << BigInt(network.bits - prefix));
  return `${addressText(network, address, name)}/${prefix}`;
}

/** Host 0 is the address after the network's own. */
function cidrHost(args: readonly ConcreteValue[], name: string): string {
  const network = parseNetwork(stringAt(name, args, 0), name);
  const index = intAt(name, args, 1);
  if (network.bits - network.prefix < 2) throw unsupported(name, 'the hosts of a range of one or two addresses');
  // The last address of an IPv4 range is its broadcast address.
  const hosts = hostMask(network) - (network.bits === 32 ? 1n : 0n);
  if (index < 0 || BigInt(index) >= hosts)
    throw new ArmError('value', `${name}: the range has no host number ${index}`);
  return addressText(network, network.address + 1n + BigInt(index), name);
}

export const cidrFunctions: readonly PureFunction[] = [
  define('parseCidr', [1, 1], 'object', parseCidr),
  define('cidrSubnet', [3, 3], 'string', cidrSubnet),
  define('cidrHost', [2, 2], 'string', cidrHost),
];
