import { describe, expect, test } from 'vitest';
import { type FileKind, mentionsSchema, schemaKind, sniffKind } from '../../../src/sources/discover/sniff-kind.ts';

const BASE = 'https://schema.management.azure.com/schemas/2019-04-01/';
const TEMPLATE = `${BASE}deploymentTemplate.json#`;
const PARAMETERS = `${BASE}deploymentParameters.json#`;

describe('schemaKind tells', () => {
  const cases: [schema: string, kind: FileKind][] = [
    [TEMPLATE, 'template'],
    [`${BASE}deploymentTemplate.json`, 'template'],
    ['http://schema.management.azure.com/schemas/2014-04-01-preview/deploymentTemplate.json#', 'template'],
    [`${BASE}subscriptionDeploymentTemplate.json#`, 'template'],
    [`${BASE}managementGroupDeploymentTemplate.json#`, 'template'],
    [`${BASE}tenantDeploymentTemplate.json#`, 'template'],
    [`${BASE}SUBSCRIPTIONDEPLOYMENTTEMPLATE.JSON#`, 'template'],
    ['  ../schemas/deploymentTemplate.json#/  ', 'template'],
    ['deploymentTemplate.json', 'template'],
    [`${BASE}deploymentTemplate.json,\n  `, 'template'],
    [PARAMETERS, 'parameters'],
    [`${BASE}subscriptionDeploymentParameters.json#`, 'parameters'],
    [`${BASE}managementGroupDeploymentParameters.json#`, 'parameters'],
    [`${BASE}tenantDeploymentParameters.json#`, 'parameters'],
    [`${BASE}otherDeploymentTemplate.json#`, 'other'],
    [`${BASE}deploymentTemplate.json/more`, 'other'],
    ['https://schema.management.azure.com/schemas/0.1.2-preview/CreateUIDefinition.MultiVm.json#', 'other'],
    ['#deploymentTemplate.json', 'other'],
    ['', 'other'],
  ];
  test.each(cases)('%j is %s', (schema, kind) => {
    expect(schemaKind(schema)).toBe(kind);
  });
});

