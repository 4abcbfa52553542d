import {
  call,
  canonicalKey,
  expressionText,
  fault,
  isConcrete,
  limitSymbol,
  type Operation,
  symbol,
  type Value,
} from '../../../value/value.ts';
import { ArmError, type ConcreteValue, type PureFunction } from '../functions/index.ts';
import { callFault } from './arity.ts';

const NULLABLE = new Set(['json', 'min', 'max', 'base64tojson']);

/** Lifts a function of concrete values to values: undecided while an argument is unknown, a fault where ARM fails. */
export function strictOperation(pure: PureFunction): Operation {
  const self: Operation = {
    name: pure.name,
    type: pure.returns,
    nullable: NULLABLE.has(pure.name.toLowerCase()),
    apply: (args) => {
      const wrong = callFault(pure.name, pure, args);
      if (wrong !== undefined) return wrong;
      return args.every(isConcrete) ? applyConcrete(self, pure, args) : call(self, args);
    },
  };
  return self;
}

function applyConcrete(self: Operation, pure: PureFunction, args: readonly Value[]): Value {
  try {
    return pure.apply(args as readonly ConcreteValue[]);
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    if (error.code === 'limit') return limitExceeded(self, args);
    return error.code === 'unsupported' ? undocumentedResult(self, args) : fault(error.code, error.message);
  }
}

/** The result of undocumented behaviour of Azure. Equal calls are the same unknown. */
export function undocumentedResult(operation: Operation, args: readonly Value[]): Value {
  const open = call(operation, args);
  const text = expressionText(open);
  return symbol({
    key: `unsupported:${canonicalKey(open)}`,
    text,
    type: operation.type,
    cause: { kind: 'limit', name: text },
  });
}

/** A result that exceeds a limit. */
export function limitExceeded(operation: Operation, args: readonly Value[]): Value {
  return limitSymbol(operation, args, expressionText(call(operation, args)));
}
