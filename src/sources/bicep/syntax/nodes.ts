/**
 * The syntax tree of a Bicep file. Places are offsets in UTF-16 units of its text, `end` excluded; a node begins at its first
 * token and ends with its last, so that what stands between the children of a node is tokens and trivia of its own.
 * (Language: https://github.com/Azure/bicep/blob/main/docs/grammar.md and the compiler's parser.)
 */
export interface BicepSpan {
  readonly start: number;
  readonly end: number;
}

/** Of `kind: 'template'` for `.bicep`, of `kind: 'parameters'` for `.bicepparam`. */
export interface BicepFile extends BicepSpan {
  readonly kind: 'template' | 'parameters';
  readonly text: string;
  readonly declarations: readonly Declaration[];
  /** Line and block comments, in order. */
  readonly comments: readonly BicepSpan[];
  readonly directives: readonly Directive[];
  readonly errors: readonly BicepDiagnostic[];
  /** The first error that resources may be hidden by: an open bracket, or a line that is no declaration. */
  readonly hiding?: BicepDiagnostic;
}

/** As the compiler reports it: `BCP018`, a place and a sentence. */
export interface BicepDiagnostic extends BicepSpan {
  readonly code: string;
  readonly message: string;
}

/** `#disable-next-line`, `#disable-diagnostics` or `#restore-diagnostics`. */
export interface Directive extends BicepSpan {
  readonly name: string;
  readonly codes: readonly string[];
}

export interface Identifier extends BicepSpan {
  readonly kind: 'identifier';
  /** Empty where the name is missing. */
  readonly name: string;
}

export interface Decorator extends BicepSpan {
  readonly kind: 'decorator';
  /** A call, or a method call on a namespace; something else only in a file with errors. */
  readonly expression: Expr;
}

interface DeclarationBase extends BicepSpan {
  readonly decorators: readonly Decorator[];
}

export type Declaration =
  | TargetScopeDeclaration
  | MetadataDeclaration
  | ParameterDeclaration
  | ParameterAssignment
  | VariableDeclaration
  | OutputDeclaration
  | AssertDeclaration
  | TypeDeclaration
  | FunctionDeclaration
  | ResourceDeclaration
  | ModuleDeclaration
  | TestDeclaration
  | ImportDeclaration
  | ExtensionDeclaration
  | ExtensionConfigDeclaration
  | UsingDeclaration
  | ExtendsDeclaration
  | InvalidDeclaration;

export interface TargetScopeDeclaration extends DeclarationBase {
  readonly kind: 'targetScope';
  readonly value: Expr;
}

export interface MetadataDeclaration extends DeclarationBase {
  readonly kind: 'metadata';
  readonly name: Identifier;
  readonly value: Expr;
}

export interface ParameterDeclaration extends DeclarationBase {
  readonly kind: 'parameter';
  readonly name: Identifier;
  readonly type: TypeExpr;
  readonly defaultValue: Expr | undefined;
}

/** `param name = value` of a parameter file. */
export interface ParameterAssignment extends DeclarationBase {
  readonly kind: 'assignment';
  readonly name: Identifier;
  readonly value: Expr;
}

export interface VariableDeclaration extends DeclarationBase {
  readonly kind: 'variable';
  readonly name: Identifier;
  readonly type: TypeExpr | undefined;
  readonly value: Expr;
}

export interface OutputDeclaration extends DeclarationBase {
  readonly kind: 'output';
  readonly name: Identifier;
  readonly type: TypeExpr;
  readonly value: Expr;
}

export interface AssertDeclaration extends DeclarationBase {
  readonly kind: 'assert';
  readonly name: Identifier;
  readonly value: Expr;
}

export interface TypeDeclaration extends DeclarationBase {
  readonly kind: 'type';
  readonly name: Identifier;
  readonly value: TypeExpr;
}

export interface FunctionDeclaration extends DeclarationBase {
  readonly kind: 'function';
  readonly name: Identifier;
  readonly parameters: readonly FunctionParameter[];
  readonly returnType: TypeExpr;
  readonly body: Expr;
}

export interface FunctionParameter extends BicepSpan {
  readonly kind: 'functionParameter';
  readonly name: Identifier;
  readonly type: TypeExpr;
}

/** Also a declaration nested in the body of another resource. */
export interface ResourceDeclaration extends DeclarationBase {
  readonly kind: 'resource';
  readonly name: Identifier;
  readonly type: StringExpr;
  readonly existing: boolean;
  /** An object, a condition or a loop. */
  readonly value: Expr;
}

export interface ModuleDeclaration extends DeclarationBase {
  readonly kind: 'module';
  readonly name: Identifier;
  readonly path: StringExpr;
  readonly value: Expr;
}

/** Experimental; emits nothing. */
export interface TestDeclaration extends DeclarationBase {
  readonly kind: 'test';
  readonly name: Identifier;
  readonly path: StringExpr;
  readonly value: Expr;
}

