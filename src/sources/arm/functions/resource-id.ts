import { define, textAt } from './define.ts';
import { ArmError, type Known, type PureFunction, typeName, unsupported } from './value.ts';

/** The arguments of a `…ResourceId` function, told apart. */
export interface ResourceIdArguments<T> {
  /** What stands before the type: subscription, resource group, management group. */
  readonly scope: readonly T[];
  /** `Microsoft.X/a/b`, without a slash at the end. */
  readonly type: string;
  /** As many as the type has segments after the first. */
  readonly names: readonly T[];
}

/** Whether a text reads as a resource type: a namespace with a dot, a slash, and more. */
function isResourceType(text: string): boolean {
  const slash = text.indexOf('/');
  return slash > 0 && text.slice(0, slash).includes('.');
}

/**
 * Finds the type among the arguments and counts the names. `textOf` gives the text of
 * an argument that is known and undefined for one that is not, so that names may be symbolic; it throws for known
 * values that are not text. Throws ArmError when there is no type, or when a name is missing, too many, or has a slash.
 */
export function splitResourceIdArguments<T>(
  functionName: string,
  args: readonly T[],
  textOf: (arg: T) => string | undefined,
): ResourceIdArguments<T> {
  const texts = args.map(textOf);
  const at = texts.findIndex((text) => text !== undefined && isResourceType(text));
  if (at < 0 && texts.includes(undefined)) throw unsupported(functionName, 'which argument is the type');
  if (at < 0) throw new ArmError('value', `${functionName}: no argument is a resource type`);
  const type = (texts[at] as string).replace(/\/$/, '');
  const names = args.slice(at + 1);
  const wanted = type.split('/').length - 1;
  if (names.length !== wanted) {
    throw new ArmError('value', `${functionName}: ${wanted} names wanted for the type ${type}, ${names.length} given`);
  }
  if (texts.slice(at + 1).some((text) => text?.includes('/'))) {
    throw new ArmError('value', `${functionName}: a name contains a slash`);
  }
  return { scope: args.slice(0, at), type, names };
}

/** `Microsoft.X/a/n1/b/n2`: the segments of a type with a name after each but the first. */
export function interleaveNames(type: string, names: readonly string[]): string {
  const [namespace = '', ...kinds] = type.split('/');
  return [namespace, ...kinds.flatMap((kind, index) => [kind, names[index] ?? ''])].join('/');
}

/** The text of a known argument, for `splitResourceIdArguments`. */
export function knownText(functionName: string): (arg: Known) => string {
  return (arg) => {
    if (typeof arg === 'string') return arg;
    throw new ArmError('type', `${functionName}: every argument must be a string, one is ${typeName(arg)}`);
  };
}

/** `{scope}/providers/{type and names}`, for a type that stands first among the arguments. */
function underScope(scope: string, args: readonly Known[], name: string): string {
  const split = splitResourceIdArguments(name, args, knownText(name));
  if (split.scope.length > 0) throw new ArmError('value', `${name}: the type is not where it belongs`);
  return `${scope}/providers/${interleaveNames(split.type, split.names as readonly string[])}`;
}

export const resourceIdFunctions: readonly PureFunction[] = [
  define('tenantResourceId', [2, Number.POSITIVE_INFINITY], 'string', (args, name) => underScope('', args, name)),
  define('extensionResourceId', [3, Number.POSITIVE_INFINITY], 'string', (args, name) =>
    underScope(textAt(name, args, 0).replace(/\/$/, ''), args.slice(1), name),
  ),
];
