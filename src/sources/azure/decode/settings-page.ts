import { DESTINATION_PROPERTIES } from '../../../model/azure/destinations.ts';
import { isObject, type JsonObject } from './json-object.ts';
import type { SettingsAnswer } from './scan-record.ts';

/**
 * Whether an answer has the form of a list of diagnostic settings (`DiagnosticSettingsResourceCollection`, Microsoft.Insights
 * 2021-05-01-preview), as far as verdicts rest on it. An answer of another form is no answer: it must not read as "none".
 */
export function isSettingsPage(page: unknown): page is { readonly value: readonly JsonObject[] } {
  return isObject(page) && Array.isArray(page.value) && page.value.every(isSetting) && isShallow(page, DEEPEST);
}

/** Far past any real answer, and what a saved scan can hold. */
const DEEPEST = 100;

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1));
}

function isSetting(value: unknown): boolean {
  if (!isObject(value) || typeof value.name !== 'string' || !isObject(value.properties)) return false;
  const { logs, metrics } = value.properties;
  return (
    isEntries(logs) &&
    isEntries(metrics) &&
    DESTINATION_PROPERTIES.every((name) => isText((value.properties as JsonObject)[name]))
  );
}

function isEntries(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return (
    Array.isArray(value) &&
    value.every((entry) => isObject(entry) && isText(entry.category) && isText(entry.categoryGroup))
  );
}

function isText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

/** The settings of a registry that are known, over all pages; none for an answer without any. */
export function settingsIn(answer: SettingsAnswer): readonly JsonObject[] {
  return 'pages' in answer ? answer.pages.filter(isSettingsPage).flatMap(({ value }) => value) : [];
}
