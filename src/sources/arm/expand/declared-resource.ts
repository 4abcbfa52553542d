import type { Explanation, Origin, Resource } from '../../../model/resource.ts';
import type { Path } from '../../../util/location.ts';
import { tryGet } from '../../../value/property-access.ts';
import { findKey, isFault, isObject, isUnknown, type Value } from '../../../value/value.ts';
import { evaluateJson, type JsonObject } from '../expression/evaluate-json.ts';
import type { Frame } from '../expression/frame.ts';
import type { JsonValue } from '../json/json-value.ts';
import { editLocation } from './edit-location.ts';
import { isJsonObject, property } from './json-access.ts';
import type { ResourceIdentity } from './resource-identity.ts';

/** What is evaluated of a resource when it is asked for. */
export interface Evaluated {
  readonly place: () => ResourceIdentity;
  readonly deployed: () => Value;
  readonly writtenName: () => string | undefined;
  readonly because: () => Explanation | undefined;
}

export interface Declared {
  readonly json: JsonObject;
  readonly frame: Frame;
  readonly existing: boolean;
  readonly origin: Origin;
  readonly templates: readonly Origin[];
  /** Undefined where the names have to be evaluated to tell. */
  readonly plainType: string | undefined;
  readonly isInContainer: boolean;
}

/**
 * A resource of which most is evaluated when it is asked for. It is a class because a template has thousands: V8 gives
 * every object literal with getters a slow shape of its own.
 */
export class DeclaredResource implements Resource {
  readonly json: JsonObject;
  readonly frame: Frame;
  readonly existing: boolean;
  readonly origin: Origin;
  readonly templates: readonly Origin[];
  readonly plainType: string | undefined;
  readonly isInContainer: boolean;
  readonly notDeployedBecause: () => Explanation | undefined;
  readonly originOf: (steps: Path) => Origin;
  readonly body: (member: string) => Value | undefined;
  readonly at: (path: readonly string[]) => Value | undefined;
  readonly #evaluated: Evaluated;

  constructor({ json, frame, existing, origin, templates, plainType, isInContainer }: Declared, evaluated: Evaluated) {
    this.json = json;
    this.frame = frame;
    this.existing = existing;
    this.origin = origin;
    this.templates = templates;
    this.notDeployedBecause = evaluated.because;
    this.originOf = (steps) => editLocation(json, origin, steps, frame);
    this.body = (member) => {
      const value = property(json, member);
      return value === undefined ? undefined : evaluateJson(value, frame);
    };
    this.at = (path) => valueAtPath(json, path, frame);
    this.plainType = plainType;
    this.isInContainer = isInContainer;
    this.#evaluated = evaluated;
  }

  get members(): readonly string[] {
    return Object.keys(this.json);
  }
  get type(): string {
    return this.plainType ?? this.#evaluated.place().type;
  }
  get displayType(): Value {
    return this.#evaluated.place().displayType;
  }
  get name(): Value {
    return this.#evaluated.place().name;
  }
  get writtenName(): string | undefined {
    return this.#evaluated.writtenName();
  }
  get scope(): Value {
    return this.#evaluated.place().scope;
  }
  get id(): Value {
    return this.#evaluated.place().id;
  }
  get deployed(): Value {
    return this.#evaluated.deployed();
  }
}

/** Goes down what is written plainly and evaluates only what stands at the end, or where an expression begins. */
function valueAtPath(body: JsonObject, path: readonly string[], frame: Frame): Value | undefined {
  let json: JsonValue = body;
  for (const [i, step] of path.entries()) {
    // A loop over properties makes members that are not written.
    const isPlain = isJsonObject(json) && (i === 0 || property(json, 'copy') === undefined);
    if (!isPlain) return memberAt(evaluateJson(json, frame), path.slice(i));
    const next = property(json, step);
    if (next === undefined) return undefined;
    json = next;
  }
  return evaluateJson(json, frame);
}

function memberAt(value: Value, path: readonly string[]): Value | undefined {
  let at: Value = value;
  for (const step of path) {
    if (!isUnknown(at) && (!isObject(at) || findKey(at, step) === undefined)) return isFault(at) ? at : undefined;
    at = tryGet(at, step);
  }
  return at;
}
