import type { CloudName } from '../../../model/azure/clouds.ts';
import type { Because, Resource } from '../../../model/resource.ts';
import type { Path } from '../../../util/location.ts';
import type { Value } from '../../../value/value.ts';
import type { Budget, Frame, ValueSource } from '../expression/frame.ts';
import type { JsonObject } from '../expression/json.ts';
import type { DeploymentScope } from '../expression/scope.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { ParameterDefinition } from './parameter-definition.ts';

/** Notices of an expansion: what a person should know that is neither a resource nor a failure. */
export interface Diagnostic {
  /** A warning tells what a person should look at; an error, that something of the template could not be expanded. */
  readonly level: 'warning' | 'error';
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly path: Path;
  /** It is about what can be no registry and none of its settings, so that no verdict depends on it. */
  readonly isElsewhere?: boolean;
}

/** What all templates of one expansion share. */
export interface Run {
  readonly budget: Budget;
  readonly diagnostics: Diagnostic[];
  readonly cloud?: CloudName | undefined;
  /** Reads a linked template by its path relative to the file that names it; undefined when that cannot be done. */
  readonly readLinked?:
    | ((file: string, relativePath: string) => { file: string; template: JsonValue } | undefined)
    | undefined;
}

/** A resource of a template. `nested` is there for deployments: what they deploy in turn. */
export interface TemplateResource extends Resource {
  readonly symbolicName?: string;
  readonly shownType: Value;
  /** The full type, where it can be told without the names. */
  readonly plainType: string | undefined;
  /** As it is written. */
  readonly json: JsonObject;
  readonly frame: Frame;
  readonly nested?: () => NestedTemplate;
}

/** What a deployment resource deploys: a template that could be read, or the name of one that could not. */
export type NestedTemplate =
  | { readonly kind: 'template'; readonly instance: TemplateInstance }
  | {
      readonly kind: 'unreadable';
      readonly link: string;
      readonly parameters: readonly Value[];
      readonly allKnown: boolean;
    };

/** One template with one set of parameter values, to be deployed to one scope. */
export interface TemplateInstance {
  readonly run: Run;
  readonly file: string;
  /** Where the template's JSON object stands in the file. */
  readonly path: Path;
  readonly template: JsonValue;
  /** Where its resources are deployed to. */
  readonly scope: DeploymentScope;
  /** Where its expressions are evaluated: in itself, or in the parent for outer scope. */
  readonly frame: Frame;
  /** It stands in a repeated round of a loop that nobody can count. */
  readonly isRepeated: boolean;
  /** Whether it will be deployed at all. */
  readonly deployed: () => Value;
  /** What keeps it from being deployed, where a condition does. */
  readonly because: () => Because | undefined;
  readonly resources: () => readonly TemplateResource[];
  /** False until the template's resources are listed: their loops may be asking for references just then. */
  readonly isListed: () => boolean;
  readonly output: (name: string) => Value | undefined;
  readonly outputNames: readonly string[];
  /** An instance of a template inside it, evaluated in a frame around it, or, where there is none, in its own. */
  readonly nest: (input: InstanceInput, around: Frame | undefined) => TemplateInstance;
  /** Whether an output is there. */
  readonly outputCondition: (name: string) => Value;
}

export interface InstanceInput {
  readonly isRepeated: boolean;
  readonly run: Run;
  readonly file: string;
  readonly path: Path;
  readonly template: JsonValue;
  readonly scope: DeploymentScope;
  readonly deployed: () => Value;
  /** What keeps it from being deployed, where a condition does. */
  readonly because: () => Because | undefined;
  /** Unique in the run. */
  readonly key: string;
  /** The value given for a parameter; undefined when none is given. */
  readonly supplied: (definition: ParameterDefinition) => Value | undefined;
  /** Takes the place of a parameter's value, to see what other values would do; undefined leaves it as it is. */
  readonly explore?: (definition: ParameterDefinition, actual: () => Value) => Value | undefined;
  /** Where a value that is given comes from; undefined when none is given. */
  readonly source: (name: string) => ValueSource | undefined;
  /** What a required parameter without a value is. */
  readonly missing: (definition: ParameterDefinition) => Value;
  readonly self: () => Value;
}
