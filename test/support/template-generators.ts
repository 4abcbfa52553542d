import fc from 'fast-check';
import {
  HUB_RULE,
  type Json,
  type JsonObject,
  LOGIN,
  OTHER_WORKSPACE,
  REPOSITORY,
  WORKSPACE,
} from './arm-templates.ts';
import { expressions } from './expression-generators.ts';

/*
 * Templates for property tests. A spec says what is deployed; `render` in `render-template.ts` writes it in each of the forms that a
 * template can have.
 */

/** How a setting is attached to its registry; `inner` and `outer` stand in a nested deployment. */
export type Attachment = 'full' | 'relative' | 'extension' | 'legacy' | 'child' | 'inner' | 'outer';

export interface RegistrySpec {
  /** Expression; instances of a loop have their index appended. */
  readonly name: string;
  readonly condition: string | undefined;
  /** Instances of a resource loop; 0 for no loop. */
  readonly count: number;
}

export interface SettingSpec {
  readonly attachment: Attachment;
  /** Which registry it is meant for. */
  readonly registry: number;
  readonly name: string;
  readonly condition: string | undefined;
  /** Instances of a resource loop, an expression. */
  readonly count: string | undefined;
  readonly properties: JsonObject;
}

export interface TemplateSpec {
  readonly registries: readonly RegistrySpec[];
  readonly settings: readonly SettingSpec[];
  readonly variables: JsonObject;
}

const ATTACHMENTS: readonly Attachment[] = ['full', 'relative', 'extension', 'legacy', 'child', 'inner', 'outer'];
const SINKS = ['workspaceId', 'storageAccountId', 'eventHubAuthorizationRuleId', 'marketplacePartnerId'];

type Texts = ReturnType<typeof expressions>;

const expression = (text: string): string => `[${text}]`;

/** Specs of templates. With `open`, parameters that can have any value occur too; else every unknown can be enumerated. */
export function templateSpecs(open: boolean): fc.Arbitrary<TemplateSpec> {
  const texts = expressions(open, true);
  const own = expressions(open, false);
  return fc.record({
    registries: fc.array(registrySpec(texts), { minLength: 1, maxLength: 2 }),
    settings: fc.array(settingSpec(texts), { minLength: 1, maxLength: 3 }).map(withOwnNames),
    variables: fc.record({
      vFlag: own.flag.map(expression),
      vLogs: logs(own),
      vSink: own.sink.map(expression),
    }) as fc.Arbitrary<JsonObject>,
  });
}

/** No two settings of a spec have one id: which of them is deployed last nobody can say. */
function withOwnNames(settings: readonly SettingSpec[]): readonly SettingSpec[] {
  return settings.map((setting, i) => ({ ...setting, name: `concat(${setting.name}, '-${i}')` }));
}

function often<T>(arbitrary: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(undefined), weight: 10 - weight },
    { arbitrary, weight },
  );
}

function registrySpec({ flag }: Texts): fc.Arbitrary<RegistrySpec> {
  return fc.record({
    name: fc.constantFrom("'acr'", "'acr'", "'other'", "parameters('pName')", "toLower(parameters('pName'))"),
    condition: often(flag, 3),
    count: fc.constantFrom(0, 0, 0, 1, 2),
  });
}

function settingSpec(texts: Texts): fc.Arbitrary<SettingSpec> {
  return fc.record({
    attachment: fc.constantFrom(...ATTACHMENTS),
    registry: fc.nat(1),
    name: fc.constantFrom("'one'", "'two'", "'three'", "format('to-{0}', parameters('pName'))"),
    condition: often(texts.flag, 5),
    count: often(texts.count, 2),
    properties: properties(texts),
  });
}

function properties(texts: Texts): fc.Arbitrary<JsonObject> {
  const sink = fc.oneof(
    { withCrossShrink: true },
    fc.constantFrom(WORKSPACE, OTHER_WORKSPACE, HUB_RULE),
    fc.constantFrom(null, ''),
    texts.sink.map(expression),
  );
  const sinks = fc.dictionary(fc.constantFrom(...SINKS), sink, { minKeys: 0, maxKeys: 2, noNullPrototype: true });
  const list = fc.oneof(
    { withCrossShrink: true },
    logs(texts).map((value) => ({ logs: value })),
    looped(texts),
    fc.tuple(texts.flag, texts.entries).map(([flag, entries]) => ({ logs: `[if(${flag}, ${entries}, null())]` })),
  );
  return fc.tuple(sinks, list).map(([places, entries]) => ({ ...places, ...entries }) as JsonObject);
}

/** `properties.logs`, as JSON or as one expression. */
function logs(texts: Texts): fc.Arbitrary<Json> {
  return fc.oneof(
    { withCrossShrink: true },
    fc.constant([{ categoryGroup: 'audit', enabled: true }]),
    fc.array(logEntry(texts), { maxLength: 3 }),
    texts.entries.map(expression),
  );
}

function logEntry({ flag, category, group, entry }: Texts): fc.Arbitrary<Json> {
  const enabled = fc.oneof({ withCrossShrink: true }, fc.constantFrom<Json>(true, 'True', false), flag.map(expression));
  return fc.oneof(
    fc.record({ category: fc.oneof(fc.constantFrom(LOGIN, REPOSITORY), category.map(expression)), enabled }),
    fc.record({ categoryGroup: fc.oneof(fc.constantFrom('audit', 'allLogs', 'none'), group.map(expression)), enabled }),
    fc.record({ category: fc.constant(null), categoryGroup: group.map(expression), enabled }),
    entry.map(expression),
  );
}

/** Log entries made by a property loop. */
function looped({ count, category, flag }: Texts): fc.Arbitrary<JsonObject> {
  return fc.tuple(count, category, category, flag).map(([n, first, second, enabled]) => ({
    copy: [
      {
        name: 'logs',
        count: `[min(2, ${n})]`,
        input: { category: `[createArray(${first}, ${second})[copyIndex('logs')]]`, enabled: `[${enabled}]` },
      },
    ],
  }));
}
