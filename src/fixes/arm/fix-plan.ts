import type { Target } from '../../model/target.ts';
import type { Path } from '../../util/location.ts';
import type { FixOptions } from '../fix-options.ts';
import type { TemplateDestination } from './destination-in-template.ts';
import type { JsonChange } from './json-edits.ts';
import type { LinkingTemplate } from './linking-template.ts';
import type { NewSetting } from './new-setting.ts';
import type { TemplateJson } from './print-json.ts';
import type { ModuleNameAt, ResourceContext } from './resource-context.ts';

/** What to fix: one registry declaration of a file, as evaluated with each set of values it fails with. */
export interface FixRequest {
  readonly context: ResourceContext;
  readonly root: TemplateJson;
  readonly registries: readonly Target[];
  readonly options: FixOptions;
  /** Whether a plan may add a required parameter. */
  readonly allowNewParameters: boolean;
  /** Whether a configured destination becomes the default of a parameter instead of standing in the setting. */
  readonly destinationParameters: boolean;
  /** What the rule says of it, each reason once. */
  readonly reasons: readonly string[];
  /** Values in parameter files that decide every failure. */
  readonly parameterFileValues: readonly ParameterFileValue[];
  /** Values in parameter files that decide some of the failures, where not all are decided there. */
  readonly someFileValues: readonly ParameterFileValue[];
  /** Names in lower case that parameter files give nothing: a new parameter of such a name would be empty. */
  readonly emptyNames: ReadonlySet<string>;
  /** A template that deploys this one from another file, and would have to supply new parameters. */
  readonly linkedFrom: () => LinkingTemplate | undefined;
  /** Where in `root` a resource is, by its file and its path there as it was linted; undefined where it is in none, or several places. */
  readonly placeOf: (file: string, path: Path) => Path | undefined;
  readonly writer: TemplateWriter;
}

/** What a language has of its own for what plans add. */
export interface TemplateWriter {
  readonly addSetting: (context: ResourceContext, setting: NewSetting) => readonly TemplateChange[] | Refusal;
  /** A destination that is in the file already. */
  readonly destination: (context: ResourceContext) => TemplateDestination | undefined;
  /** Names in lower case that a new parameter cannot have on the way to a resource, besides those of other parameters. */
  readonly reservedNames: (context: ResourceContext) => ReadonlySet<string>;
  readonly moduleAt: ModuleNameAt;
}

/** A diagnostic setting beside the registry at `path`, for a language in which a declaration says more than its JSON. */
export interface AddedSetting {
  readonly kind: 'setting';
  readonly path: Path;
  readonly setting: NewSetting;
}

export type TemplateChange = JsonChange | AddedSetting;

/** A value in a parameter file that a reason of a failure points at. */
export interface ParameterFileValue {
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly value: TemplateJson;
  readonly reason: string;
}

export interface FileChanges {
  readonly file: string;
  readonly changes: readonly TemplateChange[];
}

export interface EditPlan {
  readonly kind: 'edit';
  /** What it does, as a phrase that can follow the name of a registry. */
  readonly description: string;
  /** It adds a setting instead of changing an existing one. */
  readonly isNew?: boolean;
  readonly files: readonly FileChanges[];
  /** A required parameter that it adds to the root template. */
  readonly newParameter?: string;
}

export interface Refusal {
  readonly kind: 'refusal';
  readonly reason: string;
  /** The smallest manual step instead. */
  readonly action: string;
  /** It holds until the registry has a diagnostic setting that sends somewhere. */
  readonly needsSetting?: true;
}

export type Plan = EditPlan | Refusal;

/** How templates are fixed that fail a rule. */
export interface Planner {
  readonly plan: (request: FixRequest) => Plan;
  /** Where every failure points at a value in a parameter file, it is changed there. */
  readonly editsValues: boolean;
  /** It adds a setting where there is none, for which Bicep can be written too. */
  readonly addsSettings: boolean;
}

/** A rule that there are fixes of templates for. */
export interface FixableRule extends Planner {
  readonly name: string;
  readonly ref: string;
}

export function refusal(reason: string, action: string): Refusal {
  return { kind: 'refusal', reason, action };
}
