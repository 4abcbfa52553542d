import { restoreModules } from '../../api/restore/restore-modules.ts';
import type { RestoreRequest } from '../../api/restore/restore-request.ts';
import type { ModuleOutcome, RestoreResult } from '../../api/restore/restore-result.ts';
import { counted } from '../../messages/counted.ts';
import { message } from '../../messages/message.ts';
import { padColumns } from '../../reports/console/terminal.ts';
import { toJson } from '../../reports/report-text.ts';
import { homeFolder } from '../../util/home-folder.ts';
import { type SafeText, safeLines } from '../../util/safe-text.ts';
import { checkProxy } from '../check-proxy.ts';
import type { RestoreFlags } from '../flags/restore-flags.ts';
import type { Streams } from '../streams.ts';
import { placeText } from './place-text.ts';

/** Of the JSON that is printed. */
const FORMAT_VERSION = 1;
const NOT_RESTORED = 3;
/** Columns of a state, so that references stand below each other. */
const STATE_WIDTH = 'restored '.length;

/** Fetches the modules that Bicep files refer to. Returns the exit code. */
export async function restore(
  paths: readonly string[],
  flags: RestoreFlags,
  streams: Streams,
  cwd: string,
): Promise<number> {
  checkProxy(streams.env);
  const stop = new AbortController();
  const ignore = streams.onInterrupt?.(() => stop.abort());
  try {
    const result = await restoreModules({ ...requestOf(flags, streams), paths, cwd, signal: stop.signal });
    streams.out(flags.format === 'json' ? toJson({ version: FORMAT_VERSION, ...result }) : listing(result));
    const { modules, errors } = result;
    return errors.length > 0 || modules.some(({ state }) => state === 'failed') ? NOT_RESTORED : 0;
  } finally {
    ignore?.();
  }
}

function requestOf(flags: RestoreFlags, { env }: Streams): Omit<RestoreRequest, 'cwd'> {
  const { vendor, dryRun, trust, ignore, maxSize, tenant, cloud, armEndpoint, authorityHost } = flags;
  const home = homeFolder(env);
  const dockerConfig = env.DOCKER_AUTH_CONFIG;
  return {
    ...{ vendor, dryRun, trust, gitignore: ignore },
    ...(maxSize !== undefined && { maxSize }),
    ...(tenant !== undefined && { tenant }),
    ...(cloud !== undefined && { cloud }),
    ...(armEndpoint !== undefined && { armEndpoint }),
    ...(authorityHost !== undefined && { authorityHost }),
    ...(home !== undefined && { home }),
    ...(dockerConfig !== undefined && { dockerConfig }),
  };
}

const STATES = {
  restored: 'restore.restored',
  present: 'restore.present',
  missing: 'restore.missing',
  failed: 'restore.failed',
} as const satisfies Record<ModuleOutcome['state'], string>;

function listing({ modules, errors }: RestoreResult): SafeText {
  const wrong = errors.map(
    ({ code, message: said, location }) => `${message('outcome.error')}: ${placeText(location)}: ${said} (${code})`,
  );
  return safeLines([...modules.flatMap(moduleLines), ...wrong, summary(modules)]);
}

function moduleLines({ state, reference, reason, hint, usedBy }: ModuleOutcome): readonly string[] {
  const first = `${padColumns(message(STATES[state]), STATE_WIDTH)}${reference}`;
  if (state !== 'failed') return [first];
  const places = usedBy.map(placeText);
  const why = [reason, hint, ...places].filter((line) => line !== undefined);
  return [first, ...why.map((line) => `${' '.repeat(STATE_WIDTH)}${line}`)];
}

function summary(modules: readonly ModuleOutcome[]): string {
  const count = counted(modules.length, 'module');
  const states = (['restored', 'present', 'missing', 'failed'] as const).map((state) => {
    const found = modules.filter((one) => one.state === state).length;
    return found === 0 ? [] : [message('summary.outcome', { count: found, outcome: message(STATES[state]) })];
  });
  if (modules.length === 0) return message('restore.none');
  return message('summary.total', { total: count }) + states.flat().join(message('list.comma'));
}
