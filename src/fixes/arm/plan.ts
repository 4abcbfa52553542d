import type { Target } from '../../model/target.ts';
import type { FixSettings } from '../fix-settings.ts';
import type { ResourceContext } from './context.ts';
import type { JsonChange } from './edits.ts';
import type { Json } from './print-json.ts';

/** What is to be fixed: one registry resource of a file, as every set of values sees it that it fails with. */
export interface FixRequest {
  readonly context: ResourceContext;
  readonly root: Json;
  readonly registries: readonly Target[];
  readonly settings: FixSettings;
  /** Whether a plan may bring a parameter that every deployment then has to give. */
  readonly newParameters: boolean;
  /** Values of parameter files that decide the verdict, with what stands there now. */
  readonly given: readonly GivenValue[];
  /** It is the template of a deployment in another file, which would have to pass new parameters. */
  readonly isLinked: boolean;
}

/** A value in a parameter file that a reason of a failure points at. */
export interface GivenValue {
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly value: Json;
  readonly reason: string;
}

export interface FileChanges {
  readonly file: string;
  readonly changes: readonly JsonChange[];
}

export interface EditPlan {
  readonly kind: 'edit';
  /** What it does, in words that can follow a registry's name. */
  readonly description: string;
  /** It adds a setting, and does not change one that is there. */
  readonly isNew?: boolean;
  readonly files: readonly FileChanges[];
  /** A required parameter of the root template that was not there before. */
  readonly newParameter?: string;
}

export interface Refusal {
  readonly kind: 'refusal';
  readonly why: string;
  /** The smallest thing a person can do instead. */
  readonly step: string;
}

export type Plan = EditPlan | Refusal;

export function refusal(why: string, step: string): Refusal {
  return { kind: 'refusal', why, step };
}
