import type { Conditions } from './condition-contract.ts';
import { EQUALITY } from './equality-conditions.ts';
import { FORMAT } from './format-conditions.ts';
import { LIST } from './list-conditions.ts';
import { PRESENCE } from './presence-conditions.ts';
import { TEXT } from './text-conditions.ts';
import { TYPE } from './type-conditions.ts';

/** The conditions by their names. */
export const CONDITIONS: Conditions = { ...PRESENCE, ...EQUALITY, ...TEXT, ...LIST, ...TYPE, ...FORMAT };
