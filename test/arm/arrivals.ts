/**
 * What happened to a registry, and what of it became events in the workspaces that its settings send to. By default there is
 * activity, and all of it arrives.
 */
export interface Arrivals {
  /** Events that a workspace has: 8 by default. */
  readonly logins?: number;
  readonly repository?: number;
  /** By the metrics: 5 and 3 by default. */
  readonly pulls?: number;
  readonly pushes?: number;
  /** How long ago its setting was written, in minutes; `failed`: Azure refused that. Long ago by default. */
  readonly changed?: number;
  readonly changeFailed?: boolean;
  /** `denied`: its metrics are refused. */
  readonly metricsAccess?: 'full' | 'denied';
  /** What queries of the registry give, by their titles: nothing by default. */
  readonly rows?: Readonly<Record<string, readonly (string | null)[] | 'denied'>>;
}

export const HEALTHY_ARRIVALS = { logins: 8, repository: 8, pulls: 5, pushes: 3 } as const;
