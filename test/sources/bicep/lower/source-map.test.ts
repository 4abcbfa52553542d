// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { expect, it } from 'vitest';
import { spanAt } from '../../../../src/sources/bicep/source-map.ts';
import type { Path } from '../../../../src/util/location.ts';
import { lowerMain } from '../../../support/memory-bicep.ts';

const MAIN = `param p string
var v = { a: [p] }
var loop = [for i in range(0, 2): i]
resource r 'Microsoft.X/r@2024-01-01' = [for i in range(0, 2): if (i > 0) {
  name: 'r\${i}'
  properties: {
    logs: [for x in ['a']: { category: x }]
    list: [
      1
      { deep: p }
    ]
  }
}]
module m 'other.bicep' = {
  name: 'm'
  params: { q: p }
}
output o string = p
`;

it.each<[Path, string]>([
  [['parameters', 'p', 'type'], 'param p string'],
  [['variables', 'v'], 'var v = { a: [p] }'],
  [['variables', 'v', 'a'], 'a: [p]'],
  [['variables', 'v', 'a', 0], 'p'],
  [['variables', 'copy', 0], 'var loop = [for i in range(0, 2): i]'],
  [['variables', 'copy', 0, 'count'], 'range(0, 2)'],
  [['resources', 'r', 'copy'], MAIN.slice(MAIN.indexOf('[for i in range(0, 2): if'), MAIN.indexOf('\nmodule'))],
  [['resources', 'r', 'condition'], '(i > 0)'],
  [['resources', 'r', 'type'], "'Microsoft.X/r@2024-01-01'"],
  [['resources', 'r', 'name'], "name: 'r${i}'"],
  [['resources', 'r', 'properties', 'copy', 0], "logs: [for x in ['a']: { category: x }]"],
  [['resources', 'r', 'properties', 'copy', 0, 'input', 'category'], 'category: x'],
  [['resources', 'r', 'properties', 'list', 1, 'deep'], 'deep: p'],
  [['resources', 'm', 'properties', 'parameters', 'q', 'value'], 'p'],
  [['resources', 'm', 'properties', 'parameters', 'q'], 'q: p'],
  [['resources', 'm', 'properties', 'template', 'resources'], "'other.bicep'"],
  [['outputs', 'o', 'value'], 'p'],
  [['outputs', 'o'], 'output o string = p'],
])('the place of %j is known', (path, expected) => {
  // A nullable parameter makes resources an object.
  const main = `${MAIN}param marker string?\n`;
  const { template, map } = lowerMain(main, { 'other.bicep': 'param q string\n' });
  const { span } = spanAt(map, template, path) ?? { span: { start: 0, end: 0 } };
  expect(main.slice(span.start, span.end)).toBe(expected);
});
