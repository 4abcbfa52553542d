import type { Rule } from '../src/engine/rule.ts';
import { logs } from './Azure.ACR.Logs.ts';

/** Every rule of the pack, sorted by name; the conformance test compares this list with the folder. */
export const rules: readonly Rule[] = [logs];
