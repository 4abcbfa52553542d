/** A query of `templates/queries`, with what the comment at its top says. */
export interface Query {
  /** The name of its file, without the ending. */
  readonly name: string;
  readonly title: string;
  /** The question that it answers. */
  readonly description: string;
  readonly parameters: readonly QueryParameter[];
  /** Of the result, in order. */
  readonly columns: readonly QueryColumn[];
  /** The whole file. */
  readonly text: string;
}

/** A value to change before a run: a `let` statement of the query. */
export interface QueryParameter {
  readonly name: string;
  /** As Kusto calls it. */
  readonly type: string;
  /** As it is written in the query. */
  readonly default: string;
  readonly description: string;
}

export interface QueryColumn {
  readonly name: string;
  readonly type: string;
}

/** A query that an alert rule runs. The rule bounds it in time. */
export interface AlertQuery extends Query {
  readonly alert: AlertSettings;
}

/** How an alert rule reads its result. Durations are of ISO 8601. */
export interface AlertSettings {
  /** The column that is compared with the threshold; every other column splits the rule. */
  readonly measure: string;
  /** What the measure has to exceed. */
  readonly threshold: number;
  /** From 0, the worst, to 4. */
  readonly severity: number;
  readonly window: string;
  /** How far the query may look back, where that is further than the window. */
  readonly range?: string;
}

/** All that ship, in the order of their names. */
export interface QueryCatalog {
  readonly queries: readonly Query[];
  readonly alerts: readonly AlertQuery[];
}
