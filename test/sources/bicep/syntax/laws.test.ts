// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BicepSpan } from '../../../../src/sources/bicep/syntax/nodes.ts';
import { parseBicep } from '../../../../src/sources/bicep/syntax/parse-bicep.ts';
import { childrenOf, type SyntaxNode, walk } from '../../../../src/sources/bicep/syntax/walk.ts';
import { printSyntax } from '../../../support/print-syntax.ts';

const RUNS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 500),
  seed: Number(process.env.PROPERTY_SEED ?? 20_260_821),
};

const TOKENS = [
  ...["'", "'''", "$'''", '${', '{', '}', '(', ')', '[', ']', ',', '.', '?', ':', '::', '=', '=>', '|', '<', '>', '-'],
  ...['!', '*', '@', '...', '\n', '\r\n', ' ', '// c\n', '/*', '*/', '#disable-next-line a', '\\', '~', '"', '1', 'a'],
  ...['param ', 'var ', 'resource ', 'type ', 'func ', 'import ', 'for ', ' in ', 'if', 'existing ', 'using ', ' as '],
] as const;

const SNIPPET = `targetScope = 'resourceGroup'
@description('d')
param a { b: string?, *: ('x' | 'y')[] } = { b: 'p\${a.?b}' }
resource r 'A.B/c@2020-01-01' = [for (x, i) in a.b: if (x > 1 && !i) {
  @batchSize(1)
  resource n 'd' existing = { name: '\${r[^1].id}' }
  tags: x ?? map(y, z => { ...z }) // c
}]
func f(p int) bool => p == -1
  ? true
  : r::n.list('''k''')!
`;

/** What is wrong with the places of a node and of those in it. */
function misplaced(parent: BicepSpan, children: readonly SyntaxNode[]): string[] {
  let at = parent.start;
  return children.flatMap((child) => {
    const fits = child.start >= at && child.end >= child.start && child.end <= parent.end;
    at = child.end;
    return fits ? misplaced(child, childrenOf(child)) : [`${child.kind} ${child.start}-${child.end}`];
  });
}

function check(text: string): void {
  for (const kind of ['template', 'parameters'] as const) {
    const file = parseBicep(text, kind);
    expect(printSyntax(file)).toBe(text);
    expect(misplaced(file, file.declarations)).toEqual([]);
    const outside = file.errors.filter(({ start, end }) => start < 0 || end < start || end > text.length);
    expect(outside).toEqual([]);
  }
}

test('any tokens are read, and the tree prints them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }), (tokens) => check(tokens.join(''))),
    RUNS,
  );
});

test('a file that was cut, or has tokens in wrong places, is read, and the tree prints it', () => {
  const place = fc.nat({ max: SNIPPET.length });
  fc.assert(
    fc.property(place, place, fc.constantFrom('', ...TOKENS), (a, b, token) => {
      check(SNIPPET.slice(0, Math.min(a, b)) + token + SNIPPET.slice(Math.max(a, b)));
    }),
    RUNS,
  );
});

test('the snippet that is cut has no errors', () => {
  expect(parseBicep(SNIPPET, 'template').errors).toEqual([]);
});

test.each(['(', '[', '{a: ', "'${", "$'''${", 'a ? ', 'x => ', 'f(', '[for a in ', 'a[', "{\n'${a}': ", '[\n'])(
  'many times %j is too deep, which is said once and overflows no stack',
  (piece) => {
    const text = `var x = ${piece.repeat(20_000)}`;
    const file = parseBicep(text, 'template');
    expect(printSyntax(file)).toBe(text);
    expect(file.errors.map(({ code }) => code)).toEqual(['too-deep']);
  },
);

test('texts that are no expressions are no deeper for their number', () => {
  const text = `var x = ${"'${)".repeat(20_000)}`;
  const file = parseBicep(text, 'template');
  expect(printSyntax(file)).toBe(text);
  expect(file.errors.map(({ code }) => code)).toEqual(['BCP009']);
});

test.each(['.a', '[0]', '!', ' + a', '::a'])('a chain of many %j is too long', (link) => {
  const text = `var x = a${link.repeat(20_000)}\nvar y = 1`;
  const { declarations, errors } = parseBicep(text, 'template');
  expect(errors.map(({ code }) => code)).toEqual(['too-deep']);
  expect(declarations.map(({ kind }) => kind)).toEqual(['variable', 'variable']);
});

test('a resource is nested in others only so deep', () => {
  const text = "resource a 'b' = {\n".repeat(20_000);
  expect(parseBicep(text, 'template').errors.map(({ code }) => code)).toContain('too-deep');
});

test('walking visits nodes in the order of the text, and leaves out what is refused', () => {
  const kinds: string[] = [];
  walk(parseBicep('var a = [b.c, {}]\nvar d = 1', 'template'), ({ kind }) => {
    kinds.push(kind);
    return kind !== 'access';
  });
  expect(kinds).toEqual(['variable', 'identifier', 'array', 'access', 'object', 'variable', 'identifier', 'integer']);
});

test('places are those of the text', () => {
  const text = "  @a()\n  param b string = 'c' // d";
  const [declared] = parseBicep(text, 'template').declarations;
  const at = (node: BicepSpan | undefined): string => text.slice(node?.start, node?.end);
  expect(
    declared?.kind === 'parameter' && [declared, declared.name, declared.type, declared.defaultValue].map(at),
  ).toEqual(["@a()\n  param b string = 'c'", 'b', 'string', "'c'"]);
});
