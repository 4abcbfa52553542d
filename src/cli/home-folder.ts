import { isAbsolute } from 'node:path';
import type { Streams } from './streams.ts';

/** The absolute home folder of the user, as the environment says; undefined where it says none. */
export function homeFolder(env: Streams['env']): string | undefined {
  return [env.HOME, env.USERPROFILE].find((folder) => folder !== undefined && isAbsolute(folder));
}
