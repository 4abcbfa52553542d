import { DESTINATION_PROPERTIES } from '../../../model/azure/destinations.ts';
import { isObject, type ParsedObject } from './json-object.ts';
import type { SettingsResult } from './scan-record.ts';

/**
 * Whether a response is a list of diagnostic settings (`DiagnosticSettingsResourceCollection`, Microsoft.Insights
 * 2021-05-01-preview), as far as verdicts depend on it. Any other response must not count as "no settings".
 */
export function isSettingsPage(page: unknown): page is { readonly value: readonly ParsedObject[] } {
  return (
    isObject(page) && Array.isArray(page.value) && page.value.every(isSetting) && isShallow(page, MAX_RESPONSE_DEPTH)
  );
}

/** Much deeper than real responses, and what a saved scan can hold. */
const MAX_RESPONSE_DEPTH = 100;

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1));
}

function isSetting(value: unknown): boolean {
  if (!isObject(value) || typeof value.name !== 'string' || !isObject(value.properties)) return false;
  const { logs, metrics } = value.properties;
  return (
    isOptionalEntries(logs) &&
    isOptionalEntries(metrics) &&
    DESTINATION_PROPERTIES.every((name) => isOptionalString((value.properties as ParsedObject)[name]))
  );
}

function isOptionalEntries(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return (
    Array.isArray(value) &&
    value.every((entry) => isObject(entry) && isOptionalString(entry.category) && isOptionalString(entry.categoryGroup))
  );
}

function isOptionalString(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

/** The known settings of a registry over all pages; empty when the result has no pages. */
export function settingsIn(result: SettingsResult): readonly ParsedObject[] {
  return 'pages' in result ? result.pages.filter(isSettingsPage).flatMap(({ value }) => value) : [];
}
