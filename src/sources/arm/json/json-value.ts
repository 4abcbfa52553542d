/** A JSON value. Objects have every key as an own property, `__proto__` included: check with `Object.hasOwn`. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
