/** One step of a JSONPath. `deep`: it applies to a value and all below it. */
export type PathPart =
  | { readonly kind: 'root' }
  | { readonly kind: 'names'; readonly names: readonly string[]; readonly deep: boolean }
  | { readonly kind: 'anyName'; readonly deep: boolean }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[]; readonly deep: boolean }
  | { readonly kind: 'anyItem'; readonly deep: boolean }
  | {
      readonly kind: 'slice';
      readonly start: number | undefined;
      readonly end: number | undefined;
      readonly step: number;
      readonly deep: boolean;
    }
  | { readonly kind: 'filter'; readonly condition: PathCondition; readonly deep: boolean };

/** The condition of a filter, `[?(…)]`. */
export type PathCondition =
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly PathCondition[] }
  | { readonly kind: 'exists'; readonly operand: PathOperand }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: PathOperand;
      readonly right: PathOperand;
    };

export type ComparisonOperator = '==' | '!=' | '===' | '!==' | '<' | '<=' | '>' | '>=';

export type PathOperand =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'path'; readonly parts: readonly PathPart[] };
