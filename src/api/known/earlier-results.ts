import { resolve } from 'node:path';
import type { NameOf } from '../../engine/describe-target.ts';
import type { FindingTarget } from '../../engine/finding.ts';
import { fingerprintOf } from '../../engine/fingerprint.ts';
import type { EarlierFinding } from '../../engine/known/compare-with-earlier.ts';
import { type FindingPlace, placeOf } from '../../engine/known/finding-place.ts';
import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import { parseJson } from '../../sources/arm/json/parse-json.ts';
import { TextError } from '../../sources/arm/json/text-error.ts';
import { readBounded } from '../../util/bounded-read.ts';
import { UsageError } from '../../util/errors.ts';

/** Bytes; results of some 50,000 registries. */
const MAX_RESULTS_BYTES = 60_000_000;

/** What is used of a result of an earlier run. */
interface EarlierResult {
  readonly rule: string;
  readonly ref: string;
  readonly outcome: string;
  readonly target: FindingTarget;
  readonly message: string;
  readonly reasons: readonly { readonly id: string; readonly category?: string }[];
  readonly dependsOn: readonly { readonly kind: string; readonly name: string }[];
  readonly location: { readonly file: string };
  readonly fingerprint: string;
}

/** Reads what failed or was unknown in JSON results, version 1. Throws `UsageError` when the file does not hold such. */
export function readEarlierResults(name: string, cwd: string, nameOf: NameOf): readonly EarlierFinding[] {
  const read = readBounded(resolve(cwd, name), MAX_RESULTS_BYTES);
  if ('problem' in read) {
    const why = read.problem.code === 'too-large' ? 'it is larger than 60 MB' : read.problem.message;
    throw new UsageError(`--compare ${name} cannot be read: ${why}`);
  }
  return resultsIn(name, read.bytes).flatMap((result): EarlierFinding[] => {
    const { rule, outcome, target, message, location, fingerprint } = result;
    if (outcome !== 'fail' && outcome !== 'unknown') return [];
    const place = placeIn(result, nameOf);
    return [{ rule, outcome, target, message, file: location.file, fingerprint, ...(place && { place }) }];
  });
}

function resultsIn(name: string, bytes: Uint8Array): readonly EarlierResult[] {
  const data = parsedResults(name, bytes);
  if (!isObject(data) || !Array.isArray(data.results) || !isObject(data.tool) || data.tool.name !== 'acraudit')
    throw noResults(name, '');
  if (data.version !== 1) throw new UsageError(`--compare ${name}: its version is not 1, which this acraudit reads`);
  const results: readonly unknown[] = data.results;
  const wrong = results.findIndex((result) => !isResult(result));
  if (wrong !== -1) throw noResults(name, `: results[${wrong}] is none`);
  return results as readonly EarlierResult[];
}

function parsedResults(name: string, bytes: Uint8Array): unknown {
  try {
    return parseJson(decodeBytes(bytes).text).value;
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    throw noResults(name, `: ${error.line}:${error.column}: ${error.message}`);
  }
}

function noResults(name: string, detail: string): UsageError {
  return new UsageError(`--compare ${name}: these are no JSON results of acraudit${detail}`, {
    hint: 'Write them with -f json, or --report json=FILE',
  });
}

function isResult(result: unknown): boolean {
  if (!isObject(result)) return false;
  const { target, location, reasons, dependsOn } = result;
  return (
    hasTexts(result, ['rule', 'ref', 'outcome', 'message', 'fingerprint']) &&
    hasTexts(target, ['type', 'name', 'id'], ['template', 'parameters']) &&
    hasTexts(location, ['file']) &&
    Array.isArray(reasons) &&
    reasons.every((reason) => hasTexts(reason, ['id'], ['category'])) &&
    Array.isArray(dependsOn) &&
    dependsOn.every((cause) => hasTexts(cause, ['kind', 'name']))
  );
}

function hasTexts(value: unknown, keys: readonly string[], optional: readonly string[] = []): boolean {
  if (!isObject(value)) return false;
  const isText = (key: string): boolean => typeof value[key] === 'string';
  return keys.every(isText) && optional.every((key) => value[key] === undefined || isText(key));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The place of an earlier result, whose files are named from the folder of its run, which it does not say: that of this run
 * or the root. The fingerprint is made of the right names, so it tells which; undefined where it is another folder.
 */
function placeIn(result: EarlierResult, nameOf: NameOf): FindingPlace | undefined {
  const fromRoot: NameOf = (file) => file;
  return [nameOf, fromRoot]
    .map((names) => placeOf(result, names))
    .find((place) => {
      const { file = '', parameters = '', id } = place;
      return fingerprintOf({ ...result, id, file, parameters }) === result.fingerprint;
    });
}
