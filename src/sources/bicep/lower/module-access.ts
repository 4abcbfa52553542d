import { MODULE_API_VERSION } from '../../../model/azure/api-versions.ts';
import { bicepError } from '../bind/bind-errors.ts';
import type { ModuleSymbol } from '../bind/symbols.ts';
import type { Identifier } from '../syntax/nodes.ts';
import { accessText, callText, isSafeCall, quote, withArgument } from './arm-text.ts';
import { faultText, type LowerContext } from './lower-context.ts';
import { moduleNameText } from './module-names.ts';
import { conditionText, referenceText, targetText } from './symbol-references.ts';

/** `outputs` of a module, of which something is read. */
export interface ModuleOutputs {
  readonly symbol: ModuleSymbol;
  readonly at: string | undefined;
  readonly safe: boolean;
}

function guarded(text: string, { symbol, at, safe }: ModuleOutputs, context: LowerContext): string {
  const condition = safe ? conditionText({ symbol, at }, context) : undefined;
  return condition === undefined ? text : callText('if', [condition, text, 'null()']);
}

/** The name or the outputs of a module; it has nothing else. */
export function modulePropertyText(
  symbol: ModuleSymbol,
  at: string | undefined,
  name: Identifier,
  safe: boolean,
  context: LowerContext,
): string {
  const outputs = { symbol, at, safe };
  if (name.name === 'name') return guarded(moduleNameText(symbol, at, context), outputs, context);
  if (name.name === 'outputs') return outputsText(outputs, context.hasSecureOutput(symbol), context);
  context.report(
    bicepError(
      'BCP053',
      name,
      `The type "module" does not contain property "${name.name}". Available properties include "name", "outputs".`,
    ),
  );
  return faultText('BCP053');
}

function outputsText(outputs: ModuleOutputs, isSecure: boolean, context: LowerContext): string {
  const { symbol, at, safe } = outputs;
  if (isSecure)
    return guarded(
      callText('listOutputsWithSecureValues', [targetText({ symbol, at }, context), quote(MODULE_API_VERSION)]),
      outputs,
      context,
    );
  const module = referenceText({ symbol, at }, false, context);
  return safe ? callText('tryGet', [guarded(module, outputs, context), "'outputs'"]) : accessText(module, "'outputs'");
}

/** One output. Secure ones come from a function of their own, which gives the value itself. */
export function moduleOutputText(outputs: ModuleOutputs, name: string, safe: boolean, context: LowerContext): string {
  const isSecure = context.hasSecureOutput(outputs.symbol, name);
  const base = outputsText(outputs, isSecure, context);
  const steps = isSecure ? [quote(name)] : [quote(name), "'value'"];
  if (safe) return steps.reduce((text, step) => callText('tryGet', [text, step]), base);
  if (isSafeCall(base)) return steps.reduce(withArgument, base);
  if (base.startsWith('if(') && base.endsWith(', null())')) return callText('tryGet', [base, ...steps]);
  return steps.reduce(accessText, base);
}
