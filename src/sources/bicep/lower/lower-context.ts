import type { FileProblem } from '../../../util/bounded-read.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import type {
  BicepBinding,
  FunctionSymbol,
  ImportTarget,
  ModuleSymbol,
  ResourceSymbol,
  TypeSymbol,
  VariableSymbol,
} from '../bind/symbols.ts';
import type { BicepHost } from '../host.ts';
import type { LoweredBicep } from '../lowered.ts';
import type {
  BicepDiagnostic,
  BicepFile,
  BicepSpan,
  CallExpr,
  Expr,
  ForExpr,
  MethodCallExpr,
} from '../syntax/nodes.ts';

/** A file with the meaning of its names; shared by all that read it. */
export interface BoundBicep {
  /** Absolute. */
  readonly file: string;
  readonly syntax: BicepFile;
  readonly binding: BicepBinding;
  /** Of syntax and names. */
  readonly errors: readonly BicepDiagnostic[];
  /** Files that were read for its names, those that it imports from. */
  readonly reads: readonly string[];
}

/** The files of a project, each read once. */
export interface BicepFiles {
  readonly parsed: (absolute: string) => BicepFile | FileProblem;
  readonly bound: (absolute: string) => BoundBicep | FileProblem;
  /** `cycle`: the names of the files that lead from this one back to the one that is being lowered. */
  readonly lowered: (absolute: string) => LoweredBicep | FileProblem | { readonly cycle: readonly string[] };
  /** A JSON file as it stands, comments and trailing commas aside. */
  readonly json: (absolute: string) => { readonly json: JsonObject } | FileProblem;
}

/** A symbol of another file that is part of the template because something here uses it. */
export interface ImportedPart {
  /** In the template: that of an import, or `_N.name`. */
  readonly name: string;
  /** In its own file. */
  readonly original: string;
  /** `loaded`: a variable that holds what a call of `load…` reads. */
  readonly what: 'type' | 'variable' | 'function' | 'loaded';
  /** Its file: a path relative to the folder of this one, or the reference of a module of a registry. */
  readonly sourceTemplate: string;
  readonly source: ImportedFile;
}

/** `file` is absolute, or the reference of a module of a registry. */
export type ImportedFile =
  | { readonly kind: 'bicep'; readonly file: string; readonly bound: BoundBicep }
  | { readonly kind: 'json'; readonly file: string; readonly template: JsonObject };

export interface Imports {
  readonly parts: readonly ImportedPart[];
  /** By the file that declares it and its name there. */
  readonly find: (what: ImportedPart['what'], file: string, original: string) => ImportedPart | undefined;
}

/** What stands for the locals of loops where an expression is written in another place than it stands. */
export interface LoopIndexes {
  /** ARM text of the index of each loop. */
  readonly loops: ReadonlyMap<ForExpr, string>;
  /** The name that every other loop with a name has in `copyIndex`: the compiler's way with a loop of a module parameter. */
  readonly copyName?: string | undefined;
}

/** What lowering one file knows and makes. */
export interface LowerContext {
  readonly bound: BoundBicep;
  readonly binding: BicepBinding;
  readonly host: BicepHost;
  readonly files: BicepFiles;
  readonly targetScope: TargetScope;
  /** Resources are an object by symbol, and not an array. */
  readonly isSymbolic: boolean;
  /** ARM text of an expression, without brackets: a call, a string in quotes or an integer. */
  readonly text: (expr: Expr, indexes?: LoopIndexes) => string;
  /** The expression as JSON: objects, arrays and literals as such, anything else as `[…]`. */
  readonly value: (expr: Expr, indexes?: LoopIndexes) => JsonValue;
  /** Keeps where the members of an object or array of the template stand. */
  readonly place: (value: object, members: ReadonlyMap<string | number, BicepSpan>) => void;
  readonly report: (error: BicepDiagnostic) => void;
  readonly reads: Set<string>;
  /** Of the file that the template is made of. */
  readonly imports: Imports;
  /** What lowering knows of another file whose symbols are part of the template. */
  readonly contextOf: (other: BoundBicep) => LowerContext;
  /** The name that a variable, type or function has in the template: imported ones may have another one than in their file. */
  readonly templateName: (symbol: ImportTarget | VariableSymbol | TypeSymbol | FunctionSymbol) => string;
  /** The variable that holds what a call of `load…` reads, `$fxv#N`; undefined where its value is written in place. */
  readonly loaded: ReadonlyMap<CallExpr | MethodCallExpr, string>;
  /** Whether a module has an output that is secure, or the one of that name is. */
  readonly hasSecureOutput: (module: ModuleSymbol, output?: string) => boolean;
  readonly memo: LowerMemo;
}

/** What is made once for a file, and how much has been made. */
export interface LowerMemo {
  /** ARM text of inlined variables and of sources of loops, where nothing stands for a local. */
  readonly texts: Map<Expr, string>;
  /** Parameters of modules that are conditions, as text. */
  readonly entries: Map<Expr, string>;
  /** Inlined variables as JSON, with the number of values in them. */
  readonly values: Map<Expr, { readonly value: JsonValue; readonly size: number }>;
  /** Texts of bodies of resources and modules, by the text of the index. */
  readonly bodyTexts: Map<Expr, Map<string, string>>;
  /** Names and ids of resources, by the text of the index. */
  readonly names: Map<ResourceSymbol, Map<string, readonly string[]>>;
  readonly ids: Map<ResourceSymbol, Map<string, string>>;
  /** Characters of long texts, and values, as often as they are used. */
  characters: number;
  size: number;
  /** Of expressions within each other, through everything that is inlined. */
  depth: number;
}

export function newMemo(): LowerMemo {
  const maps = {
    texts: new Map(),
    entries: new Map(),
    values: new Map(),
    bodyTexts: new Map(),
    names: new Map(),
    ids: new Map(),
  };
  return { ...maps, characters: 0, size: 0, depth: 0 };
}

export type TargetScope = 'resourceGroup' | 'subscription' | 'managementGroup' | 'tenant' | 'local';

/** What the fault of a wrong expression says, before the code of its error. */
const FILE_ERROR = 'the Bicep file has an error here';

/** Text that ARM refuses wherever it is evaluated, and that names the error: what has it is a fault, never a value. */
export function faultText(code: string): string {
  return `fail('${FILE_ERROR}: ${code}')`;
}

/** The same as a value of the template. */
export function faultValue(code: string): string {
  return `[${faultText(code)}]`;
}

/** Reports an error and gives the text that stands for the wrong expression. */
export function wrongText(context: LowerContext, span: BicepSpan, code: string, message: string): string {
  context.report({ code, message, start: span.start, end: span.end });
  return faultText(code);
}
