import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

let compiled: ValidateFunction | undefined;

/**
 * Checks a JSON report against the schema that ships with the package. Throws an `Error` whose message lists each
 * violation with the JSON pointer of its place.
 */
export function assertResults(text: string): void {
  compiled ??= compile();
  if (compiled(JSON.parse(text))) return;
  const lines = (compiled.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
  throw new Error(`not valid results:\n${lines.join('\n')}`);
}

function compile(): ValidateFunction {
  const schema = readFileSync(new URL('../../schemas/results.schema.json', import.meta.url), 'utf8');
  return new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false }).compile(
    JSON.parse(schema),
  );
}
