import type { ConditionOptions } from './conditions/condition-contract.ts';
import type { Literal } from './literal-equality.ts';
import type { ObjectPath } from './object-path.ts';
import type { SpecFunction } from './spec-function.ts';

/** What a rule, a selector or a suppression group asks of a target. */
export type SpecExpression =
  /** An empty one: it holds. */
  | { readonly kind: 'always' }
  | { readonly kind: 'allOf' | 'anyOf'; readonly children: readonly SpecExpression[] }
  | { readonly kind: 'not'; readonly child: SpecExpression }
  | {
      readonly kind: 'each';
      readonly path: ObjectPath;
      readonly operator: 'allOf' | 'anyOf';
      readonly children: readonly SpecExpression[];
      readonly where?: SpecExpression;
      readonly quantifier?: { readonly name: QuantifierName; readonly count: number };
    }
  | {
      readonly kind: 'condition';
      readonly subject: Subject;
      /** A key of `CONDITIONS`. */
      readonly name: string;
      readonly expected: { readonly literal: Literal } | { readonly fn: SpecFunction };
      readonly options: ConditionOptions;
    };

/** What a condition is about. */
export type Subject =
  | { readonly kind: 'field'; readonly path: ObjectPath }
  | { readonly kind: 'type' | 'name' | 'scope' }
  | { readonly kind: 'source'; readonly type: string }
  | { readonly kind: 'value'; readonly fn: SpecFunction };

/** How many items of a sub-selector have to fit, in the order in which PSRule looks for them. */
export const QUANTIFIERS = ['greaterOrEqual', 'greater', 'lessOrEqual', 'less', 'count'] as const;
export type QuantifierName = (typeof QUANTIFIERS)[number];
