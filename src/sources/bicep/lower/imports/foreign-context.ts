import type { BicepBinding } from '../../bind/symbols.ts';
import { emitExpression } from '../emit-expression.ts';
import { loadVariables } from '../load-variables.ts';
import { type BoundBicep, type Imports, type LowerContext, newMemo } from '../lower-context.ts';
import { lowerValue } from '../lower-value.ts';
import { templateName } from './template-name.ts';

/**
 * What lowering knows of another file whose symbols become part of the template of `home`. Its errors and places are those of
 * that file, and told there.
 */
export function foreignContext(bound: BoundBicep, home: LowerContext): LowerContext {
  const { imports } = home;
  const { file } = bound;
  const own = (what: 'type' | 'variable' | 'function' | 'loaded', name: string): string =>
    imports.find(what, file, name)?.name ?? name;
  const binding = withLoopNames(bound.binding, (name) => own('variable', name));
  const context: LowerContext = {
    ...home,
    bound,
    binding,
    text: (expr, indexes) => emitExpression(expr, context, indexes),
    value: (expr, indexes) => lowerValue(expr, context, indexes),
    place: () => undefined,
    report: () => undefined,
    templateName: (symbol) => ('exported' in symbol ? templateName(symbol, imports) : own(symbol.kind, symbol.name)),
    loaded: loadedNames(bound.binding, file, imports),
    memo: newMemo(),
  };
  return context;
}

function loadedNames(binding: BicepBinding, file: string, imports: Imports): LowerContext['loaded'] {
  const names = [...loadVariables(binding)].map(
    ([call, name]) => [call, imports.find('loaded', file, name)?.name ?? name] as const,
  );
  return new Map(names);
}

/** Loops of variables have the name of their variable. */
function withLoopNames(binding: BicepBinding, nameOf: (variable: string) => string): BicepBinding {
  const copyNames = new Map(binding.copyNames);
  for (const { name, declaration } of binding.variables)
    if (declaration.value.kind === 'for') copyNames.set(declaration.value, nameOf(name));
  return { ...binding, copyNames };
}
