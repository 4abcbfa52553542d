import { describe, expect, test } from 'vitest';
import { schemaOf, withSchema } from '../../tools/schema-tables.ts';

const PAGE = '# Page\n\n<!-- begin schema: written by tools/build-docs.ts -->\nold\n<!-- end -->\n\nMore.\n';

test('a schema becomes a table for each object, between the marks of the page', () => {
  const place = { properties: { file: { type: 'string', description: 'Which.' } } };
  const schema = {
    required: ['a'],
    properties: {
      a: { $ref: '#/definitions/count', description: 'How | many.' },
      b: { enum: ['x', 'y'] },
      c: { items: { $ref: '#/definitions/place' } },
      d: { required: ['e'], type: 'object', properties: { e: { const: 1 } } },
    },
    definitions: { count: { type: 'integer', minimum: 0 }, place },
  };
  const table = [
    '### `top`',
    '',
    '| Member | Is | Always | Says |',
    '|---|---|---|---|',
    '| `a` | integer, from 0 | yes | How \\| many. |',
    '| `b` | `x`, `y` |  |  |',
    '| `c` | list of [`place`](#place) |  |  |',
    '| `d` | object |  |  |',
    '| `d.e` | `1` | yes |  |',
    '',
    '### `place`',
    '',
    '| Member | Is | Always | Says |',
    '|---|---|---|---|',
    '| `file` | string |  | Which. |',
  ].join('\n');
  expect(withSchema(PAGE, schema, 'top')).toBe(PAGE.replace('old\n', `\n${table}\n\n`));
});

describe('every object of a schema has a table:', () => {
  test.each(['results', 'acraudit'])('%s', (name) => {
    const schema = schemaOf(name);
    const objects = Object.entries(schema.definitions ?? {}).filter(([, one]) => one.properties !== undefined);
    const tables = [...withSchema(PAGE, schema, 'top').matchAll(/^### `(.+)`$/gm)].map(([, title = '']) => title);
    expect(tables.sort()).toEqual(['top', ...objects.map(([title]) => title)].sort());
  });
});
