import { message } from '../../messages/message.ts';
import type { BicepReader } from '../../sources/arm/bicep-reader.ts';
import type { FixOptions } from '../fix-options.ts';
import { type FixRequest, type ParameterFileValue, type Plan, type Refusal, refusal } from './fix-plan.ts';
import { jsonWriter } from './json-writer.ts';
import type { LinkTexts } from './linking-template.ts';
import type { LintedTemplates } from './linted-templates.ts';
import type { TemplateJson } from './print-json.ts';
import { isJsonObject, memberAt, type ResourceContext } from './resource-context.ts';
import type { FixTarget } from './targets.ts';

/** What becomes of a place; JSON that Bicep made is not edited. */
export type PlaceFix = Plan | { readonly kind: 'generated' };

/** What plans go by. */
export interface PlanSettings {
  /** What a file is fixed with. */
  readonly settingsOf: (file: string) => FixOptions;
  /** Required parameters may be added. */
  readonly newParameters: boolean;
  /** Configured destinations become defaults of parameters. */
  readonly destinationParameters: boolean;
  /** JSON that Bicep made is edited too. */
  readonly force: boolean;
  readonly neighbours: LinkTexts['neighbours'];
  /** The Bicep files of the folder of a file and of those that it is in, as many as can be read in a moment. */
  readonly bicepNeighbours: (file: string) => Iterable<string>;
}

/** Bicep files as turns have made them, by their names as they are shown. */
export type BicepTexts = Pick<BicepReader, 'loweredText' | 'fileOf' | 'calls'>;

/** What planning asks for besides the place. */
export interface PlanInput extends PlanSettings {
  readonly before: LintedTemplates;
  /** The texts to change. */
  readonly textOf: (file: string) => string | undefined;
  /** The texts that were linted: another plan may have given a value since. */
  readonly givenIn: (file: string) => string | undefined;
  /** The Bicep files with those texts; undefined in a run without any. */
  readonly bicep: () => BicepTexts | undefined;
  /** Those that were linted. */
  readonly givenBicep: () => BicepTexts | undefined;
}

/** What the planner is asked for one place that no other template links to. */
export function requestFor(
  input: Omit<PlanSettings, 'force' | 'neighbours' | 'bicepNeighbours'>,
  target: FixTarget,
  context: ResourceContext,
  root: TemplateJson,
  given: readonly ParameterFileValue[],
): FixRequest {
  const reasons = target.findings.flatMap((finding) => finding.reasons.map((reason) => reason.message));
  return {
    context,
    root,
    registries: target.registries,
    options: input.settingsOf(target.file),
    allowNewParameters: input.newParameters,
    destinationParameters: input.destinationParameters,
    reasons: [...new Set(reasons)],
    parameterFileValues: given,
    someFileValues: [],
    emptyNames: new Set(),
    linkedFrom: () => undefined,
    placeOf: (file, path) => (file === context.file ? path : undefined),
    writer: jsonWriter,
  };
}

/** The names that parameter files give an empty value. */
export function emptyNames(files: readonly (TemplateJson | undefined)[]): ReadonlySet<string> {
  const sections = files.map((file) => memberAt(file, 'parameters')).filter(isJsonObject);
  const entries = sections.flatMap((section) => Object.entries(section));
  const isEmpty = (value: TemplateJson | undefined): boolean => value === '' || value === null;
  return new Set(entries.flatMap(([name, given]) => (isEmpty(memberAt(given, 'value')) ? [name.toLowerCase()] : [])));
}

/** Why a place is left alone that its text cannot be edited at. */
export function notEditable({ file }: FixTarget): Refusal {
  return refusal(message('fix.not-editable', { file }), message('fix-step.change-by-hand'));
}
