import { ArmError, type ConcreteValue, pureFunctions } from '../../../../src/sources/arm/functions/index.ts';

/** The result of a function, or `!code` where it gives none. Objects come back as they are. */
export function call(name: string, ...args: readonly ConcreteValue[]): ConcreteValue {
  const found = pureFunctions.get(name.toLowerCase());
  if (found === undefined) throw new Error(`no function ${name}`);
  try {
    return found.apply(args);
  } catch (error) {
    if (error instanceof ArmError) return `!${error.code}`;
    throw error;
  }
}

/** A copy with ordinary objects, so that exact equality compares content alone. */
export function plain(value: ConcreteValue): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** One line of a table: function, arguments, result. */
export type Case = readonly [name: string, args: readonly ConcreteValue[], result: ConcreteValue];

export function title([name, args, result]: Case): string {
  const text = JSON.stringify(args).slice(1, -1);
  return `${name}(${text.slice(0, 100)}) = ${JSON.stringify(result).slice(0, 60)}`;
}
