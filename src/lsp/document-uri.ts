import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Extensions that a document without a name gets, by its language. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  json: '.json',
  jsonc: '.json',
  'arm-template': '.json',
  bicep: '.bicep',
  'bicep-params': '.bicepparam',
};

/**
 * The absolute file that a document stands for. One that was never saved stands for a file of its name in `folder`. Undefined for
 * what is no file at all, such as the earlier version of a file that an editor shows beside it.
 */
export function fileOfUri(uri: string, languageId: string, folder: string): string | undefined {
  if (uri.startsWith('file:')) return fileOfFileUri(uri);
  if (!uri.startsWith('untitled:')) return undefined;
  const name = decoded(uri.slice('untitled:'.length)).split(/[/\\]/).at(-1) ?? '';
  const extension = Object.hasOwn(EXTENSIONS, languageId) ? (EXTENSIONS[languageId] ?? '') : '';
  return join(folder, name.includes('.') || name.includes('\0') ? name.replaceAll('\0', '') : `${name}${extension}`);
}

/** Undefined for an address that is no path here: of another host, or not encoded. */
export function fileOfFileUri(uri: string): string | undefined {
  try {
    const path = fileURLToPath(uri);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

export function uriOfFile(file: string): string {
  return pathToFileURL(file).href;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
