/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * The folder for what belongs to an id of an input: small letters, digits and `-`, as the ids of subscriptions are. Anything
 * else, and what would be a flag or a device, is written as its number between underscores, so that no two ids get one name.
 */
export function folderName(id: string): string {
  const name = id.replace(/[^0-9a-z-]|^-|^$/gu, (character) => `_${character.codePointAt(0)?.toString(16) ?? ''}_`);
  return DEVICE.test(name) ? `_${name.codePointAt(0)?.toString(16)}_${name.slice(1)}` : name;
}
