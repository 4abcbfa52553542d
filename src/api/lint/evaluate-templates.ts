import type { NameOf } from '../../engine/describe-target.ts';
import { type ActiveRule, type Evaluation, evaluateRules, type Subjects } from '../../engine/evaluate-rules.ts';
import type { Finding, Note, RunError } from '../../engine/finding.ts';
import type { Suppress } from '../../engine/suppress/suppressor.ts';
import type { TargetsIn } from '../../fixes/arm/targets.ts';
import { message } from '../../messages/message.ts';
import { attachLive, type LiveState } from '../../model/azure/attach-live.ts';
import { attachSettings } from '../../model/azure/attach-settings.ts';
import { collectorName } from '../../model/azure/collector-notes.ts';
import { indexSettings, type SettingIndex, settingsWithoutRegistry } from '../../model/azure/setting-index.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Target } from '../../model/target.ts';
import type { TemplateResult } from '../../sources/arm/mark-gating.ts';
import type { TemplateRun } from '../../sources/arm/template-request.ts';
import { containCrash } from '../../util/crash.ts';
import { formatPath } from '../../util/location.ts';
import { atOnce } from '../../util/paced.ts';
import { evaluateWithLive } from './evaluate-with-live.ts';

export interface EvaluatedTemplates {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
  /** What became of suppressions. They are apart, for an edit of a template may leave one without use. */
  readonly suppressionNotes: readonly Note[];
}

/** What templates are evaluated with, by their file as it is shown. */
export interface EvaluationSettings {
  readonly activeOf: (file: string) => readonly ActiveRule[];
  readonly nameOf: NameOf;
  /** What counts besides, because a scan saw it on registries of the same ids. */
  readonly live?: LiveState;
  /** What accepts results; by default nothing does. */
  readonly suppressionsOf?: (run: TemplateRun) => TemplateSuppressions;
}

/** What accepts results of a run. */
export interface TemplateSuppressions {
  readonly suppress: Suppress;
  /** What became of the suppressions, when all is evaluated with these errors. */
  readonly notes: (errors: readonly RunError[]) => readonly Note[];
}

/**
 * Evaluates every target of a run with the rules of its template; places are without lines. What crashes is an error of
 * the template it crashes for, and the others are evaluated as if that were not there.
 */
export function evaluateTemplates(run: TemplateRun, settings: EvaluationSettings): EvaluatedTemplates {
  return atOnce(evaluationSteps(run, settings));
}

/** The same, a step for each template with each of its sets of values. */
export function* evaluationSteps(
  run: TemplateRun,
  { activeOf, nameOf, live, suppressionsOf }: EvaluationSettings,
): Generator<void, EvaluatedTemplates> {
  const suppressions = suppressionsOf?.(run);
  const options = { nameOf, ...(suppressions && { suppress: suppressions.suppress }) };
  const others = createOtherSettings(run.inventories.filter((inventory) => inventory.affectsExitCode));
  const evaluated: Evaluation[] = [];
  for (const inventory of run.inventories) {
    yield;
    const own = (index: SettingIndex): Evaluation => {
      const rules = activeOf(inventory.file);
      const declared = subjectsOf(inventory, index);
      return live === undefined
        ? evaluateRules(declared, rules, options)
        : evaluateWithLive(declared, subjectsOf(inventory, index, live), rules, options);
    };
    evaluated.push(evaluatedOrCrashed(inventory, others, own));
  }
  const errors = [...evaluated.flatMap((one) => one.errors)];
  const notes = containCrash(
    () => settingsWithoutRegistry(run.inventories, others.index()).map(unmatchedSettingNote),
    (crash) => {
      errors.push(crash);
      return [];
    },
  );
  const all = [...errors, ...others.errors];
  return {
    findings: evaluated.flatMap(({ findings }) => findings),
    errors: all,
    notes,
    suppressionNotes: suppressions?.notes([...all, ...run.errors]) ?? [],
  };
}

/** When a crash does not come from the template itself, it is one of a setting of another template, which is left out. */
function evaluatedOrCrashed(
  { file }: TemplateResult,
  others: OtherSettings,
  own: (index: SettingIndex) => Evaluation,
): Evaluation {
  return containCrash(
    () => own(others.index()),
    () =>
      containCrash(
        () => {
          own(NO_SETTINGS);
          others.leaveOut((index) => own(index));
          return own(others.index());
        },
        (crash): Evaluation => ({ findings: [], errors: [{ ...crash, location: { file } }] }),
      ),
  );
}

const NO_SETTINGS = indexSettings([]);

interface OtherSettings {
  /** Settings of all templates, but of those that were left out. */
  readonly index: () => SettingIndex;
  /** Leaves out the templates whose settings alone make `use` crash. */
  readonly leaveOut: (use: (index: SettingIndex) => unknown) => void;
  readonly errors: readonly RunError[];
}

/** An inventory with its settings attached. */
function subjectsOf({ exploration, ...inventory }: TemplateResult, index: SettingIndex, live?: LiveState): Subjects {
  const targetsOf = (of: Inventory): readonly Target[] => {
    const declared = attachSettings(of, index);
    return live === undefined ? declared : attachLive(declared, of, index, live);
  };
  return {
    ...inventory,
    targets: targetsOf(inventory),
    ...(exploration && { exploration: { ...exploration, targets: targetsOf(exploration.inventory) } }),
  };
}

/** The targets of templates with their settings; of a template in which attaching these crashes, which evaluating it says, none. */
export const targetsIn: TargetsIn = (inventories) => {
  const index = createOtherSettings(inventories).index();
  return inventories.flatMap((inventory) =>
    containCrash(
      () => attachSettings(inventory, index).map((target) => ({ inventory, target })),
      () => [],
    ),
  );
};

/** Settings reach registries of other templates, and must not take these down with them. */
function createOtherSettings(inventories: readonly TemplateResult[]): OtherSettings {
  const errors: RunError[] = [];
  let sound = inventories;
  let index: SettingIndex | undefined;
  const keep = (use: (index: SettingIndex) => unknown): void => {
    sound = sound.filter((inventory) =>
      containCrash(
        () => {
          use(indexSettings([inventory]));
          return true;
        },
        (crash) => {
          errors.push({ ...crash, location: { file: inventory.file } });
          return false;
        },
      ),
    );
    index = undefined;
  };
  return {
    index: () => {
      index ??= containCrash(
        () => indexSettings(sound),
        () => {
          keep(() => undefined);
          return indexSettings(sound);
        },
      );
      return index;
    },
    leaveOut: keep,
    errors,
  };
}

function unmatchedSettingNote({ setting, from }: ReturnType<typeof settingsWithoutRegistry>[number]): Note {
  return {
    message: message('note.unmatched-setting', { collector: collectorName(setting) }),
    location: { file: setting.origin.file ?? from.file ?? '', path: formatPath(setting.origin.path ?? []) },
  };
}
