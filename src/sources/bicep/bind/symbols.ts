import type {
  BicepDiagnostic,
  BicepSpan,
  CallExpr,
  Expr,
  ExtensionDeclaration,
  ForExpr,
  FunctionDeclaration,
  ImportDeclaration,
  MethodCallExpr,
  ModuleDeclaration,
  ObjectExpr,
  OutputDeclaration,
  ParameterAssignment,
  ParameterDeclaration,
  ResourceDeclaration,
  StringExpr,
  TypeDeclaration,
  VariableDeclaration,
} from '../syntax/nodes.ts';

/** What a name can stand for. */
export type BicepSymbol =
  | ParameterSymbol
  | AssignmentSymbol
  | VariableSymbol
  | TypeSymbol
  | FunctionSymbol
  | ResourceSymbol
  | ModuleSymbol
  | ImportedSymbolName
  | WildcardSymbol
  | ExtensionSymbol
  | NamespaceSymbol
  | BaseSymbol
  | LocalSymbol;

/** A declaration that expressions may use, and what its own expressions use. */
interface Using {
  readonly name: string;
  readonly uses: SymbolUse[];
  /** It leads back to itself: it has no value. */
  isCyclic: boolean;
}

/** One use of a declaration in an expression. */
export interface SymbolUse extends BicepSpan {
  /** A namespace stands for a call of a function that needs deployed resources, such as `reference` or `this.exists`. */
  readonly symbol: BicepSymbol;
  /** `constant`: its id, name, type or API version; `method`: a function of it; `body`: anything else. */
  readonly access: 'constant' | 'method' | 'body';
  /** Of a collection: its index, where that has a meaning outside of the loops that it stands in. */
  readonly index: Expr | undefined;
  /** Where it stands, in the body of a resource or module. */
  readonly within: 'name' | 'parent' | 'scope' | 'dependsOn' | undefined;
}

export interface ParameterSymbol extends Using {
  readonly kind: 'parameter';
  readonly declaration: ParameterDeclaration;
}

/** `param name = value` of a parameter file. */
export interface AssignmentSymbol extends Using {
  readonly kind: 'assignment';
  readonly declaration: ParameterAssignment;
}

export interface VariableSymbol extends Using {
  readonly kind: 'variable';
  readonly declaration: VariableDeclaration;
}

export interface TypeSymbol {
  readonly kind: 'type';
  readonly name: string;
  readonly declaration: TypeDeclaration;
}

export interface FunctionSymbol extends Using {
  readonly kind: 'function';
  readonly declaration: FunctionDeclaration;
}

export interface ResourceSymbol extends Using {
  readonly kind: 'resource';
  readonly declaration: ResourceDeclaration;
  /** `parent::child` of a nested one: its key in `resources`. */
  readonly key: string;
  /** The resource in whose body it is declared. */
  readonly nestedIn: ResourceSymbol | undefined;
  /** By name; of those that are declared twice the first. */
  readonly nested: ReadonlyMap<string, ResourceSymbol>;
  /** Every resource in its body, in order. */
  readonly children: readonly ResourceSymbol[];
  /** Whole type, `Microsoft.X/a/b`, and its version; empty where they are missing. */
  readonly type: string;
  readonly version: string;
  readonly loop: ForExpr | undefined;
  readonly condition: Expr | undefined;
  /** Undefined where the body is no object. */
  readonly body: ObjectExpr | undefined;
  /** Of an extension, such as Microsoft Graph. */
  readonly extension: ExtensionSymbol | undefined;
}

export interface ModuleSymbol extends Using {
  readonly kind: 'module';
  readonly declaration: ModuleDeclaration;
  readonly loop: ForExpr | undefined;
  readonly condition: Expr | undefined;
  readonly body: ObjectExpr | undefined;
}

/** A symbol that another file exports. */
export interface ImportTarget {
  /** Absolute; of a module in a registry, its reference. */
  readonly file: string;
  /** As the file exports it. */
  readonly exported: string;
  /** `unread`: of a module that cannot be read, so that it may be anything. */
  readonly what: 'type' | 'variable' | 'function' | 'unread';
}

/** What the file behind the reference of an import exports, by name; `unread`: the reference of a module that was not restored. */
export type ReadExports = (
  reference: StringExpr,
) => ReadonlyMap<string, ImportTarget> | BicepDiagnostic | { readonly unread: string };

/** A name that `import { … }` brings. */
export interface ImportedSymbolName {
  readonly kind: 'imported';
  readonly name: string;
  readonly declaration: ImportDeclaration;
  readonly target: ImportTarget;
}

/** The name that `import * as name` brings. */
export interface WildcardSymbol {
  readonly kind: 'wildcard';
  readonly name: string;
  readonly declaration: ImportDeclaration;
  readonly members: ReadonlyMap<string, ImportTarget>;
  /** The reference of a module that was not restored: it may have any member. */
  readonly unread: string | undefined;
}

export interface ExtensionSymbol {
  readonly kind: 'extension';
  readonly name: string;
  readonly declaration: ExtensionDeclaration;
}

/** `sys`, `az`, or `this` within a resource. */
export interface NamespaceSymbol {
  readonly kind: 'namespace';
  readonly name: 'sys' | 'az' | 'this';
}

/** `base` in a parameter file that extends another one: the values of that file. */
export interface BaseSymbol {
  readonly kind: 'base';
  readonly name: 'base';
}

/** A local name. */
export interface LocalSymbol {
  readonly kind: 'local';
  readonly name: string;
  /** The item or the index of a loop, a parameter of a lambda or of a function of the file. */
  readonly role: 'item' | 'index' | 'lambda' | 'functionParameter';
  readonly loop: ForExpr | undefined;
}

/** Names of one file, and what each of them means. */
export interface BicepBinding {
  /** Declared at the top of the file. */
  readonly declared: ReadonlyMap<string, BicepSymbol>;
  readonly parameters: readonly ParameterSymbol[];
  readonly assignments: readonly AssignmentSymbol[];
  readonly variables: readonly VariableSymbol[];
  readonly types: readonly TypeSymbol[];
  readonly functions: readonly FunctionSymbol[];
  /** In the order of the template: nested ones first. */
  readonly resources: readonly ResourceSymbol[];
  readonly modules: readonly ModuleSymbol[];
  readonly extensions: readonly ExtensionSymbol[];
  readonly outputs: readonly OutputDeclaration[];
  /** Of names and of `a::b`; those that mean nothing are missing, and an error. */
  readonly meaning: ReadonlyMap<Expr, BicepSymbol>;
  /**
   * The name that `copyIndex` has for a loop: that of its variable or property; undefined for loops of resources, modules and
   * outputs.
   */
  readonly copyNames: ReadonlyMap<ForExpr, string | undefined>;
  /**
   * Variables whose value needs deployed resources, which are inlined where they are used; and existing resources that are named
   * by such a value, which have no entry in the template.
   */
  readonly atRuntime: ReadonlySet<BicepSymbol>;
  /** Calls of `load…` functions that get a variable of their own. */
  readonly loads: readonly (CallExpr | MethodCallExpr)[];
  /** A collection is used as a whole, outside of `dependsOn`. */
  readonly usesWholeCollection: boolean;
  /** `this` is used. */
  readonly usesThis: boolean;
}
