import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { terraformInstances } from '../../../../src/sources/alibaba/templates/terraform-instances.ts';

const declared = (text: string): string[] =>
  terraformInstances(text).map(({ name, range: { line, column } }) => `${name}@${line}:${column}`);
const BLOCK = 'resource "alicloud_cr_ee_instance" "main" {\n  instance_name = "x"\n}\n';

describe('a Terraform file declares an instance', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['by a block', BLOCK, ['main@1:1']],
    ['by each of several blocks', `${BLOCK}\n  ${BLOCK.replace('main', 'other')}`, ['main@1:1', 'other@5:3']],
    ['in one line', 'resource "alicloud_cr_ee_instance" "a" {}', ['a@1:1']],
    ['without quotes', 'resource alicloud_cr_ee_instance a {}', ['a@1:1']],
    ['over several lines', 'resource\n"alicloud_cr_ee_instance" /* x */ "a" # y\n{\n}', ['a@1:1']],
    ['with Windows line ends and a byte order mark', `\uFEFF\r\n${BLOCK.replaceAll('\n', '\r\n')}`, ['main@2:1']],
    ['after another block', `locals {\n  a = { b = "}" }\n}\n${BLOCK}`, ['main@4:1']],
    ['after a text with an expression', `locals {\n  a = "\${b("}", "x\${c}")} {"\n}\n${BLOCK}`, ['main@4:1']],
    ['after a text with a sign that stands for itself', `locals {\n  a = "$\${b {"\n}\n${BLOCK}`, ['main@4:1']],
    ['after a text with an escaped quote', `locals {\n  a = "\\" {"\n}\n${BLOCK}`, ['main@4:1']],
    ['after a heredoc', `locals {\n  a = <<-EOT\n    { "\n    EOT\n}\n${BLOCK}`, ['main@6:1']],
    ['after a text that is not closed', `a = "{\n${BLOCK}`, ['main@2:1']],
    ['after a brace too many', `}\n${BLOCK}`, ['main@2:1']],
    ['not in a comment', `# ${BLOCK.replaceAll('\n', ' ')}\n// ${BLOCK.replaceAll('\n', ' ')}\n/* ${BLOCK} */`, []],
    ['not in a comment without an end', `/* ${BLOCK}`, []],
    ['not in a heredoc', `a = <<EOT\n${BLOCK}EOT\n`, []],
    ['not in a heredoc without an end', `a = <<EOT\n${BLOCK}`, []],
    ['not in a text', 'a = "resource \\"alicloud_cr_ee_instance\\" \\"main\\" {"', []],
    ['not in a text of an expression', `a = "\${f("resource", "alicloud_cr_ee_instance", "main")} {"`, []],
    ['not within another block', `module "x" {\n${BLOCK}}\n`, []],
    ['not as a data source', BLOCK.replace('resource', 'data'), []],
    ['not as another type', BLOCK.replace('instance"', 'instances"'), []],
    ['not without a name', 'resource "alicloud_cr_ee_instance" {}', []],
    ['not with a name too many', 'resource "alicloud_cr_ee_instance" "a" "b" {}', []],
  ])('%s', (_, text, expected) => {
    expect(declared(text)).toEqual(expected);
  });

  test('whatever stands around it: comments, blanks and other blocks change nothing but its place', () => {
    const noise = fc.constantFrom(
      '',
      '# "{\n',
      '// <<EOT\n',
      '/* } */',
      `a = "\${b}"\n`,
      'x {}\n',
      '\n\n',
      'b = <<E\n{\nE\n',
    );
    fc.assert(
      fc.property(fc.array(noise), fc.array(noise), (before, after) => {
        const text = `${before.join('')}\n${BLOCK}${after.join('')}`;
        expect(terraformInstances(text).map(({ name }) => name)).toEqual(['main']);
      }),
    );
  });

  test('any text ends, and a name stands where the range says', () => {
    const piece = fc.constantFrom(
      '"',
      '{',
      '}',
      '${',
      '\\',
      '\n',
      '<<A\n',
      'A\n',
      '/*',
      '*/',
      '#',
      BLOCK,
      'resource',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        for (const { name, range } of terraformInstances(text)) {
          const last = text.split('\n')[range.endLine - 1] ?? '';
          expect(last.slice(0, range.endColumn - 1).endsWith(`"${name}"`)).toBe(true);
        }
      }),
    );
  });

  test('a megabyte of what is nested needs no stack', () => {
    const deep = `a = "${'${"'.repeat(200_000)}`;
    expect(terraformInstances(`${deep}\n`)).toEqual([]);
    expect(declared(`${'{'.repeat(500_000)}${'}'.repeat(500_000)}\n${BLOCK}`)).toEqual(['main@2:1']);
  });
});
