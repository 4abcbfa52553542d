import { isAbsolute } from 'node:path';

/** The absolute home folder of the user by environment variables, as .NET and so the CLI of Bicep finds it; undefined where they name none. */
export function homeFolder({ HOME, USERPROFILE }: Readonly<Record<string, string | undefined>>): string | undefined {
  const home = process.platform === 'win32' ? (USERPROFILE ?? HOME) : HOME;
  return home !== undefined && isAbsolute(home) ? home : undefined;
}
