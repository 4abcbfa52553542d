// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { expect, test } from 'vitest';
import { itemAt } from '../../../src/fixes/bicep/bicep-edits.ts';
import { parseBicep } from '../../../src/sources/bicep/syntax/parse-bicep.ts';

test.each<[name: string, object: string, found: string | undefined]>([
  ['by its name', "{ logs: 1, 'other': 2 }", '1'],
  ['by its name in quotes', "{ 'logs': 1 }", '1'],
  ['in another letter case', '{ Logs: 1 }', '1'],
  ['and not by a name that interpolation makes', "{ logs: 1, 'lo${x}gs': 2 }", '1'],
  ['where no other has the name', "{ 'lo${x}gs': 2 }", undefined],
])('a property is found %s', (_, object, found) => {
  const text = `var v = ${object}\n`;
  const [declaration] = parseBicep(text, 'template').declarations;
  if (declaration?.kind !== 'variable') throw new Error('no variable');
  const value = itemAt(declaration.value, ['logs'])?.value;
  expect(value && text.slice(value.start, value.end)).toBe(found);
});
