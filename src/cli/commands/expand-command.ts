import { expandFile } from '../../api/expand-file.ts';
import type { ExpandRequest } from '../../api/requests.ts';
import type { Expanded } from '../../api/results.ts';
import { counted } from '../../messages/counted.ts';
import { message } from '../../messages/message.ts';
import { toJson } from '../../reports/report-text.ts';
import { type SafeText, safeLine, safeLines } from '../../util/safe-text.ts';
import type { DeploymentFlags } from '../flags/deployment-flags.ts';
import { deploymentRequest } from '../flags/flag-requests.ts';
import { readInput, type Streams } from '../streams.ts';
import { placeText } from './place-text.ts';

export interface ExpandFlags extends DeploymentFlags {
  readonly format: 'console' | 'json';
  readonly stdinFilename: string;
  readonly maxSize?: number;
  readonly debug: boolean;
}

type Problem = Extract<Expanded, { kind: 'problem' }>['problem'];
type Expansion = Extract<Expanded, { kind: 'resources' }>['expansion'];

const UNREADABLE = 3;

/** Prints the resources a template would deploy. Returns the exit code. */
export async function expand(template: string, flags: ExpandFlags, streams: Streams, cwd: string): Promise<number> {
  const { stdinFilename: file, maxSize } = flags;
  const request: ExpandRequest = {
    ...deploymentRequest(flags, streams.env),
    cwd,
    template: template === '-' ? { file, read: (most) => readInput(streams, most) } : template,
    ...(maxSize !== undefined && { maxSize }),
  };
  const result = await expandFile(request);
  if (result.kind === 'problem') return refuse(result.problem, flags, streams);
  const { expansion } = result;
  streams.out(flags.format === 'json' ? toJson(expansion, 1) : listing(expansion));
  return expansion.errors.length > 0 ? UNREADABLE : 0;
}

function refuse({ code, message, location, stack }: Problem, { debug }: ExpandFlags, streams: Streams): number {
  streams.err(safeLine(`acraudit: ${placeText(location)}: ${message} (${code})`));
  if (debug && stack !== undefined) streams.err(safeLines(stack.split('\n')));
  return UNREADABLE;
}

function listing({ resources, errors, warnings }: Expansion): SafeText {
  const lines = resources.flatMap((resource) => {
    const { type, name, condition, existing, origin } = resource as Record<string, unknown>;
    const state =
      existing === true
        ? `  ${message('expand.existing')}`
        : condition === true
          ? ''
          : `  ${message('expand.condition', { condition: text(condition) })}`;
    const { file, line, column, path } = origin as Record<string, unknown>;
    const place = placeText({ file, line, column });
    return [`${String(type)}  ${text(name)}${state}`, `  ${place}  ${String(path)}`];
  });
  const said = (level: string, problems: Expansion['errors']): readonly string[] =>
    problems.map(
      ({ code, message: why, location }) => `${level}: ${location.path ?? placeText(location)}: ${why} (${code})`,
    );
  const problems = [...said(message('outcome.error'), errors), ...said(message('expand.warning'), warnings)];
  return safeLines([...lines, counted(resources.length, 'resource'), ...problems]);
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const unknown = typeof value === 'object' && value !== null ? (value as { $unknown?: string }).$unknown : undefined;
  return unknown === undefined ? JSON.stringify(value) : `[${unknown}]`;
}
