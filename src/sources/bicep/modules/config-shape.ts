import type { Path } from '../../../util/location.ts';
import { isJsonObject } from '../../arm/expand/json-access.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';

/** What a member of `bicepconfig.json` has to be; null stands for one that is not there. */
type Shape =
  | 'text'
  | 'boolean'
  | 'texts'
  | { readonly each: Shape }
  | { readonly members: Readonly<Record<string, Shape>> };

const ALIASES: Shape = {
  members: {
    br: { each: { members: { registry: 'text', modulePath: 'text' } } },
    ts: { each: { members: { subscription: 'text', resourceGroup: 'text' } } },
  },
};

/** The members that are read (schema of Bicep: src/vscode-bicep/schemas/bicepconfig.schema.json). */
const CONFIG: Shape = {
  members: {
    extends: 'text',
    moduleAliases: ALIASES,
    cacheRootDirectory: 'text',
    experimentalFeaturesEnabled: { each: 'boolean' },
    extensions: { each: 'text' },
    implicitExtensions: 'texts',
  },
};

/** A member of the wrong type: its steps, and a sentence. */
export interface WrongMember {
  readonly path: Path;
  readonly message: string;
}

/** The members of a configuration file that are read and have the wrong type. */
export function wrongMembers(json: JsonValue): readonly WrongMember[] {
  return [...wrongIn(json, CONFIG, [])];
}

function* wrongIn(json: JsonValue, shape: Shape, path: Path): Generator<WrongMember> {
  if (json === null && path.length > 0) return;
  if (typeof shape === 'string') {
    if (!fits(json, shape)) yield { path, message: `${nameOf(path)} has to be ${WORDS[shape]}` };
    return;
  }
  if (!isJsonObject(json)) {
    yield { path, message: `${nameOf(path)} has to be an object` };
    return;
  }
  for (const [key, value] of Object.entries(json)) {
    const inner = 'each' in shape ? shape.each : Object.hasOwn(shape.members, key) ? shape.members[key] : undefined;
    if (inner !== undefined) yield* wrongIn(value, inner, [...path, key]);
  }
}

const WORDS = { text: 'a string', boolean: 'true or false', texts: 'a list of strings' } as const;

function fits(json: JsonValue, shape: keyof typeof WORDS): boolean {
  if (shape === 'texts') return Array.isArray(json) && json.every((item) => typeof item === 'string');
  return typeof json === (shape === 'text' ? 'string' : 'boolean');
}

function nameOf(path: Path): string {
  return path.length === 0 ? 'the configuration' : path.join('.');
}
