import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logs } from '../../rules/Azure.ACR.Logs.ts';
import { logsValid } from '../../rules/Azure.ACR.LogsValid.ts';
import { metrics } from '../../rules/Azure.ACR.Metrics.ts';
import {
  type Json,
  type JsonObject,
  OTHER_WORKSPACE,
  parameterFile,
  REGISTRY,
  registry,
  setting,
  WORKSPACE,
} from '../support/arm-templates.ts';
import { CLOSED } from '../support/expression-generators.ts';
import { fixText } from '../support/fixes.ts';
import { render, usedParameters } from '../support/render-template.ts';
import { type TemplateSpec, templateSpecs } from '../support/template-generators.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 80),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_603),
};

/** Ways of writing JSON. */
const writing = fc.record({
  indent: fc.constantFrom<string | number>(0, 2, 4, '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  last: fc.boolean(),
  comments: fc.boolean(),
});

type Writing = typeof writing extends fc.Arbitrary<infer T> ? T : never;

function write(json: JsonObject, { indent, lineEnd, last, comments }: Writing): string {
  const lines = JSON.stringify(json, null, indent).split('\n');
  const noted = lines.map((line, i) => (comments && lines.length > 1 && i % 7 === 3 ? `${line} // line ${i}` : line));
  return noted.join(lineEnd) + (last ? lineEnd : '');
}

const wishes = fc.record({
  logs: fc.constantFrom('audit', 'allLogs', 'categories'),
  destination: fc.constantFrom({}, { workspaceId: WORKSPACE }, { workspaceId: OTHER_WORKSPACE }),
});

/** Values for the parameters of a spec, so that something fails for certain. */
function values(spec: TemplateSpec, seed: number): JsonObject {
  return Object.fromEntries(
    usedParameters(spec).flatMap((name, i) => {
      const list = CLOSED[name]?.values ?? [];
      const value = list[Math.imul(seed + i, 31) % Math.max(1, list.length)];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Ways in which the entries of a setting can be wrong, and one in which they are not. */
const FAULTS: readonly ((entries: readonly Json[]) => readonly Json[])[] = [
  (entries) => entries,
  (entries) => entries.map((entry) => changed(entry, ({ enabled: _, ...rest }) => rest)),
  (entries) => entries.map((entry) => changed(entry, misspelt)),
  (entries) => [...entries, ...entries.slice(0, 1)],
  (entries) => [
    ...entries.slice(0, 1),
    ...entries.slice(0, 1).map((entry) => changed(entry, misspelt)),
    ...entries.slice(1),
  ],
  (entries) => [{ categoryGroup: 'audit', enabled: true }, ...entries],
  (entries) => [...entries, { categoryGroup: 'allLogs', enabled: false }],
  (entries) => [...entries, { category: 'AuditEvent', enabled: true }],
  (entries) =>
    entries.map((entry) => changed(entry, (own) => ({ ...own, retentionPolicy: { enabled: true, days: 7 } }))),
];

function changed(entry: Json, change: (own: JsonObject) => JsonObject): Json {
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? change(entry as JsonObject) : entry;
}

function misspelt(entry: JsonObject): JsonObject {
  const { category, categoryGroup } = entry;
  if (typeof category === 'string' && !category.startsWith('[')) return { ...entry, category: category.slice(0, -1) };
  return typeof categoryGroup === 'string' ? { ...entry, categoryGroup: `${categoryGroup}s` } : entry;
}

/** The same template with faults in its lists of entries, by turns. */
function spoiled(json: JsonObject, faults: readonly number[]): JsonObject {
  let count = 0;
  const next = (entries: readonly Json[]): readonly Json[] =>
    FAULTS[faults[count++ % faults.length] ?? 0]?.(entries) ?? entries;
  const visit = (value: Json, name = ''): Json => {
    if (Array.isArray(value)) {
      const items = value.map((item) => visit(item as Json));
      return name === 'logs' || name === 'metrics' ? next(items) : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value as JsonObject).map(([key, inner]) => [key, visit(inner, key)]));
  };
  return visit(json) as JsonObject;
}

/** The same template with one more registry and a setting of it in which nothing is an expression. */
function withPlainOne(json: JsonObject): JsonObject {
  const plain = [
    registry({ name: 'plain' }),
    setting(
      { workspaceId: `${WORKSPACE}-plain`, metrics: [{ category: 'AllMetrics', enabled: true }] },
      { name: 'plain', scope: `${REGISTRY}/plain` },
    ),
  ];
  const { resources } = json;
  return Array.isArray(resources)
    ? { ...json, resources: [...resources, ...plain] }
    : { ...json, resources: { ...(resources as JsonObject), plain: plain[0] ?? null, plainAudit: plain[1] ?? null } };
}

const EVERY_RULE = [logs, logsValid, metrics];

describe('a fix', () => {
  test('keeps its properties for every rule at once, whatever is wrong in the entries', () => {
    const fixed = new Map<string, number>();
    fc.assert(
      fc.property(
        templateSpecs(false),
        fc.record({ symbolic: fc.boolean(), wrapped: fc.boolean() }),
        writing,
        wishes,
        fc.array(fc.nat(FAULTS.length - 1), { minLength: 1, maxLength: 4 }),
        fc.nat(1000),
        (spec, form, style, settings, faults, seed) => {
          const text = write(spoiled(withPlainOne(render(spec, form)), faults), style);
          const parameters = { 'main.parameters.json': write(parameterFile(values(spec, seed)), style) };
          const { violations, fixes } = fixText(text, { settings, parameters, rules: EVERY_RULE });
          for (const { rule, plan } of fixes)
            if (plan.kind === 'edit') fixed.set(rule.name, (fixed.get(rule.name) ?? 0) + 1);
          expect(violations).toEqual([]);
        },
      ),
      SETTINGS,
    );
    for (const { name } of EVERY_RULE) expect(fixed.get(name) ?? 0, name).toBeGreaterThan(SETTINGS.numRuns / 20);
  });

  test('keeps its properties for every template, however it is written', () => {
    let fixed = 0;
    fc.assert(
      fc.property(
        templateSpecs(false),
        fc.record({ symbolic: fc.boolean(), wrapped: fc.boolean() }),
        writing,
        wishes,
        fc.nat(1000),
        fc.boolean(),
        (spec, form, style, settings, seed, given) => {
          const text = write(render(spec, form), style);
          const parameters = given
            ? { parameters: { 'main.parameters.json': write(parameterFile(values(spec, seed)), style) } }
            : {};
          const { violations, fixes } = fixText(text, { settings, ...parameters });
          fixed += fixes.filter(({ plan }) => plan.kind === 'edit').length;
          expect(violations).toEqual([]);
        },
      ),
      SETTINGS,
    );
    expect(fixed).toBeGreaterThan(SETTINGS.numRuns / 10);
  });
});
