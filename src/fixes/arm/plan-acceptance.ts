import { message } from '../../messages/message.ts';
import { ALL_METRICS, CATEGORY_GROUPS, LOG_CATEGORIES } from '../../model/azure/acr-logs.ts';
import { nearest } from '../../util/nearest.ts';
import { isProtected } from '../fix-options.ts';
import { type Completion, raisedApiVersion } from './complete-declared-setting.ts';
import { type CorrectedEntries, correctEntries } from './correct-entries.ts';
import { declaredEntries } from './declared-entries.ts';
import { contextOfSetting, type DeclaredSetting, declaredSettings } from './declared-settings.ts';
import { type FixRequest, type ParameterFileValue, type Plan, type Refusal, refusal } from './fix-plan.ts';
import type { JsonChange } from './json-edits.ts';
import { parameterName, planParameterFileEdits } from './parameter-file-values.ts';
import { isJsonObject, memberAt, type ResourceContext } from './resource-context.ts';
import { disableRetention } from './retention.ts';

/** What of diagnostic settings Azure refuses or ignores, corrected where an edit of their text can. */
export function planAcceptance(request: FixRequest): Plan {
  const { context, registries, options, reasons, parameterFileValues } = request;
  if (parameterFileValues.length > 0) return planParameterFileEdits(request, validValue);
  const corrected = declaredSettings(registries).flatMap((declared) => {
    const { first, isNeverDeployed } = declared;
    const isFixed = typeof first.name === 'string' && isProtected(first.name, options.protect);
    if (first.isOpaque === true || isNeverDeployed || isFixed) return [];
    const own = contextOfSetting(request, first);
    const { changes, descriptions } = own === undefined ? NOTHING : correctSetting(declared, own);
    const text = message('fix-change.completes', {
      setting: first.label,
      changes: descriptions.join(message('list.comma')),
    });
    return changes.length === 0 ? [] : [{ changes, text }];
  });
  if (corrected.length === 0)
    return refusal(message('fix.no-text-edit', { reasons: reasons.join('; ') }), message('fix-step.edit-template'));
  return {
    kind: 'edit',
    description: corrected.map(({ text }) => text).join('; '),
    files: [{ file: context.file, changes: corrected.flatMap(({ changes }) => changes) }],
  };
}

const NOTHING: Completion = { changes: [], descriptions: [] };

/** What is written as an expression or a loop is left as it is: it may be right. */
function correctSetting({ versions }: DeclaredSetting, { json, path }: ResourceContext): Completion {
  const written = memberAt(json, 'properties');
  if (!isJsonObject(written)) return NOTHING;
  const lists = (['logs', 'metrics'] as const).map((member) => {
    const own = [...path, 'properties', member];
    const list = memberAt(written, member);
    const entries = Array.isArray(list) ? declaredEntries(list, versions, member) : [];
    const corrected = typeof entries === 'string' ? UNCHANGED : correctEntries(entries, own, member);
    const days = disableRetention(list, own, versions, member).filter((change) => !isBelow(change, corrected.removals));
    return { corrected, days };
  });
  const days = lists.flatMap((list) => list.days);
  const hasGroups = lists.some(({ corrected }) =>
    corrected.entries.some(({ categoryGroup }) => categoryGroup !== undefined),
  );
  const version = hasGroups ? raisedApiVersion(json, path) : NOTHING;
  return {
    changes: [
      ...lists.flatMap(({ corrected }) => corrected.changes),
      ...days,
      ...version.changes,
      ...lists.flatMap(({ corrected }) => corrected.removals),
    ],
    descriptions: [
      ...lists.flatMap(({ corrected }) => corrected.descriptions),
      ...(days.length === 0 ? [] : [message('fix-change.no-retention')]),
      ...version.descriptions,
    ],
  };
}

const UNCHANGED: CorrectedEntries = { entries: [], changes: [], removals: [], descriptions: [] };

function isBelow({ path }: JsonChange, removals: readonly JsonChange[]): boolean {
  return removals.some((removal) => removal.path.every((step, i) => step === path[i]));
}

/** The names that a value in a parameter file can be meant to be, by the reason that it is none of them. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'unknown-category': LOG_CATEGORIES,
  'unknown-group': CATEGORY_GROUPS,
  'unknown-metric': [ALL_METRICS],
};

function validValue(given: ParameterFileValue): string | boolean | Refusal {
  const { value, reason, file } = given;
  if (reason === 'no-enabled' && value === null) return true;
  const close = typeof value === 'string' ? nearest(value, NAMES[reason] ?? []) : undefined;
  const named = { parameter: parameterName(given), file };
  return close ?? refusal(message('fix.value-no-name', named), message('fix-step.give-other-value', named));
}
