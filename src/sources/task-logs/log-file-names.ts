import { createHash } from 'node:crypto';

/** Names that Windows keeps for devices, whatever extension follows ("Naming Files, Paths, and Namespaces"). */
const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(?=\.|$)/;
/** File systems take 255 bytes, and an extension may follow. */
const MAX_NAME = 120;
const HASH_DIGITS = 16;

/**
 * The name of a file or folder that stands for a name of Azure, in which letter case means nothing: the same name for the
 * same, and never one for two. It is in lower case; what is no letter, digit, `_`, `-`, `.`, `(` or `)` of ASCII, a full stop
 * at either end and the first letter of a name of a device are written as `%` and two hex digits for each byte of UTF-8. A
 * long name is cut, and ends in `~` and a hash.
 */
export function fileNameFor(name: string): string {
  const lower = name.toLowerCase();
  const encoded = lower
    .replace(/[^a-z\d_.()-]+/g, percentEncoded)
    .replace(/^\.|\.$/g, percentEncoded)
    .replace(DEVICES, (device) => `${percentEncoded(device.charAt(0))}${device.slice(1)}`);
  if (encoded.length <= MAX_NAME) return encoded;
  const hash = createHash('sha256').update(lower).digest('hex').slice(0, HASH_DIGITS);
  return `${encoded.slice(0, MAX_NAME - HASH_DIGITS - 1)}~${hash}`;
}

function percentEncoded(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Where the log of a run is saved, with forward slashes: `SUBSCRIPTION/GROUP/REGISTRY/RUN.log`. */
export function logFileOf(
  { subscription, resourceGroup, name }: Readonly<Record<'subscription' | 'resourceGroup' | 'name', string>>,
  runId: string,
): string {
  return `${[subscription, resourceGroup, name, runId].map(fileNameFor).join('/')}.log`;
}
