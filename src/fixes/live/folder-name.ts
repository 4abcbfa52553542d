/** Device names that Windows reserves. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * The folder name for an id from an input: lower-case letters, digits and `-`, as in subscription ids. Other characters,
 * and those that would make a flag or a device name, are written as their code point between underscores, so that names
 * stay distinct.
 */
export function folderName(id: string): string {
  const name = id.replace(/[^0-9a-z-]|^-|^$/gu, (character) => `_${character.codePointAt(0)?.toString(16) ?? ''}_`);
  return DEVICE.test(name) ? `_${name.codePointAt(0)?.toString(16)}_${name.slice(1)}` : name;
}
