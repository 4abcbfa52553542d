import { describe, expect, test } from 'vitest';
import { logs } from '../../rules/Azure.ACR.Logs.ts';
import { evaluateTemplates } from '../../src/api/lint/evaluate-templates.ts';
import { locateAll } from '../../src/api/lint/locate-findings.ts';
import { createScanEvaluation } from '../../src/api/scan/scan-evaluation.ts';
import type { ActiveRule } from '../../src/engine/evaluate-rules.ts';
import type { RunError } from '../../src/engine/finding.ts';
import type { Rule } from '../../src/engine/rule.ts';
import { readTemplates } from '../../src/sources/arm/arm-source.ts';
import { templateInventory } from '../../src/sources/arm/template-inventory.ts';
import type { TemplateRequest, TemplateRun } from '../../src/sources/arm/template-request.ts';
import type { RegistryRecord } from '../../src/sources/azure/decode/scan-record.ts';
import { discover } from '../../src/sources/discover/discover.ts';
import { pairParameterFiles } from '../../src/sources/discover/pair-parameter-files.ts';
import { registry, setting, template } from '../support/arm-templates.ts';
import { folderOf } from '../support/cli.ts';

const REGISTRIES = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries';
const active: readonly ActiveRule[] = [{ rule: logs, level: 'error', options: {} }];
const nameOf = (file: string): string => file;

function boom(): never {
  throw new TypeError('SECRET');
}

const cwd = folderOf({
  'a.json': template([registry({ name: 'acra' })]),
  'b.json': template([registry({ name: 'acrb' }), setting({}, { scope: `${REGISTRIES}/acra` })]),
  'c.json': template([registry({ name: 'acrc' })]),
});

function read(change: Partial<TemplateRequest> = {}): TemplateRun {
  const { templates } = discover({ cwd, paths: [], gitignore: false, maxSize: 1_000_000 });
  return readTemplates({
    cwd,
    rootOf: () => cwd,
    maxSize: 1_000_000,
    pairing: pairParameterFiles({ cwd, templates, seen: [] }),
    named: [],
    flags: new Map(),
    defaults: 'count',
    explore: false,
    deploymentOf: () => ({ target: { subscription: 's', resourceGroup: 'rg' } }),
    ...change,
  });
}

/** The verdict of each registry, and which file has which error. */
function told(found: ReturnType<typeof evaluateTemplates>, errors: readonly RunError[] = []): unknown {
  return {
    findings: found.findings.map(({ target, outcome }) => `${target.name} ${outcome}`),
    errors: [...found.errors, ...errors].map(({ code, location }) => `${location?.file} ${code}`),
  };
}

const ALL = ['acra pass', 'acrb fail', 'acrc fail'];

test('three templates of which one sets what another needs', () => {
  expect(told(evaluateTemplates(read(), { activeOf: () => active, nameOf }))).toEqual({ findings: ALL, errors: [] });
});

