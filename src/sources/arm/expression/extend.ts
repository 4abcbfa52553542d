import { call, isArray, isFault, isWhole, type Operation, type Value, type ValueType } from '../../../value/value.ts';
import { pureFunctions } from '../functions/known.ts';
import { callFault } from './arity.ts';
import { beyondLimit, strict } from './strict.ts';

/** What to do when not everything is known; undefined when the call stays undecided. */
export type Extension = (args: readonly Value[], self: Operation) => Value | undefined;

interface Options {
  readonly type?: ValueType;
  readonly nullable?: boolean;
  readonly presence?: Operation['presence'];
  readonly member?: Operation['member'];
}

/** Extends a strict function by what it can tell of partly known arguments. */
export function extend(name: string, extension: Extension, options: Options = {}): Operation {
  const pure = pureFunctions.get(name.toLowerCase());
  if (pure === undefined) throw new Error(`no function ${name}`);
  const whole = strict(pure);
  const self: Operation = {
    name: pure.name,
    type: options.type ?? pure.returns,
    ...options,
    apply: (args) => {
      if (args.every(isWhole)) return whole.apply(args);
      const wrong = callFault(pure.name, pure, args);
      if (wrong !== undefined) return wrong;
      const result = extension(args, self);
      if (result === undefined) return call(self, args);
      return isBeyond(result) ? beyondLimit(self, args) : result;
    },
  };
  return self;
}

const MAX_PARTS = 20_000;

/** Too much to go on with: a text that grew too long, or an array. */
function isBeyond(result: Value): boolean {
  return isFault(result) ? result.code === 'limit' : isArray(result) && result.length > MAX_PARTS;
}