export interface ImportDeclaration extends DeclarationBase {
  readonly kind: 'import';
  /** Undefined for `* as alias`. */
  readonly symbols: readonly ImportedSymbol[] | undefined;
  /** Of `* as alias`. */
  readonly alias: Identifier | undefined;
  readonly path: StringExpr;
}

export interface ImportedSymbol extends BicepSpan {
  readonly kind: 'importedSymbol';
  /** A string for names that are no identifiers. */
  readonly name: Identifier | StringExpr;
  readonly alias: Identifier | undefined;
}

/** `extension name`, or the old `import 'ref'`. */
export interface ExtensionDeclaration extends DeclarationBase {
  readonly kind: 'extension';
  readonly specification: Identifier | StringExpr;
  readonly config: Expr | undefined;
  readonly alias: Identifier | undefined;
}

export interface ExtensionConfigDeclaration extends DeclarationBase {
  readonly kind: 'extensionConfig';
  readonly name: Identifier;
  readonly config: Expr | undefined;
}

export interface UsingDeclaration extends DeclarationBase {
  readonly kind: 'using';
  /** Undefined for `using none`. */
  readonly path: StringExpr | undefined;
  readonly config: Expr | undefined;
}

export interface ExtendsDeclaration extends DeclarationBase {
  readonly kind: 'extends';
  readonly path: StringExpr;
}

/** What could not be read; it ends with its line. */
export interface InvalidDeclaration extends DeclarationBase {
  readonly kind: 'invalid';
}

/** A value. Names end in `Expr`, because ARM has expressions of its own. */
export type Expr =
  | StringExpr
  | IntegerExpr
  | BooleanExpr
  | NullExpr
  | ArrayExpr
  | ObjectExpr
  | VariableExpr
  | PropertyExpr
  | IndexExpr
  | ResourceAccessExpr
  | NonNullExpr
  | CallExpr
  | MethodCallExpr
  | UnaryExpr
  | BinaryExpr
  | TernaryExpr
  | ParenthesizedExpr
  | LambdaExpr
  | ForExpr
  | IfExpr
  | InvalidExpr;

/** `segments` has one text more than `holes`; escapes are resolved and the line end after opening quotes is dropped. */
export interface StringExpr extends BicepSpan {
  readonly kind: 'string';
  readonly style: 'line' | 'raw';
  readonly segments: readonly string[];
  readonly holes: readonly Expr[];
}

export interface IntegerExpr extends BicepSpan {
  readonly kind: 'integer';
  /** Up to 2^64 - 1; without a sign. */
  readonly value: bigint;
}

