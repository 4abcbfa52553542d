import type { Range } from '../../../util/location.ts';
import { type InstanceDeclaration, TERRAFORM_INSTANCE } from './instance-declaration.ts';
import { type TerraformToken, terraformTokens } from './terraform-tokens.ts';

/** The blocks `resource "alicloud_cr_ee_instance" "NAME" {` at the top of a Terraform file, with or without quotes; nothing in them is read. */
export function terraformInstances(text: string): readonly InstanceDeclaration[] {
  const found: InstanceDeclaration[] = [];
  const positionOf = positionsIn(text);
  let depth = 0;
  let last: readonly TerraformToken[] = [];
  for (const token of terraformTokens(text)) {
    if (token.kind === 'open') {
      const [keyword, type, name] = last;
      if (depth === 0 && keyword && type && name && isResource(last))
        found.push({
          name: name.value,
          id: `${TERRAFORM_INSTANCE}.${name.value}`,
          path: ['resource', TERRAFORM_INSTANCE, name.value],
          range: rangeOf(positionOf(keyword.start), positionOf(name.end)),
        });
      depth++;
    }
    // A brace too many must not hide what follows.
    if (token.kind === 'close') depth = Math.max(0, depth - 1);
    last = [...last.slice(-2), token];
  }
  return found;
}

function isResource([keyword, type, name]: readonly TerraformToken[]): boolean {
  return (
    keyword?.kind === 'word' &&
    keyword.value === 'resource' &&
    isLabel(type) &&
    type.value === TERRAFORM_INSTANCE &&
    isLabel(name) &&
    name.value !== ''
  );
}

function isLabel(token: TerraformToken | undefined): token is TerraformToken & { readonly kind: 'text' | 'word' } {
  return token?.kind === 'text' || token?.kind === 'word';
}

type Position = { readonly line: number; readonly column: number };

function rangeOf({ line, column }: Position, end: Position): Range {
  return { line, column, endLine: end.line, endColumn: end.column };
}

/** Lines and columns from 1; offsets have to be asked for in their order. */
function positionsIn(text: string): (offset: number) => Position {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (let next = text.indexOf('\n', lineStart); next >= 0 && next < offset; next = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = next + 1;
    }
    return { line, column: offset - lineStart + 1 };
  };
}
