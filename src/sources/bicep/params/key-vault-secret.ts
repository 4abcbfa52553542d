import { KEY_VAULT_TYPE } from '../../../model/azure/resource-types.ts';
import { symbol, type Value } from '../../../value/value.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import type { CallExpr, MethodCallExpr } from '../syntax/nodes.ts';

/** How an argument is written: its value where that is known, else an expression of the inputs that it takes. */
export interface SecretArgument {
  readonly value: Value;
  /** ARM text. */
  readonly text: string;
}

/** The entry that `az.getSecret(subscription, group, vault, secret, version)` makes of a parameter; undefined for too few arguments. */
export function secretReference(
  { args }: CallExpr | MethodCallExpr,
  argument: (index: number) => SecretArgument,
): JsonObject | undefined {
  if (args.length < 4 || args.length > 5) return undefined;
  const [subscription, group, vault, name, version] = args.map((_, i) => argument(i));
  const written = (part: SecretArgument | undefined): JsonValue =>
    typeof part?.value === 'string' ? part.value : `[${part?.text}]`;
  return {
    reference: {
      keyVault: { id: vaultId([subscription, group, vault] as readonly SecretArgument[]) },
      secretName: written(name),
      ...(version !== undefined && { secretVersion: written(version) }),
    },
  };
}

function vaultId(parts: readonly SecretArgument[]): string {
  const [subscription, group, vault] = parts.map(({ value }) => value);
  if (typeof subscription === 'string' && typeof group === 'string' && typeof vault === 'string')
    return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${KEY_VAULT_TYPE}/${vault}`;
  const [first, second, third] = parts.map(({ text }) => text);
  return `[resourceId(${first}, ${second}, ${KEY_VAULT_TYPE.split('/')
    .map((part) => `'${part}'`)
    .join(', ')}, ${third})]`;
}

/** A value that only the vault has. */
export function secretValue(file: string, parameter: string, name: Value): Value {
  const text = `Key Vault secret '${typeof name === 'string' ? name : parameter}'`;
  return symbol({
    key: `${file}:secret:${parameter}`,
    text,
    type: 'string',
    cause: { kind: 'secret', name: parameter },
  });
}
