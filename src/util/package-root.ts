import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's folder: the nearest above this file that has a `docs/rules`. Source and bundle stand at different depths. */
export function packageRoot(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let depth = 0; depth < 4; depth++) {
    if (existsSync(join(folder, 'docs', 'rules'))) return folder;
    folder = dirname(folder);
  }
  return undefined;
}
