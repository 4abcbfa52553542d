import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOG_CATEGORIES } from '../src/model/azure/acr-logs.ts';
import { SETTING_API_VERSION } from '../src/model/azure/api-versions.ts';
import { SETTING_TYPE } from '../src/model/azure/resource-types.ts';
import { LOG_ANALYTICS_CONTRIBUTOR } from '../src/model/azure/roles.ts';
import { FACT_KINDS, factsIn, type ShownFact } from './support/azure-facts.ts';
import { PACKAGE_ROOT, readSources } from './support/imports.ts';

const HOME = 'src/model/azure/';

/** Where a fact is written again, and why it has to be. `file` ends the path. */
const EXCEPTIONS: readonly { readonly file: RegExp; readonly shows: RegExp; readonly why: string }[] = [
  {
    file: /\/messages\/resource-nouns\.ts$/,
    shows: /^microsoft\.[a-z]+\/[a-z/]+$/,
    why: 'messages know no model: what a type is called is text, and the type is its id',
  },
  {
    file: /\/locales\/zh-CN\.ts$/,
    shows: /\p{Script=Han}/u,
    why: 'a translation has the names of the English text, which are made of the model: a test compares them',
  },
  {
    file: /\/config\/config\.ts$/,
    shows: /^(audit|allLogs)$/,
    why: 'the words of acraudit.yaml are those of its published schema, whatever Azure calls them later',
  },
  {
    file: /\/fix-flags\.ts$/,
    shows: /^(audit|allLogs)$/,
    why: 'the words of --logs are those of acraudit.yaml',
  },
  {
    file: /\/flag-values\.ts$/,
    shows: /^: expected an address such as /,
    why: 'an example in a message',
  },
  {
    file: /\/value\/resource-id\.ts$/,
    shows: /microsoft\\?\.resources/,
    why: 'ids are values, which stand below the model: the second way to write the id of a resource group is a part of their syntax',
  },
  {
    file: /\/third-party\/truncated-values\.ts$/,
    shows: /System\\\./,
    why: 'names of .NET types, which PowerShell writes in the place of values',
  },
  {
    file: /\/known-modules\/registry-module-/,
    shows:
      /^(?:20\d\d-\d\d-\d\d-preview|storageAccountId|workspaceId|eventHubAuthorizationRuleId|eventHubName|marketplacePartnerId|logAnalyticsDestinationType)$|2023-02-01/,
    why: 'what a published module writes, whatever Azure has later',
  },
  {
    file: /\/model\/alibaba\/alibaba-apis\.ts$/,
    shows: /^20\d\d-\d\d-\d\d$/,
    why: 'versions of interfaces of Alibaba Cloud, whose facts have a room of their own',
  },
  {
    file: /\/packs\/index\.ts$/,
    shows: /^nist-800-53-r5$/,
    why: 'the number of a publication',
  },
];

const facts = factsIn(readSources('src', 'rules'));

function covers({ file, shows }: (typeof EXCEPTIONS)[number], fact: ShownFact): boolean {
  return file.test(fact.file) && shows.test(fact.text);
}

describe('facts about Azure', () => {
  const strays = facts.filter(({ file }) => !file.startsWith(HOME));

  test('stand in model/azure and are imported from there', () => {
    expect(strays.filter((fact) => !EXCEPTIONS.some((exception) => covers(exception, fact)))).toEqual([]);
  });

  test('have no exception that nothing needs', () => {
    expect(EXCEPTIONS.filter((exception) => !strays.some((fact) => covers(exception, fact)))).toEqual([]);
  });

  test('stand in one file of model/azure', () => {
    const files = new Map<string, Set<string>>();
    for (const { file, text } of facts.filter(({ file: path }) => path.startsWith(HOME)))
      files.set(text, (files.get(text) ?? new Set()).add(file));
    expect([...files].filter(([, where]) => where.size > 1)).toEqual([]);
  });

  test('of every kind are there, so that each kind is one that can be found', () => {
    const found = new Set(facts.filter(({ file }) => file.startsWith(HOME)).map(({ kind }) => kind));
    expect([...found].sort()).toEqual(FACT_KINDS.map(({ name }) => name).sort());
  });
});

describe('a fact is found', () => {
  test.each<[string, string, string[]]>([
    ['in a text', `const a = 'Microsoft.Insights/diagnosticSettings';`, ['resource type']],
    ['in another letter case', `const a = "microsoft.insights";`, ['resource type']],
    ['in a template', `const a = \`/providers/Microsoft.Storage/\${b}\`;`, ['resource type']],
    ['in a regular expression', String.raw`const a = /^microsoft\.storage/;`, ['resource type']],
    ['in the type of a value', `type A = 'audit' | 'categories';`, ['category group']],
    ['in the name of a member', `const a = { 'ContainerRegistryLoginEvents': 1 };`, ['log category']],
    ['in an array', `const a = ['workspaceId', 'storageAccountId'];`, ['destination property', 'destination property']],
    ['as a number', 'const a = size > 800;', ['limit']],
    ['as a version', `const a = '?api-version=2021-05-01-preview';`, ['API version']],
    ['as the id of a role', `const a = '92aaf0da-9dab-42b6-94a3-d43ce8d16293';`, ['role']],
    ['as an endpoint', `const a = 'https://login.microsoftonline.us';`, ['endpoint']],
    ['not in comments', `// 'Microsoft.Insights'\n/** 800, audit */`, []],
    ['not in imports', `import a from './Microsoft.Insights.ts';`, []],
    ['not in names, which the compiler checks', 'const a = properties.workspaceId;', []],
    ['not in other words', `const a = 'auditing 8000';`, []],
    ['not in an id of zeros', `const a = '00000000-0000-0000-0000-000000000000';`, []],
  ])('%s', (_, text, kinds) => {
    expect(factsIn(new Map([['src/a.ts', text]])).map(({ kind }) => kind)).toEqual(kinds);
  });
});

/** What ships is deployed as it is, so it holds facts of its own. They are the same. */
describe('the templates that ship', () => {
  const texts = readdirSync(join(PACKAGE_ROOT, 'templates'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(json|bicep|kql)$/.test(file))
    .map((file) => readFileSync(join(PACKAGE_ROOT, 'templates', file), 'utf8'));
  const all = (pattern: RegExp): string[] => [
    ...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, found = '']) => found))),
  ];

  test('name the categories of a registry', () => {
    expect(all(/\b(ContainerRegistry\w+Events)\b/g).sort()).toEqual([...LOG_CATEGORIES].sort());
  });

  test('give the role that may write settings', () => {
    expect(all(/\b((?!0{8})[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\b/g)).toEqual([LOG_ANALYTICS_CONTRIBUTOR.id]);
  });

  test('write settings by the version that knows category groups', () => {
    const escaped = SETTING_TYPE.replaceAll('.', String.raw`\.`);
    const versions = [`'${escaped}@([^']+)'`, String.raw`"type": "${escaped}",\s+"apiVersion": "([^"]+)"`];
    for (const version of versions) expect(all(new RegExp(version, 'g'))).toEqual([SETTING_API_VERSION]);
  });
});
