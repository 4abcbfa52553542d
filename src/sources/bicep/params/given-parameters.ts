import type { GivenParameter } from '../../arm/expand/given-parameter.ts';
import type { LoweredParameters } from './lowered-parameters.ts';

/** The values of a parameter file as a template takes them, by lower-case name; `shown` names a file by its absolute path. */
export function givenParameters(
  { parameters }: LoweredParameters,
  shown: (absolute: string) => string,
): ReadonlyMap<string, GivenParameter> {
  const given = [...parameters].map(([name, { entry, hidesName, value, file }]): [string, GivenParameter] => {
    // What a vault holds is told by its reference.
    const evaluated = 'reference' in entry ? {} : { evaluated: value };
    const told = hidesName === true ? { reference: { parameter: name } } : entry;
    return [name.toLowerCase(), { entry: told, ...evaluated, name, fromFlag: false, file: shown(file) }];
  });
  return new Map(given);
}
