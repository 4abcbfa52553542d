import type { Level } from '../finding.ts';
import { dateOf } from './measure.ts';
import { parseSpecExpression } from './parse-spec-expression.ts';
import type { ResourcePlace, RuleFileResource, RuleResource, TagFilter } from './rule-resource.ts';
import type { SpecExpression } from './spec-expression.ts';
import { isSpecMap, pointerAt, type SpecReport } from './spec-report.ts';

/** What is known of a resource besides its data. */
interface ResourceText {
  readonly synopsis: string;
  readonly place: ResourcePlace;
  /** Where the data stands in its document, as a JSON Pointer. */
  readonly pointer: string;
}

type SpecMap = Readonly<Record<string, unknown>>;

const LEVELS: Readonly<Record<string, Level>> = { Error: 'error', Warning: 'warning', Information: 'info' };

/**
 * Makes a resource of data that the schema of rule files accepts. Expressions are read here, and what is wrong in them is
 * reported.
 */
export function parseResource(data: SpecMap, text: ResourceText, report: SpecReport): RuleFileResource {
  const metadata = mapIn(data, 'metadata');
  const spec = mapIn(data, 'spec');
  const { synopsis, place } = text;
  const named = {
    name: String(metadata.name),
    synopsis: synopsis === '' ? textIn(metadata, 'description') : synopsis,
    place,
  };
  const at = pointerAt(text.pointer, 'spec');
  const expressionIn = (key: string): SpecExpression =>
    parseSpecExpression(spec[key] ?? {}, pointerAt(at, key), report);
  switch (data.kind) {
    case 'Rule':
      return { ...named, kind: 'Rule', ...ruleOf(metadata, spec, expressionIn) };
    case 'Selector':
      return { ...named, kind: 'Selector', types: textsIn(spec.type), condition: expressionIn('if') };
    case 'SuppressionGroup':
      return {
        ...named,
        kind: 'SuppressionGroup',
        rules: textsIn(spec.rule),
        ...expiryOf(spec, at, report),
        types: textsIn(spec.type),
        condition: expressionIn('if'),
      };
    default:
      return { ...named, kind: 'Baseline', ...baselineOf(spec) };
  }
}

function ruleOf(
  metadata: SpecMap,
  spec: SpecMap,
  expressionIn: (key: string) => SpecExpression,
): Omit<RuleResource, 'kind' | 'name' | 'synopsis' | 'place'> {
  return {
    ...(metadata.ref !== undefined && { ref: String(metadata.ref) }),
    aliases: textsIn(metadata.alias),
    tags: Object.fromEntries(Object.entries(mapIn(metadata, 'tags')).map(([key, value]) => [key, String(value)])),
    labels: listsIn(metadata.labels),
    ...(metadata.displayName !== undefined && { displayName: String(metadata.displayName) }),
    ...(metadata.link !== undefined && { link: String(metadata.link) }),
    level: LEVELS[String(spec.level)] ?? 'error',
    ...(spec.recommend !== undefined && { recommend: String(spec.recommend) }),
    types: textsIn(spec.type),
    selectors: textsIn(spec.with),
    ...(spec.where !== undefined && { where: expressionIn('where') }),
    condition: expressionIn('condition'),
  };
}

function baselineOf(spec: SpecMap) {
  const rule = mapIn(spec, 'rule');
  const levels = Object.entries(mapIn(mapIn(spec, 'override'), 'level'));
  const include = textsIn(rule.include);
  return {
    // As in PSRule an empty list includes all.
    ...(include.length > 0 && { include }),
    exclude: textsIn(rule.exclude),
    tags: listsIn(rule.tag),
    labels: listsIn(rule.labels),
    levels: Object.fromEntries(levels.map(([name, level]) => [name, LEVELS[String(level)] ?? 'error'])),
    configuration: mapIn(spec, 'configuration'),
  };
}

function expiryOf(spec: SpecMap, pointer: string, report: SpecReport): { readonly expiresOn?: number } {
  if (spec.expiresOn === undefined) return {};
  const expiresOn = dateOf(String(spec.expiresOn));
  if (expiresOn === undefined) report(pointerAt(pointer, 'expiresOn'), 'must be a time, such as 2027-01-31T00:00:00Z');
  return expiresOn === undefined ? {} : { expiresOn };
}

function mapIn(data: SpecMap, key: string): SpecMap {
  const value = data[key];
  return isSpecMap(value) ? value : {};
}

function textIn(data: SpecMap, key: string): string {
  return typeof data[key] === 'string' ? data[key] : '';
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function listsIn(value: unknown): TagFilter {
  if (!isSpecMap(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, Array.isArray(one) ? one.map(String) : [String(one)]]),
  );
}
