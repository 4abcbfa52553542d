import type { ValidateFunction } from 'ajv';
import schema from '../../../schemas/rule-file.schema.json' with { type: 'json' };
import { compiledSchema, schemaProblems } from '../../config/check-schema.ts';
import { type ConfigProblem, problemsError } from '../../config/config-problems.ts';
import { readYamlDocuments, type YamlValues } from '../../config/yaml-values.ts';
import { parseResource } from '../../engine/yaml-rules/parse-resource.ts';
import type { RuleFileResource } from '../../engine/yaml-rules/rule-resource.ts';
import { pointerStep } from '../../util/json-pointer.ts';

let validator: Promise<ValidateFunction> | undefined;

/**
 * Reads a rule file in the format of PSRule: documents of YAML, or an array of JSON with comments.
 *
 * @param file As messages name it.
 * @throws UsageError with every problem, a line each, as `file:line:column: message`.
 */
export async function parseRuleFile(source: string, file: string): Promise<readonly RuleFileResource[]> {
  validator ??= compiledSchema(schema);
  const validate = await validator;
  const isJson = /\.jsonc?$/i.test(file);
  // In YAML PSRule reads every single value as text; in JSON it has its type.
  const documents = isJson
    ? await readYamlDocuments(withoutComments(source), 'core')
    : await readYamlDocuments(source, 'failsafe');
  const problems: ConfigProblem[] = [];
  const resources = documents.flatMap((document) =>
    resourcesIn(document, { source, file, isJson, validate, problems }),
  );
  const [first] = documents;
  if (problems.length > 0 && first !== undefined) throw problemsError(file, problems, first.positionOf);
  return resources;
}

interface Reading {
  readonly source: string;
  readonly file: string;
  readonly isJson: boolean;
  readonly validate: ValidateFunction;
  readonly problems: ConfigProblem[];
}

function resourcesIn(document: YamlValues, reading: Reading): readonly RuleFileResource[] {
  const { data, problems } = document;
  reading.problems.push(...problems);
  // A document without content, as between two lines of dashes.
  if (problems.length > 0 || data === null || data === '') return [];
  if (!reading.isJson) return resourceAt(data, '', document, reading);
  if (Array.isArray(data)) return data.flatMap((one, i) => resourceAt(one, `/${i}`, document, reading));
  reading.problems.push({ offset: 0, message: 'must be an array of resources' });
  return [];
}

function resourceAt(
  data: unknown,
  pointer: string,
  { offsets, positionOf }: YamlValues,
  { source, file, isJson, validate, problems }: Reading,
): readonly RuleFileResource[] {
  const before = problems.length;
  const report = (at: string, message: string, atKey = false): void => {
    const place = offsets.get(at) ?? offsets.get(at.slice(0, at.lastIndexOf('/')));
    problems.push({ offset: (atKey ? place?.key : undefined) ?? place?.value ?? 0, message });
  };
  for (const { pointer: at, atKey, message } of schemaProblems(validate, data))
    report(`${pointer}${at}`, message, atKey);
  if (problems.length > before || typeof data !== 'object' || data === null) return [];
  const start = offsets.get(pointer)?.value ?? 0;
  const first = offsets.get(`${pointer}/${pointerStep(Object.keys(data)[0] ?? '')}`)?.key ?? start;
  const synopsis = isJson ? synopsisInside(source, start) : synopsisAbove(source, first);
  const text = { synopsis, place: { file, ...positionOf(start) }, pointer };
  const resource = parseResource(data as Readonly<Record<string, unknown>>, text, report);
  return problems.length > before ? [] : [resource];
}

const SYNOPSIS = /^\s*(?:#|\/\/)\s*(?:Synopsis|Description):\s*(.*?)\s*$/i;

/** In the comment lines directly above. */
function synopsisAbove(source: string, offset: number): string {
  const lines = source.slice(0, offset).split('\n').slice(0, -1);
  for (const line of lines.reverse()) {
    if (!line.trimStart().startsWith('#')) return '';
    const [, text] = SYNOPSIS.exec(line) ?? [];
    if (text !== undefined) return text;
  }
  return '';
}

/** In the comment lines at the beginning of an object. */
function synopsisInside(source: string, offset: number): string {
  for (const line of source.slice(offset + 1).split('\n')) {
    const [, text] = SYNOPSIS.exec(line) ?? [];
    if (text !== undefined) return text;
    if (line.trim() !== '' && !line.trimStart().startsWith('//')) return '';
  }
  return '';
}

/** JSON with spaces for its comments, so that places stay. */
function withoutComments(source: string): string {
  // What has no end goes on to that of the line or the file, so that it is not looked for again.
  return source.replaceAll(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (text) =>
    text.startsWith('"') ? text : text.replaceAll(/[^\n]/g, ' '),
  );
}
