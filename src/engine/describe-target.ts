import { message } from '../messages/message.ts';
import type { Origin } from '../model/resource.ts';
import type { Target } from '../model/target.ts';
import { formatPath, type Location } from '../util/location.ts';
import { expressionText, isFault, type Value } from '../value/value.ts';
import type { FindingTarget, Note } from './finding.ts';
import { targetIdentity } from './fingerprint.ts';

/** What a file is called from the root of what it belongs to; a parameter file belongs to its template. */
export type NameOf = (file: string, template?: string) => string;

/** What every result of a target says of it. */
export interface TargetDescription {
  readonly target: FindingTarget;
  readonly location: Location;
  /** Its part of fingerprints. */
  readonly identity: string;
  readonly notes: (isOpen: boolean) => readonly Note[];
}

/** Describes a target once for all rules: its texts are long, and results that share them take little memory. */
export function describeTarget(
  target: Target,
  { file: template, parameters }: { readonly file?: string; readonly parameters?: string },
  nameOf: NameOf,
): TargetDescription {
  const id = textOf(target.id);
  const file = target.origin.file ?? '';
  const known = new Map<boolean, readonly Note[]>();
  return {
    target: {
      type: target.type,
      name: textOf(target.name),
      ...(target.writtenName !== undefined && { writtenName: target.writtenName }),
      id,
      ...(template !== undefined && file !== '' && template !== file && { template }),
      ...(parameters !== undefined && { parameters }),
    },
    location: locationOf(target.origin),
    identity: targetIdentity({
      file: file === '' ? '' : nameOf(file),
      parameters: parameters === undefined ? '' : nameOf(parameters, template),
      id,
    }),
    notes: (isOpen) => {
      const notes = known.get(isOpen) ?? notesOf(target, isOpen);
      known.set(isOpen, notes);
      return notes;
    },
  };
}

/** Where something stands, without its lines. */
export function locationOf({ file = '', path = [] }: Origin): Location {
  return { file, path: formatPath(path) };
}

function textOf(value: Value): string {
  if (isFault(value)) return message('value.fault');
  return typeof value === 'string' ? value : expressionText(value);
}

function notesOf(target: Target, isOpen: boolean): readonly Note[] {
  return target.notes(isOpen).map(({ message: text, origin }) => ({ message: text, location: locationOf(origin) }));
}