export interface BooleanExpr extends BicepSpan {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullExpr extends BicepSpan {
  readonly kind: 'null';
}

export interface ArrayExpr extends BicepSpan {
  readonly kind: 'array';
  readonly items: readonly (Expr | SpreadItem)[];
}

export interface ObjectExpr extends BicepSpan {
  readonly kind: 'object';
  readonly items: readonly (PropertyItem | SpreadItem | ResourceDeclaration)[];
}

export interface PropertyItem extends BicepSpan {
  readonly kind: 'property';
  readonly key: Identifier | StringExpr;
  readonly value: Expr;
}

export interface SpreadItem extends BicepSpan {
  readonly kind: 'spread';
  readonly value: Expr;
}

export interface VariableExpr extends BicepSpan {
  readonly kind: 'name';
  readonly name: string;
}

/** `base.name` or `base.?name`. */
export interface PropertyExpr extends BicepSpan {
  readonly kind: 'access';
  readonly base: Expr;
  readonly name: Identifier;
  readonly safe: boolean;
}

/** `base[index]`, `base[?index]`, `base[^index]`, `base[?^index]`. */
export interface IndexExpr extends BicepSpan {
  readonly kind: 'index';
  readonly base: Expr;
  readonly index: Expr;
  readonly safe: boolean;
  readonly fromEnd: boolean;
}

/** `base::name`. */
export interface ResourceAccessExpr extends BicepSpan {
  readonly kind: 'resourceAccess';
  readonly base: Expr;
  readonly name: Identifier;
}

/** `base!`. */
export interface NonNullExpr extends BicepSpan {
  readonly kind: 'nonNull';
  readonly base: Expr;
}

export interface CallExpr extends BicepSpan {
  readonly kind: 'call';
  readonly name: Identifier;
  readonly args: readonly Expr[];
}

/** `base.name(…)`: a method of a resource, or a function of a namespace. */
export interface MethodCallExpr extends BicepSpan {
  readonly kind: 'methodCall';
  readonly base: Expr;
  readonly name: Identifier;
  readonly args: readonly Expr[];
}

export interface UnaryExpr extends BicepSpan {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly operand: Expr;
}

export type BinaryOperator =
  | '*'
  | '/'
  | '%'
  | '+'
  | '-'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '=~'
  | '!~'
  | '&&'
  | '||'
  | '??';

export interface BinaryExpr extends BicepSpan {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
}

export interface TernaryExpr extends BicepSpan {
  readonly kind: 'ternary';
  readonly condition: Expr;
  readonly whenTrue: Expr;
  readonly whenFalse: Expr;
}

export interface ParenthesizedExpr extends BicepSpan {
  readonly kind: 'parentheses';
  readonly value: Expr;
}

export interface LambdaExpr extends BicepSpan {
  readonly kind: 'lambda';
  readonly parameters: readonly Identifier[];
  readonly body: Expr;
}

/** `[for item in source: body]` or `[for (item, index) in source: body]`. */
export interface ForExpr extends BicepSpan {
  readonly kind: 'for';
  readonly item: Identifier;
  readonly index: Identifier | undefined;
  readonly source: Expr;
  readonly body: Expr;
}

/** `if (condition) body`: only as the value of a resource or module, or as the body of their loop. */
export interface IfExpr extends BicepSpan {
  readonly kind: 'if';
  readonly condition: Expr;
  readonly body: Expr;
}

/** A missing or wrong expression; never empty of an error. */
export interface InvalidExpr extends BicepSpan {
  readonly kind: 'invalid';
}

export type TypeExpr =
  | NamedType
  | StringExpr
  | IntegerExpr
  | BooleanExpr
  | NullExpr
  | NegativeType
  | ArrayType
  | ObjectType
  | TupleType
  | UnionType
  | NullableType
  | NonNullableType
  | ParenthesizedType
  | MemberType
  | ElementType
  | AdditionalType
  | IndexedType
  | GenericType
  | ResourceType
  | InvalidType;

/** A built-in type, an alias, or a namespace before `.`. */
export interface NamedType extends BicepSpan {
  readonly kind: 'typeName';
  readonly name: string;
}

/** `-1`. */
export interface NegativeType extends BicepSpan {
  readonly kind: 'negativeType';
  readonly operand: IntegerExpr | InvalidType;
}

/** `item[]`. */
export interface ArrayType extends BicepSpan {
  readonly kind: 'arrayType';
  readonly item: TypeExpr;
}

export interface ObjectType extends BicepSpan {
  readonly kind: 'objectType';
  readonly properties: readonly (TypeProperty | AdditionalProperties)[];
}

export interface TypeProperty extends BicepSpan {
  readonly kind: 'typeProperty';
  readonly decorators: readonly Decorator[];
  readonly key: Identifier | StringExpr;
  readonly type: TypeExpr;
}

/** `*: type`. */
export interface AdditionalProperties extends BicepSpan {
  readonly kind: 'additionalProperties';
  readonly decorators: readonly Decorator[];
  readonly type: TypeExpr;
}

export interface TupleType extends BicepSpan {
  readonly kind: 'tupleType';
  readonly items: readonly TupleItem[];
}

export interface TupleItem extends BicepSpan {
  readonly kind: 'tupleItem';
  readonly decorators: readonly Decorator[];
  readonly type: TypeExpr;
}

export interface UnionType extends BicepSpan {
  readonly kind: 'unionType';
  readonly members: readonly TypeExpr[];
}

/** `base?`. */
export interface NullableType extends BicepSpan {
  readonly kind: 'nullableType';
  readonly base: TypeExpr;
}

/** `base!`. */
export interface NonNullableType extends BicepSpan {
  readonly kind: 'nonNullableType';
  readonly base: TypeExpr;
}

export interface ParenthesizedType extends BicepSpan {
  readonly kind: 'parenthesizedType';
  readonly type: TypeExpr;
}

/** `base.name`: a property of an object type, or a member of a namespace. */
export interface MemberType extends BicepSpan {
  readonly kind: 'memberType';
  readonly base: TypeExpr;
  readonly name: Identifier;
}

/** `base[*]`. */
export interface ElementType extends BicepSpan {
  readonly kind: 'elementType';
  readonly base: TypeExpr;
}

/** `base.*`. */
export interface AdditionalType extends BicepSpan {
  readonly kind: 'additionalType';
  readonly base: TypeExpr;
}

/** `base[0]`. */
export interface IndexedType extends BicepSpan {
  readonly kind: 'indexedType';
  readonly base: TypeExpr;
  readonly index: IntegerExpr | InvalidType;
}

/** `name<arguments>`, such as `resourceInput<'type@version'>`; `sys.name<…>` has a member as its base. */
export interface GenericType extends BicepSpan {
  readonly kind: 'genericType';
  readonly base: NamedType | MemberType;
  readonly args: readonly TypeExpr[];
}

/** `resource 'type@version'`, experimental; `type` may be missing. */
export interface ResourceType extends BicepSpan {
  readonly kind: 'resourceType';
  readonly type: StringExpr | undefined;
}

export interface InvalidType extends BicepSpan {
  readonly kind: 'invalidType';
}
