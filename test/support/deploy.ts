import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signedIn } from '../arm/raw-client.ts';
import type { RunningArm } from '../arm/start.ts';

/** What became of one parameter file of a folder that `fix --from` wrote. */
export interface Deployed {
  readonly file: string;
  readonly status: number;
  readonly state: string | undefined;
  /** Codes and messages of Azure's refusals. */
  readonly errors: readonly string[];
}

interface DeploymentAnswer {
  readonly error?: { readonly code: string; readonly message: string };
  readonly properties?: {
    readonly provisioningState: string;
    readonly error?: { readonly details: readonly { readonly code: string; readonly message: string }[] };
  };
}

/** Deploys the template of each subscription's folder with each of its parameter files, as `deploy.sh` would. */
export async function deployFolder(arm: RunningArm, folder: string): Promise<readonly Deployed[]> {
  if (!existsSync(folder)) return [];
  const ask = await signedIn(arm);
  const deployed: Deployed[] = [];
  for (const subscription of subfolders(folder)) {
    const own = join(folder, subscription);
    const files = readdirSync(own).filter((name) => name.endsWith('.parameters.json'));
    for (const [i, file] of files.sort().entries()) {
      const url = `/subscriptions/${subscription}/providers/Microsoft.Resources/deployments/acraudit-fix-${i + 1}?api-version=2021-04-01`;
      const template = readJson(join(own, 'fix-up.json'));
      const { parameters } = readJson(join(own, file)) as { parameters: unknown };
      const body = { location: 'westeurope', properties: { mode: 'Incremental', template, parameters } };
      const { status, json } = await ask(url, { method: 'PUT', body });
      deployed.push(deployedOf(`${subscription}/${file}`, status, json as DeploymentAnswer));
    }
  }
  return deployed;
}

function deployedOf(file: string, status: number, { error, properties }: DeploymentAnswer): Deployed {
  const errors = [...(error === undefined ? [] : [error]), ...(properties?.error?.details ?? [])];
  const texts = errors.map(({ code, message }) => `${code}: ${message}`);
  return { file, status, state: properties?.provisioningState, errors: texts };
}

/** Folders of subscriptions in what `fix --from` wrote. */
export function subfolders(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
