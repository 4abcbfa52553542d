import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../../arm/json/json-value.ts';
import type { BicepDiagnostic, BicepSpan, Decorator, Expr, TypeExpr } from '../../syntax/nodes.ts';

/** What lowering the types of one file asks. */
export interface TypeScope {
  /** The type that a name stands for here, and not a built-in one. */
  readonly alias: (name: string) => TypeDefinition | undefined;
  /** The type `namespace.name` of a wildcard import. */
  readonly imported: (namespace: string, name: string) => TypeDefinition | undefined;
  /** Whether a name stands for something that is not a type. */
  readonly isValue: (name: string) => boolean;
  /** The arguments of decorators. */
  readonly value: (expr: Expr) => JsonValue;
  /** The text of `@description`. */
  readonly description: (expr: Expr) => JsonValue;
  readonly report: (error: BicepDiagnostic) => void;
}

/** A type that stands in `definitions` of the template. */
export interface TypeDefinition {
  /** Its name there. */
  readonly name: string;
  readonly source: TypeSource;
}

/** Where it is declared: in Bicep, or in a compiled template. */
export type TypeSource =
  | {
      readonly kind: 'bicep';
      readonly type: TypeExpr;
      readonly decorators: readonly Decorator[];
      readonly scope: TypeScope;
    }
  | JsonTypeSource
  /** A module that was not restored: any value may be of its types. */
  | { readonly kind: 'unread' };

export interface JsonTypeSource {
  readonly kind: 'json';
  readonly json: JsonValue;
  /** That it is part of. */
  readonly template: JsonObject;
  /** The name that a definition of that template has in this one. */
  readonly rename: (name: string) => string;
}

/** What stands for a type that is wrong: any value. */
export const ANY_TYPE: JsonObject = {};

export function wrongType(scope: TypeScope, at: BicepSpan, code: string, message: string): JsonObject {
  scope.report({ code, message, start: at.start, end: at.end });
  return ANY_TYPE;
}

/** The type itself, behind parentheses. */
export function plainType(type: TypeExpr): TypeExpr {
  let at = type;
  while (at.kind === 'parenthesizedType') at = at.type;
  return at;
}
