import type { JsonValue } from '../../arm/json/json-value.ts';
import type { ModuleSymbol } from '../bind/symbols.ts';
import { bare } from '../bind/visit.ts';
import { memoised } from '../memoised.ts';
import { keyText } from '../syntax/literal-text.ts';
import type { Expr, ForExpr, MethodCallExpr } from '../syntax/nodes.ts';
import { asCall, callText, textValue } from './arm-text.ts';
import { behindVariables } from './behind-variables.ts';
import { faultText, type LowerContext } from './lower-context.ts';
import { countOf } from './lower-value.ts';
import { limitedText } from './lowering-limits.ts';
import { finished, newObject, setMember } from './object-maker.ts';
import { reportOpenKeys } from './open-keys.ts';
import { resourceIdText } from './resource-ids.ts';
import { bodyProperty } from './resource-names.ts';
import { referenceOf } from './symbol-references.ts';

/** What a module is given, by parameter; undefined where nothing is. */
export function lowerModuleParameters(symbol: ModuleSymbol, context: LowerContext): JsonValue | undefined {
  const written = bodyProperty(symbol.body, 'params');
  if (written === undefined) return undefined;
  const params = bare(written);
  if (params.kind !== 'object') return textValue(faultText('BCP036'));
  if (reportOpenKeys(params, 'params', context)) return textValue(faultText('BCP040'));
  const maker = newObject();
  for (const item of params.items) {
    if (item.kind !== 'property') continue;
    const { value } = item;
    const name = keyText(item.key) ?? '';
    setMember(maker, name, value.kind === 'for' ? loopedParameter(value, context) : parameter(value, context), item);
  }
  return finished(maker, context);
}

/** The loop has the name of the member that it makes; every name in its input becomes that one, as the compiler has it. */
function loopedParameter(loop: ForExpr, context: LowerContext): JsonValue {
  const input = newObject();
  setMember(input, 'name', 'value');
  setMember(input, 'count', countOf(loop, context), loop.source);
  const text = context.text(loop.body, { loops: new Map(), copyName: 'value' });
  setMember(input, 'input', loop.body.kind === 'string' ? textValue(text) : `[${asCall(text)}]`, loop.body);
  const entries = [finished(input, context)];
  context.place(entries, new Map([[0, loop]]));
  return { copy: entries };
}

function parameter(value: Expr, context: LowerContext): JsonValue {
  const expr = behindVariables(value, context.binding);
  if (expr.kind === 'ternary') return `[${entryText(expr, context)}]`;
  const maker = newObject();
  const secret = secretOf(expr, context);
  if (secret === undefined) setMember(maker, 'value', context.value(value), value);
  else setMember(maker, 'reference', secretValue(secret), value);
  return finished(maker, context);
}

/**
 * A parameter as text: the arms of a condition are whole entries, as one of them may be a secret of a vault. Once for each
 * expression, as a variable may stand in both arms of the next.
 */
function entryText(value: Expr, context: LowerContext): string {
  const expr = behindVariables(value, context.binding);
  return memoised(context.memo.entries, expr, () =>
    limitedText(expr, context, () => makeEntryText(value, expr, context)),
  );
}

function makeEntryText(value: Expr, expr: Expr, context: LowerContext): string {
  if (expr.kind === 'ternary')
    return callText('if', [
      context.text(expr.condition),
      entryText(expr.whenTrue, context),
      entryText(expr.whenFalse, context),
    ]);
  const secret = secretOf(expr, context);
  if (secret === undefined) return callText('createObject', ["'value'", context.text(value)]);
  const members = [
    "'keyVault'",
    callText('createObject', ["'id'", secret.vault]),
    "'secretName'",
    secret.name,
    ...(secret.version === undefined ? [] : ["'secretVersion'", secret.version]),
  ];
  return callText('createObject', ["'reference'", callText('createObject', members)]);
}

/** `vault.getSecret('name', 'version')`, its parts as text. */
interface VaultSecret {
  readonly vault: string;
  readonly name: string;
  readonly version: string | undefined;
}

function secretOf(expr: Expr, context: LowerContext): VaultSecret | undefined {
  if (expr.kind !== 'methodCall' || expr.name.name !== 'getSecret') return undefined;
  return vaultSecret(expr, context);
}

function vaultSecret({ base, args }: MethodCallExpr, context: LowerContext): VaultSecret | undefined {
  const reference = referenceOf(base, context, undefined);
  const [name, version] = args;
  if (reference?.symbol.kind !== 'resource' || name === undefined) return undefined;
  return {
    vault: resourceIdText({ symbol: reference.symbol, at: reference.at }, context),
    name: context.text(name),
    version: version === undefined ? undefined : context.text(version),
  };
}

function secretValue({ vault, name, version }: VaultSecret): JsonValue {
  return {
    keyVault: { id: textValue(vault) },
    secretName: textValue(name),
    ...(version !== undefined && { secretVersion: textValue(version) }),
  };
}
