import {
  call,
  isArray,
  isConcrete,
  isFault,
  type Operation,
  type Value,
  type ValueType,
} from '../../../value/value.ts';
import { pureFunctions } from '../functions/index.ts';
import { callFault } from './arity.ts';
import { limitExceeded, strictOperation } from './strict.ts';

/** Evaluates partly known arguments; undefined when the call remains undecided. */
export type Extension = (args: readonly Value[], self: Operation) => Value | undefined;

interface PartialOptions {
  readonly type?: ValueType;
  readonly nullable?: boolean;
  readonly isNotEmpty?: Operation['isNotEmpty'];
  readonly member?: Operation['member'];
}

/** Extends a strict function to partly known arguments. */
export function extend(name: string, extension: Extension, options: PartialOptions = {}): Operation {
  const pure = pureFunctions.get(name.toLowerCase());
  if (pure === undefined) throw new Error(`no function ${name}`);
  const complete = strictOperation(pure);
  const self: Operation = {
    name: pure.name,
    type: options.type ?? pure.returns,
    ...options,
    apply: (args) => {
      if (args.every(isConcrete)) return complete.apply(args);
      const invalid = callFault(pure.name, pure, args);
      if (invalid !== undefined) return invalid;
      const result = extension(args, self);
      if (result === undefined) return call(self, args);
      return exceedsLimit(result) ? limitExceeded(self, args) : result;
    },
  };
  return self;
}

const MAX_PARTS = 20_000;

/** Whether a string or array is too long to continue with. */
function exceedsLimit(result: Value): boolean {
  return isFault(result) ? result.code === 'limit' : isArray(result) && result.length > MAX_PARTS;
}
