/** What a rule says in another language: reasons and options by their ids, with the placeholders of the rule. */
export interface RuleTexts {
  readonly synopsis: string;
  readonly pass: string;
  readonly reasons: Readonly<Record<string, { readonly message: string; readonly remedy: string }>>;
  /** Descriptions of options, where the rule has some. */
  readonly options?: Readonly<Record<string, string>>;
}
