import { realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { FixableRule } from '../../fixes/arm/fix-plan.ts';
import { jsonOf } from '../../fixes/arm/json-text.ts';
import { requestFor } from '../../fixes/arm/plan-input.ts';
import { isJsonObject, resourceContext } from '../../fixes/arm/resource-context.ts';
import type { FixSessionInput } from '../../fixes/arm/session.ts';
import { type FixTarget, shortName } from '../../fixes/arm/targets.ts';
import { type BicepDeclaration, declarationsIn } from '../../fixes/bicep/bicep-declarations.ts';
import { completionInBicep } from '../../fixes/bicep/completion-in-bicep.ts';
import { moduleArgument, type Suggestion } from '../../fixes/bicep/module-argument.ts';
import { suggestBicep } from '../../fixes/bicep/suggest-bicep.ts';
import { waitingArgument } from '../../fixes/bicep/waiting-argument.ts';
import { message } from '../../messages/message.ts';
import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import { readBounded } from '../../util/bounded-read.ts';
import { escapeInvisible } from '../../util/escape.ts';

/** What is printed of a registry whose template Bicep made. */
export interface GeneratedText {
  readonly text: string;
  /** It says only that the registry has no setting that sends somewhere. */
  readonly needsSetting?: true;
}

/** What to add to the Bicep that a template was made from; what is no Bicep stands in comments. */
export function generatedText(
  rule: FixableRule,
  place: FixTarget,
  input: FixSessionInput,
  cwd: string,
  root: string,
): GeneratedText {
  const heading = `// ${escapeInvisible(place.file)}: ${shortName(place)}`;
  const textOf = (file: string): string | undefined => input.read(file)?.text;
  const json = jsonOf(textOf(place.file) ?? '');
  const context = json === undefined ? undefined : resourceContext(place.file, json, place.path);
  if (json === undefined || context === undefined || !isJsonObject(json)) return { text: '' };
  // A module's source gets a parameter like any other, so it does not count that another file links to the JSON.
  const request = requestFor({ ...input, newParameters: true }, place, context, json, []);
  const forced = rule.plan(request);
  const argument = rule.addsSettings ? waitingArgument(request) : undefined;
  if (forced.kind === 'edit' && forced.isNew !== true && argument === undefined) {
    const remark = `// ${escapeInvisible(message('bicep.change', { change: forced.description }))}`;
    return { text: `${heading}\n${remark}\n${completionInBicep(forced)}\n` };
  }
  const declared = (): readonly BicepDeclaration[] => declaredBeside(place.file, context.levels.length > 1, cwd, root);
  const addition = (): Suggestion | undefined =>
    forced.kind === 'edit' ? suggestBicep(request, declared()) : moduleArgument(request);
  const suggested = argument ?? (rule.addsSettings ? addition() : undefined);
  const remarks = suggested?.remarks ?? (forced.kind === 'refusal' ? [forced.reason, forced.action] : []);
  const lines = [heading, ...remarks.map((remark) => `// - ${escapeInvisible(remark)}`), suggested?.text ?? '', ''];
  return { text: lines.join('\n'), ...(forced.kind === 'refusal' && forced.needsSetting && { needsSetting: true }) };
}

const MAX_SOURCE_BYTES = 4 * 1024 * 1024;

/** The registries of the Bicep file beside a template; of one that is nested, those of the modules it calls too. */
function declaredBeside(file: string, modules: boolean, cwd: string, root: string): readonly BicepDeclaration[] {
  const read = (name: string): string | undefined => readInside(resolve(cwd, name), root);
  const from = (own: string, path: string): string => join(dirname(own), path).split(sep).join('/');
  const found = declarationsIn(file.replace(/\.jsonc?$/i, '.bicep'), modules, read, from);
  return found;
}

/** Modules are named by untrusted input, so nothing outside the repository is read. */
function readInside(absolute: string, root: string): string | undefined {
  try {
    const inside = relative(realpathSync(root), realpathSync(absolute));
    if (inside.startsWith('..')) return undefined;
    const read = readBounded(absolute, MAX_SOURCE_BYTES);
    return 'bytes' in read ? decodeBytes(read.bytes).text : undefined;
  } catch {
    return undefined;
  }
}
