/** The encodings that file functions of Bicep know, by the names of their argument (Bicep.Core/LanguageConstants.cs). */
export const FILE_ENCODINGS = ['us-ascii', 'iso-8859-1', 'utf-8', 'utf-16', 'utf-16BE'] as const;

export type FileEncoding = (typeof FILE_ENCODINGS)[number];

export function isFileEncoding(name: string): name is FileEncoding {
  return (FILE_ENCODINGS as readonly string[]).includes(name);
}

const MARKS: readonly (readonly [readonly number[], FileEncoding])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16'],
  [[0xfe, 0xff], 'utf-16BE'],
];

/** The text of a file without its byte order mark, which wins over the encoding; what is no character becomes U+FFFD, or `?` in ASCII. */
export function fileText(bytes: Buffer, encoding: FileEncoding): string {
  for (const [mark, marked] of MARKS) {
    if (mark.every((byte, i) => bytes[i] === byte)) return decode(bytes.subarray(mark.length), marked);
  }
  return decode(bytes, encoding);
}

function decode(bytes: Buffer, encoding: FileEncoding): string {
  if (encoding === 'iso-8859-1') return bytes.toString('latin1');
  if (encoding === 'us-ascii') return bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, '?');
  const label = encoding === 'utf-8' ? 'utf-8' : encoding === 'utf-16' ? 'utf-16le' : 'utf-16be';
  return new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
}
