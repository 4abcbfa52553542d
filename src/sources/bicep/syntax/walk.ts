import type {
  AdditionalProperties,
  BicepFile,
  BicepSpan,
  Declaration,
  Decorator,
  Expr,
  FunctionParameter,
  Identifier,
  ImportedSymbol,
  PropertyItem,
  SpreadItem,
  TupleItem,
  TypeExpr,
  TypeProperty,
} from './nodes.ts';

export type SyntaxNode =
  | Declaration
  | Decorator
  | Identifier
  | Expr
  | TypeExpr
  | FunctionParameter
  | ImportedSymbol
  | PropertyItem
  | SpreadItem
  | TypeProperty
  | AdditionalProperties
  | TupleItem;

type Kind = SyntaxNode['kind'];
type NodeOf<K extends Kind> = Extract<SyntaxNode, { readonly kind: K }>;
type Field<Node> = Exclude<keyof Node, 'kind' | keyof BicepSpan>;

/** The fields of each kind that hold nodes or lists of them, in the order of the text. */
const FIELDS: { readonly [K in Kind]: readonly Field<NodeOf<K>>[] } = {
  targetScope: ['decorators', 'value'],
  metadata: ['decorators', 'name', 'value'],
  parameter: ['decorators', 'name', 'type', 'defaultValue'],
  assignment: ['decorators', 'name', 'value'],
  variable: ['decorators', 'name', 'type', 'value'],
  output: ['decorators', 'name', 'type', 'value'],
  assert: ['decorators', 'name', 'value'],
  type: ['decorators', 'name', 'value'],
  function: ['decorators', 'name', 'parameters', 'returnType', 'body'],
  resource: ['decorators', 'name', 'type', 'value'],
  module: ['decorators', 'name', 'path', 'value'],
  test: ['decorators', 'name', 'path', 'value'],
  import: ['decorators', 'symbols', 'alias', 'path'],
  extension: ['decorators', 'specification', 'config', 'alias'],
  extensionConfig: ['decorators', 'name', 'config'],
  using: ['decorators', 'path', 'config'],
  extends: ['decorators', 'path'],
  invalid: [],
  decorator: ['expression'],
  identifier: [],
  functionParameter: ['name', 'type'],
  importedSymbol: ['name', 'alias'],
  string: ['holes'],
  integer: [],
  boolean: [],
  null: [],
  array: ['items'],
  object: ['items'],
  property: ['key', 'value'],
  spread: ['value'],
  name: [],
  access: ['base', 'name'],
  index: ['base', 'index'],
  resourceAccess: ['base', 'name'],
  nonNull: ['base'],
  call: ['name', 'args'],
  methodCall: ['base', 'name', 'args'],
  unary: ['operand'],
  binary: ['left', 'right'],
  ternary: ['condition', 'whenTrue', 'whenFalse'],
  parentheses: ['value'],
  lambda: ['parameters', 'body'],
  for: ['item', 'index', 'source', 'body'],
  if: ['condition', 'body'],
  typeName: [],
  negativeType: ['operand'],
  arrayType: ['item'],
  objectType: ['properties'],
  typeProperty: ['decorators', 'key', 'type'],
  additionalProperties: ['decorators', 'type'],
  tupleType: ['items'],
  tupleItem: ['decorators', 'type'],
  unionType: ['members'],
  nullableType: ['base'],
  nonNullableType: ['base'],
  parenthesizedType: ['type'],
  memberType: ['base', 'name'],
  elementType: ['base'],
  additionalType: ['base'],
  indexedType: ['base', 'index'],
  genericType: ['base', 'args'],
  resourceType: ['type'],
  invalidType: [],
};

/** The nodes directly in this one, in the order of the text. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  if (node.kind === 'invalid') return 'decorators' in node ? [...node.decorators] : children;
  for (const field of FIELDS[node.kind]) {
    const found = (node as unknown as Readonly<Record<string, unknown>>)[field];
    if (Array.isArray(found)) for (const child of found as SyntaxNode[]) children.push(child);
    else if (found !== undefined) children.push(found as SyntaxNode);
  }
  return children;
}

/** Visits each node before those in it, in the order of the text; those of a node are left out where `visit` says false. */
export function walk(file: BicepFile, visit: (node: SyntaxNode) => boolean | undefined): void {
  walkNodes(file.declarations, visit);
}

/** The same for some nodes and what is in them. */
export function walkNodes(nodes: readonly SyntaxNode[], visit: (node: SyntaxNode) => boolean | undefined): void {
  const open = nodes.toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (visit(node) === false) continue;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i -= 1) open.push(children[i] as SyntaxNode);
  }
}
