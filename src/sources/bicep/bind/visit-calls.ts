import type { CallExpr, MethodCallExpr } from '../syntax/nodes.ts';
import { bicepError, notAFunction, unknownName } from './bind-errors.ts';
import { AZ_FUNCTIONS, isBuiltIn, isLoadFunction, isRuntimeFunction, SYS_FUNCTIONS } from './built-ins.ts';
import type { BicepSymbol } from './symbols.ts';
import { addUse, DEPLOYED, lookUp, MAX_SUGGESTIONS, type NameScope, type Visiting } from './visiting.ts';

/** Looks up the function of a call; its arguments are the caller's. A declared function wins over a built-in. */
export function visitCall(call: CallExpr, scope: NameScope, names: Visiting): void {
  const { name } = call.name;
  const declared = names.declared.get(name);
  if (declared !== undefined && isFunction(declared)) {
    names.meaning.set(call, declared);
    addUse(scope, declared, call.name);
    return;
  }
  if (isBuiltIn(name)) {
    addLoad(call, scope, names);
    if (isRuntimeFunction(name)) addUse(scope, DEPLOYED, call.name);
    return;
  }
  if (name === '') return;
  const value = lookUp(name, scope, names);
  names.errors.push(
    value === undefined ? unknownName(name, call.name, functionNames(names)) : notAFunction(name, call.name),
  );
}

function* functionNames({ declared, errors }: Visiting): Iterable<string> {
  if (errors.length >= MAX_SUGGESTIONS) return;
  for (const symbol of declared.values()) if (isFunction(symbol)) yield symbol.name;
  yield* SYS_FUNCTIONS;
  yield* AZ_FUNCTIONS;
}

const TEXT_FUNCTIONS = new Set(['loadTextContent', 'loadFileAsBase64']);

/** What is loaded gets a variable, unless it is the text that a variable has for its whole value, or stands in a function. */
function addLoad(call: CallExpr | MethodCallExpr, { owner }: NameScope, names: Visiting): void {
  const { name } = call.name;
  if (!isLoadFunction(name) || owner?.kind === 'function') return;
  if (owner?.kind === 'variable' && owner.declaration.value === call && TEXT_FUNCTIONS.has(name)) return;
  names.loads.push(call);
}

function isFunction(symbol: BicepSymbol): boolean {
  if (symbol.kind === 'imported') return symbol.target.what === 'function' || symbol.target.what === 'unread';
  return symbol.kind === 'function';
}

/** Looks up a function of a namespace or of a wildcard import, whose base means `symbol`. */
export function visitMethodCall(
  call: MethodCallExpr,
  symbol: BicepSymbol | undefined,
  scope: NameScope,
  names: Visiting,
): void {
  const { name } = call.name;
  if (symbol?.kind === 'namespace') {
    if (symbol.name === 'this') {
      names.usesThis = true;
      addUse(scope, symbol, call);
    } else if (!isBuiltIn(name, symbol.name)) {
      names.errors.push(
        bicepError('BCP107', call.name, `The function "${name}" does not exist in namespace "${symbol.name}".`),
      );
    } else {
      addLoad(call, scope, names);
      if (isRuntimeFunction(name)) addUse(scope, DEPLOYED, call);
    }
  } else if (symbol?.kind === 'wildcard') {
    if (symbol.unread === undefined && symbol.members.get(name)?.what !== 'function')
      names.errors.push(
        bicepError('BCP107', call.name, `The function "${name}" does not exist in namespace "${symbol.name}".`),
      );
  }
}