describe('a crash is an error of the template it crashes for, and of no other', () => {
  test('while it is read', () => {
    const run = read({ deploymentOf: (absolute) => (absolute.endsWith('c.json') ? boom() : { target: {} }) });
    expect(told(evaluateTemplates(run, { activeOf: () => active, nameOf }), run.errors)).toEqual({
      findings: ['acra fail', 'acrb fail'],
      errors: ['c.json internal-error'],
    });
  });

  test('while it is expanded', () => {
    const link = template([
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2022-09-01',
        name: 'x',
        properties: { mode: 'Incremental', templateLink: { relativePath: 'x.json' } },
      },
    ]);
    const input = { file: 'x.json', template: link as never, values: new Map(), target: {}, deploymentKey: 'x' };
    const { problems, targets } = templateInventory({ ...input, readLinked: boom }, { basis: 'defaults' });
    expect([targets, problems.map(({ error, code, location }) => [error, code, location])]).toEqual([
      [],
      [[true, 'internal-error', { file: 'x.json' }]],
    ]);
  });

  test('in a rule: the registry has the verdict error, and others have theirs', () => {
    const crashing = { ...logs, check: boom } as Rule;
    const activeOf = (file: string): readonly ActiveRule[] =>
      file === 'b.json' ? [{ rule: crashing, level: 'error', options: {} }] : active;
    const found = evaluateTemplates(read(), { activeOf, nameOf });
    expect(told(found)).toEqual({ findings: ['acra pass', 'acrb error', 'acrc fail'], errors: ['b.json rule-crash'] });
    expect(found.errors[0]?.message).toMatch(/^rule Azure\.ACR\.Logs crashed: internal error [0-9a-f]{8}: /);
    expect(JSON.stringify(found)).not.toContain('SECRET');
  });

  test('while results are made of it', () => {
    const found = evaluateTemplates(read(), {
      activeOf: () => active,
      nameOf: (file) => (file === 'a.json' ? boom() : file),
    });
    expect(told(found)).toEqual({ findings: ['acrb fail', 'acrc fail'], errors: ['a.json internal-error'] });
  });

  test('while its settings are sorted for the others', () => {
    const { inventories, ...run } = read();
    const odd = inventories.map((inventory) =>
      inventory.file === 'b.json'
        ? {
            ...inventory,
            registries: [],
            get settings() {
              return boom();
            },
          }
        : inventory,
    ) as unknown as TemplateRun['inventories'];
    // What nobody can read is not there for others either; that is said by the error.
    expect(told(evaluateTemplates({ ...run, inventories: odd }, { activeOf: () => active, nameOf }))).toEqual({
      findings: ['acra fail', 'acrc fail'],
      errors: expect.arrayContaining(['b.json internal-error']),
    });
  });

  test('while its settings meet the registries of others', () => {
    const { inventories, ...run } = read();
    const odd = inventories.map((inventory) =>
      inventory.file === 'b.json'
        ? {
            ...inventory,
            settings: inventory.settings.map((one) => ({
              ...one,
              get deployed() {
                return boom();
              },
            })),
          }
        : inventory,
    ) as unknown as TemplateRun['inventories'];
    const { findings, errors } = told(
      evaluateTemplates({ ...run, inventories: odd }, { activeOf: () => active, nameOf }),
    ) as {
      findings: string[];
      errors: string[];
    };
    expect(findings).toEqual(expect.arrayContaining(['acra fail', 'acrc fail']));
    expect(new Set(errors)).toEqual(new Set(['b.json internal-error']));
  });

  test('while its places are looked for: it keeps them, without lines', () => {
    const { texts, ...run } = read();
    const found = evaluateTemplates({ ...run, texts }, { activeOf: () => active, nameOf });
    const odd = { get: (file: string) => (file === 'a.json' ? boom() : texts.get(file)) };
    const located = locateAll(found, cwd, Number.POSITIVE_INFINITY, {
      ...run,
      texts: odd as ReadonlyMap<string, string>,
    });
    expect(located.findings.map(({ location }) => location.line !== undefined)).toEqual([false, true, true]);
    expect(located.errors.map(({ code, location }) => [code, location])).toEqual([
      ['internal-error', { file: 'a.json' }],
    ]);
  });
});

describe('a crash is an error of the registry of a scan it crashes for, and of no other', () => {
  const record = (name: string): RegistryRecord => ({
    kind: 'registry',
    id: `${REGISTRIES}/${name}`,
    resource: { name, location: 'westeurope' },
    settings: { status: 'read', pages: [] } as unknown as RegistryRecord['settings'],
  });

  test('while it is evaluated', () => {
    const evaluation = createScanEvaluation(active);
    for (let i = 0; i < 30; i++) {
      const one = record(`acr${i}`);
      evaluation.add(
        i === 7
          ? ({
              ...one,
              get resource() {
                return boom();
              },
            } as RegistryRecord)
          : one,
      );
    }
    const { findings, errors } = evaluation.result({ errors: [] });
    expect(findings).toHaveLength(29);
    expect(errors.map(({ code, message }) => [code, message.split(':')[0]])).toEqual([
      ['internal-error', `registry ${REGISTRIES}/acr7`],
    ]);
  });

  test('while more is done with it', () => {
    const evaluation = createScanEvaluation(active);
    const done: string[] = [];
    for (const one of [record('a'), record('b')]) {
      evaluation.contain(one, () => (one.id.endsWith('/a') ? boom() : done.push(one.id)));
    }
    expect([done.length, evaluation.result({ errors: [] }).errors.map(({ code }) => code)]).toEqual([
      1,
      ['internal-error'],
    ]);
  });
});
