import {
  call,
  expressionText,
  fault,
  isWhole,
  keyOf,
  limitSymbol,
  type Operation,
  symbol,
  type Value,
} from '../../../value/value.ts';
import { ArmError, type Known, type PureFunction } from '../functions/known.ts';
import { callFault } from './arity.ts';

const NULLABLE = new Set(['json', 'min', 'max', 'base64tojson']);

/** Lifts a function of known values to values: undecided as long as an argument is, a fault where ARM would refuse. */
export function strict(pure: PureFunction): Operation {
  const self: Operation = {
    name: pure.name,
    type: pure.returns,
    nullable: NULLABLE.has(pure.name.toLowerCase()),
    apply: (args) => {
      const wrong = callFault(pure.name, pure, args);
      if (wrong !== undefined) return wrong;
      return args.every(isWhole) ? applyKnown(self, pure, args) : call(self, args);
    },
  };
  return self;
}

function applyKnown(self: Operation, pure: PureFunction, args: readonly Value[]): Value {
  try {
    return pure.apply(args as readonly Known[]);
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    if (error.code === 'limit') return beyondLimit(self, args);
    return error.code === 'unsupported' ? undocumented(self, args) : fault(error.code, error.message);
  }
}

/** What Azure would compute in a way that is written nowhere. Equal calls are the same unknown. */
export function undocumented(operation: Operation, args: readonly Value[]): Value {
  const open = call(operation, args);
  const text = expressionText(open);
  return symbol({
    key: `unsupported:${keyOf(open)}`,
    text,
    type: operation.type,
    cause: { kind: 'limit', name: text },
  });
}

/** What is too large to go on with. */
export function beyondLimit(operation: Operation, args: readonly Value[]): Value {
  return limitSymbol(operation, args, expressionText(call(operation, args)));
}
