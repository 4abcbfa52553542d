import type { CloudName } from '../../../model/azure/clouds.ts';
import type { Explanation, Origin, Resource } from '../../../model/resource.ts';
import type { ErrorCode, WarningCode } from '../../../util/error-codes.ts';
import type { Path } from '../../../util/location.ts';
import type { Value } from '../../../value/value.ts';
import type { JsonObject } from '../expression/evaluate-json.ts';
import type { Budget, Frame, ValueSource } from '../expression/frame.ts';
import type { DeploymentScope } from '../expression/scope.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { ParameterDefinition } from './parameter-definition.ts';
import type { Relevance } from './relevance.ts';

/** A diagnostic of an expansion, besides its resources. */
export type Diagnostic = DiagnosticText &
  (
    | { readonly level: 'warning'; readonly code: WarningCode }
    // A part of the template could not be expanded.
    | { readonly level: 'error'; readonly code: ErrorCode }
  );

interface DiagnosticText {
  readonly message: string;
  readonly file: string;
  readonly path: Path;
  /** It concerns resources other than registries and their settings, so no verdict depends on it. */
  readonly isUnrelated?: boolean;
}

/** State shared by all templates of one expansion. */
export interface ExpansionRun {
  readonly budget: Budget;
  readonly diagnostics: Diagnostic[];
  readonly cloud?: CloudName | undefined;
  /** Reads a linked template by its path relative to the linking file; undefined when it cannot be read. */
  readonly readLinked?:
    | ((file: string, relativePath: string) => { file: string; template: JsonValue } | undefined)
    | undefined;
  /** The file that an embedded template was made of, where it is another than the one it is embedded in. */
  readonly fileOf?: ((template: object) => string | undefined) | undefined;
  /** What is to be read, where not all of it is. */
  readonly relevance?: Relevance | undefined;
}

/** A resource of a template. `nested` is the template of a nested deployment. */
export interface TemplateResource extends Resource {
  readonly symbolicName?: string;
  readonly displayType: Value;
  /** The full type, where it can be told without the names. */
  readonly plainType: string | undefined;
  /** As declared. */
  readonly json: JsonObject;
  readonly frame: Frame;
  readonly nested?: () => NestedTemplate;
}

/** The template of a nested deployment: an instance, or the link of one that could not be read. */
export type NestedTemplate =
  | { readonly kind: 'template'; readonly instance: TemplateInstance }
  | {
      readonly kind: 'unreadable';
      readonly link: string;
      readonly parameters: readonly Value[];
      readonly allKnown: boolean;
    };

/** One template with one set of parameter values, deployed to one scope. */
export interface TemplateInstance {
  readonly run: ExpansionRun;
  readonly file: string;
  /** The path of the template's JSON object in the file. */
  readonly path: Path;
  /** Where the templates stand that deploy its resources, outermost first; it is the last. */
  readonly templates: readonly Origin[];
  /** What the deployments are called that it stands in, outermost first, as far as they have a name. */
  readonly deployments: readonly string[];
  readonly template: JsonValue;
  /** The scope that its resources are deployed to. */
  readonly scope: DeploymentScope;
  /** The frame of its expressions: its own, or that of the parent for outer scope. */
  readonly frame: Frame;
  /** It is in a representative iteration of a loop with an unknown count. */
  readonly isRepresentative: boolean;
  /** Whether it will be deployed at all. */
  readonly deployed: () => Value;
  /** The condition that prevents its deployment, if any. */
  readonly notDeployedBecause: () => Explanation | undefined;
  readonly resources: () => readonly TemplateResource[];
  /** False until the resources are listed: loop counts may use references meanwhile. */
  readonly isListed: () => boolean;
  readonly output: (name: string) => Value | undefined;
  readonly outputNames: readonly string[];
  /** An instance of a template inside it, evaluated in a frame around it, or, where there is none, in its own. */
  readonly nest: (input: InstanceInput, around: Frame | undefined) => TemplateInstance;
  /** The condition of an output. */
  readonly outputCondition: (name: string) => Value;
}

export interface InstanceInput {
  readonly isRepresentative: boolean;
  readonly run: ExpansionRun;
  readonly file: string;
  readonly path: Path;
  /** See `TemplateInstance`. */
  readonly templates: readonly Origin[];
  /** See `TemplateInstance`. */
  readonly deployments: readonly string[];
  readonly template: JsonValue;
  readonly scope: DeploymentScope;
  readonly deployed: () => Value;
  /** The condition that prevents its deployment, if any. */
  readonly notDeployedBecause: () => Explanation | undefined;
  /** Unique in the run. */
  readonly key: string;
  /** The value given for a parameter; undefined when none is given. */
  readonly givenValue: (definition: ParameterDefinition) => Value | undefined;
  /** Replaces the value of a parameter to evaluate alternatives; undefined keeps it. */
  readonly explore?: (definition: ParameterDefinition, actual: () => Value) => Value | undefined;
  /** The source of a given value; undefined when none is given. */
  readonly source: (name: string) => ValueSource | undefined;
  /** The value of a required parameter that is not given. */
  readonly missingValue: (definition: ParameterDefinition) => Value;
  readonly self: () => Value;
}