describe('sniffKind tells', () => {
  const far = `"filler": "${'x'.repeat(40_000)}"`;
  const cases: [name: string, text: string, folder: FileKind, named: FileKind][] = [
    ['template', `{"$schema": "${TEMPLATE}"}`, 'template', 'template'],
    ['parameter file', `{"$schema": "${PARAMETERS}"}`, 'parameters', 'parameters'],
    ['predictions of a snapshot', '{"predictedResources": [], "diagnostics": []}', 'snapshot', 'snapshot'],
    ['predictions far down', `{${far}, "predictedResources": []}`, 'snapshot', 'snapshot'],
    ['predictions that are a text', '{"a": "predictedResources"}', 'other', 'other'],
    ['predictions beside resources', '{"predictedResources": [], "resources": []}', 'other', 'template'],
    [
      'a deployment stack',
      '{"id": "/x", "type": "Microsoft.Resources/deploymentStacks", "resources": []}',
      'other',
      'other',
    ],
    ['byte order mark', `\uFEFF{"$schema": "${TEMPLATE}"}`, 'template', 'template'],
    ['comments', `// {"a": 1}\n/* { */ { // x\n /**/ "$schema" /* : */ : "${TEMPLATE}" }`, 'template', 'template'],
    [
      'schema at the end',
      `{"a": [{"]": "}"}, 1.5e3, null,], ${far}, "$schema": "${TEMPLATE}",}`,
      'template',
      'template',
    ],
    ['key in other case', `{"$Schema": "${TEMPLATE}"}`, 'template', 'template'],
    ['escaped key and slashes', `{"\\u0024schema": "${TEMPLATE.replaceAll('/', '\\/')}"}`, 'template', 'template'],
    ['single quotes', `{'a': 'it\\'s', '$schema': '${TEMPLATE}'}`, 'template', 'template'],
    ['bare key', `{a: 1, $schema: "${TEMPLATE}"}`, 'template', 'template'],
    ['raw line break in a string', `{"a": "b\nc", "$schema": "${TEMPLATE}"}`, 'template', 'template'],
    ['escapes in strings', `{"a\\"b": "\\\\", "$schema": "${TEMPLATE}"}`, 'template', 'template'],
    ['missing comma', `{"a": 1 "$schema": "${TEMPLATE}"}`, 'template', 'template'],
    ['broken after the schema', `{"$schema": "${TEMPLATE}", "resources": [`, 'template', 'template'],
    ['never closed schema', `{"$schema": "${TEMPLATE}\n`, 'template', 'template'],
    ['unclosed before the schema', `{"a": {"b": 1, "$schema": "${TEMPLATE}"}`, 'template', 'template'],
    ['conflict marker', `<<<<<<< HEAD\n{"$schema": "${TEMPLATE}"}`, 'template', 'template'],
    ['conflict marker inside', `{"a": 1,\n<<<<<<< HEAD\n"$schema": "${TEMPLATE}"}`, 'template', 'template'],
    ['unclosed comment', `{"a": 1 /* "$schema": "${TEMPLATE}"}`, 'template', 'template'],
    ['broken parameter file', `{"a": , "$schema": "${PARAMETERS}"}`, 'parameters', 'parameters'],
    ['schema only nested', `{"a": {"$schema": "${TEMPLATE}"}}`, 'other', 'other'],
    ['schema only as a value', `{"json.schemas": [{"url": "${TEMPLATE}"}]}`, 'other', 'other'],
    ['another schema', `{"$schema": "https://x.test/y.json", "resources": ["${TEMPLATE}"]}`, 'other', 'other'],
    ['schema that is no string', `{"$schema": {"a": "${TEMPLATE}"}, "resources": []}`, 'other', 'other'],
    ['array', `[{"$schema": "${TEMPLATE}"}]`, 'other', 'other'],
    ['string', `"${TEMPLATE}"`, 'other', 'other'],
    ['no schema, resources', '{"resources": []}', 'other', 'template'],
    ['no schema, nested resources', '{"a": {"resources": []}}', 'other', 'other'],
    ['neither', '{"name": "x"}', 'other', 'other'],
    ['broken, no mention', '{"name": ', 'other', 'template'],
    ['empty', '', 'other', 'template'],
  ];
  test.each(cases)('%s', (_name, text, folder, named) => {
    const bytes = Buffer.from(text);
    expect([sniffKind(bytes, { named: false, json: true }), sniffKind(bytes, { named: true, json: true })]).toEqual([
      folder,
      named,
    ]);
  });

  const otherExtension: [name: string, text: string, kind: FileKind][] = [
    ['template', `{"$schema": "${TEMPLATE}"}`, 'template'],
    ['broken template', ` {"a": ,"$schema": "${TEMPLATE}"}`, 'template'],
    ['text that mentions the schema', `# Notes\nUse ${TEMPLATE}.`, 'other'],
    ['text', 'param x string', 'other'],
    ['broken with resources', '{"resources": [', 'template'],
    ['broken without', '{"a": [', 'other'],
  ];
  test.each(otherExtension)('named, another extension: %s', (_name, text, kind) => {
    expect(sniffKind(Buffer.from(text), { named: true, json: false })).toBe(kind);
  });

  test.each([true, false])('UTF-16 with a byte order mark, little endian %s', (littleEndian) => {
    for (const filler of ['', far]) {
      const bytes = Buffer.from(`\uFEFF{${filler && `${filler},`}"$schema": "${TEMPLATE}"}`, 'utf16le');
      if (!littleEndian) bytes.swap16();
      expect(sniffKind(bytes, { named: false, json: true })).toBe('template');
    }
  });

  test('deep nesting, long runs and many comments neither overflow nor take long', () => {
    const heavy = ['['.repeat(2_000_000), ' '.repeat(8_000_000), '/**/ '.repeat(1_000_000), '1'.repeat(8_000_000)];
    for (const text of heavy) {
      const bytes = Buffer.from(`{"a": ${text}, "$schema": "${TEMPLATE}"}`);
      expect(sniffKind(bytes, { named: false, json: true })).toBe('template');
    }
  });
});

test('mentionsSchema sees any case and UTF-16', () => {
  expect(mentionsSchema(Buffer.from('x DeploymentTEMPLATE.JSON x'))).toBe(true);
  expect(mentionsSchema(Buffer.from('deploymentParameters.json', 'utf16le'))).toBe(true);
  expect(mentionsSchema(Buffer.from('deploymentTemplateXjson deployment.json'))).toBe(false);
});
