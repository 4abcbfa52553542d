import type { BicepDiagnostic, BicepFile, Declaration, Decorator, Expr, TypeExpr } from '../syntax/nodes.ts';
import { walkNodes } from '../syntax/walk.ts';
import { markCycles } from './cycles.ts';
import { declare } from './declare.ts';
import { runtimeSymbols } from './runtime-symbols.ts';
import type { BicepBinding, BicepSymbol, LocalSymbol, ReadExports } from './symbols.ts';
import { visitBody, visitExpression } from './visit.ts';
import { localsOf, type NameScope, openNames, type Visiting } from './visiting.ts';

/** The meaning of every name of a file. Names that mean nothing are errors, and everything else has its meaning all the same. */
export function bind(
  file: BicepFile,
  readExports: ReadExports,
): { readonly binding: BicepBinding; readonly errors: readonly BicepDiagnostic[] } {
  const declared = declare(file, readExports);
  const names = openNames(declared.symbols);
  const { all, resources } = declared;
  for (const symbol of [...resources, ...all.filter(({ kind }) => kind !== 'resource')]) visitSymbol(symbol, names);
  for (const declaration of file.declarations) visitRest(declaration, names);
  const using = [...all.filter((each) => each.kind !== 'resource'), ...resources].filter((each) => 'uses' in each);
  const errors = [...declared.errors, ...names.errors, ...markCycles(using)];
  const of = <K extends BicepSymbol['kind']>(kind: K) =>
    all.filter((each): each is Extract<BicepSymbol, { kind: K }> => each.kind === kind);
  const binding: BicepBinding = {
    declared: declared.symbols,
    parameters: of('parameter'),
    assignments: of('assignment'),
    variables: of('variable'),
    types: of('type'),
    functions: of('function'),
    resources,
    modules: of('module'),
    extensions: of('extension'),
    outputs: file.declarations.filter((each) => each.kind === 'output'),
    meaning: names.meaning,
    copyNames: names.copyNames,
    atRuntime: runtimeSymbols(of('variable'), resources),
    loads: names.loads,
    usesWholeCollection: names.usesWholeCollection,
    usesThis: names.usesThis,
  };
  return { binding, errors };
}

function visitSymbol(symbol: BicepSymbol, names: Visiting): void {
  const scope: NameScope = { owner: symbol, locals: undefined, nested: undefined };
  switch (symbol.kind) {
    case 'parameter': {
      const { defaultValue } = symbol.declaration;
      if (defaultValue !== undefined) visitExpression(defaultValue, scope, names);
      break;
    }
    case 'assignment':
      visitExpression(symbol.declaration.value, scope, names);
      break;
    case 'variable': {
      const { value } = symbol.declaration;
      if (value.kind === 'for') names.copyNames.set(value, symbol.name);
      visitExpression(value, scope, names);
      break;
    }
    case 'function': {
      const parameters = symbol.declaration.parameters.map(
        ({ name }): LocalSymbol => ({ kind: 'local', name: name.name, role: 'functionParameter', loop: undefined }),
      );
      visitExpression(symbol.declaration.body, localsOf(scope, parameters), names);
      break;
    }
    case 'resource':
      visitBody(symbol, names);
      break;
    case 'module':
      visitBody(symbol, names);
      break;
  }
  if ('declaration' in symbol) {
    visitDecorators(symbol.declaration.decorators, scope, names);
    visitTypes(symbol.declaration, scope, names);
  }
}

/** Declarations that no expression can name. */
function visitRest(declaration: Declaration, names: Visiting): void {
  const scope: NameScope = { owner: undefined, locals: undefined, nested: undefined };
  if (declaration.kind === 'output') visitTypes(declaration, scope, names);
  const value = valueOfRest(declaration);
  if (value === undefined) return;
  visitExpression(value, scope, names);
  visitDecorators(declaration.decorators, scope, names);
}

function valueOfRest(declaration: Declaration): Expr | undefined {
  switch (declaration.kind) {
    case 'output':
    case 'assert':
    case 'metadata':
      return declaration.value;
    case 'extension':
    case 'extensionConfig':
      return declaration.config;
    default:
      return undefined;
  }
}

/** Members of types have decorators of their own. */
function visitTypes(declaration: Declaration, scope: NameScope, names: Visiting): void {
  walkNodes(typesOf(declaration), (node) => {
    if (node.kind === 'decorator') visitDecorators([node], scope, names);
    return node.kind !== 'decorator';
  });
}

function typesOf(declaration: Declaration): readonly TypeExpr[] {
  switch (declaration.kind) {
    case 'type':
      return [declaration.value];
    case 'parameter':
    case 'output':
      return [declaration.type];
    case 'variable':
      return declaration.type === undefined ? [] : [declaration.type];
    case 'function':
      return [...declaration.parameters.map(({ type }) => type), declaration.returnType];
    default:
      return [];
  }
}

/** Only the arguments: the names of decorators are not functions. */
function visitDecorators(decorators: readonly Decorator[], scope: NameScope, names: Visiting): void {
  for (const { expression } of decorators) {
    if (expression.kind !== 'call' && expression.kind !== 'methodCall') continue;
    for (const arg of expression.args) visitExpression(arg, scope, names);
  }
}
