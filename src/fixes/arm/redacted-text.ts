import { parameterDefinition } from '../../sources/arm/expand/parameter-definition.ts';
import type { JsonValue } from '../../sources/arm/json/json-value.ts';
import { locate } from '../../sources/arm/json/locate-paths.ts';
import type { Path } from '../../util/location.ts';
import { jsonOf } from './json-text.ts';
import type { TemplateJson } from './print-json.ts';
import { isJsonObject, jsonAt } from './resource-context.ts';
import type { FixSession, FixSessionInput } from './session.ts';

/** The two texts of a changed file, with the secure values in them left out. */
export interface RedactedTexts {
  readonly before: string;
  readonly after: string;
  /** Something was left out. */
  readonly isRedacted: boolean;
}

/**
 * Takes out of a file's texts what templates and parameter files say of secure parameters: defaults, values that are given,
 * and the same texts elsewhere in the file. What a change itself puts there stays. `names` are those of the parameters
 * that are secure in some template of the run, in lower case.
 */
export function redactSecure(before: string, after: string, names: ReadonlySet<string>): RedactedTexts {
  const [json, changed] = [jsonOf(before), jsonOf(after)];
  if (json === undefined || changed === undefined) return { before, after, isRedacted: false };
  const paths = securePaths(json, names);
  const texts = new Set(paths.flatMap((path) => stringsIn(jsonAt(json, path) ?? null)));
  const isKept = (path: Path): boolean => JSON.stringify(jsonAt(json, path)) === JSON.stringify(jsonAt(changed, path));
  const shown = {
    before: mask(before, paths, texts),
    after: mask(after, securePaths(changed, names).filter(isKept), texts),
  };
  return { ...shown, isRedacted: shown.before !== before || shown.after !== after };
}

/** The names of the parameters that are secure in some template which a place of the run comes from; in lower case. */
export function secureNamesOf(
  { fixes }: Pick<FixSession, 'fixes'>,
  { read }: Pick<FixSessionInput, 'read'>,
): ReadonlySet<string> {
  const files = new Set(fixes.flatMap(({ target: { file, templates } }) => [file, ...templates]));
  return new Set([...files].flatMap((file) => secureNames(jsonOf(read(file)?.text ?? '') ?? null)));
}

/** The names of the parameters that a template, or one nested in it, declares secure; in lower case. */
function secureNames(template: TemplateJson): readonly string[] {
  return sectionsOf(template).flatMap(({ section, owner }) =>
    Object.entries(section).flatMap(([name, entry]) => (isSecure(name, entry, owner) ? [name.toLowerCase()] : [])),
  );
}

interface Section {
  readonly section: { readonly [name: string]: TemplateJson };
  /** What the section stands in: a template, the properties of a deployment, or a parameter file. */
  readonly owner: TemplateJson;
  readonly path: Path;
}

/** Every section with parameters or outputs in a file; a file without any is a plain map of values. */
function sectionsOf(root: TemplateJson): readonly Section[] {
  const found: Section[] = [];
  const open: { readonly value: TemplateJson; readonly path: Path }[] = [{ value: root, path: [] }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { value: owner, path } = one;
    if (typeof owner !== 'object' || owner === null) continue;
    const isList = Array.isArray(owner);
    for (const [key, value] of Object.entries(owner) as [string, TemplateJson][]) {
      const here = [...path, isList ? Number(key) : key];
      if (!isList && /^(parameters|outputs)$/i.test(key) && isJsonObject(value))
        found.push({ section: value, owner, path: here });
      open.push({ value, path: here });
    }
  }
  return found.length === 0 && isJsonObject(root) ? [{ section: root, owner: root, path: [] }] : found;
}

function isSecure(name: string, entry: TemplateJson, owner: TemplateJson): boolean {
  return parameterDefinition(name, entry as JsonValue, owner as JsonValue).secure;
}

function securePaths(root: TemplateJson, names: ReadonlySet<string>): readonly Path[] {
  return sectionsOf(root).flatMap(({ section, owner, path }) =>
    Object.entries(section).flatMap(([name, entry]): Path[] => {
      const own = [...path, name];
      const isDeclared = isSecure(name, entry, owner);
      if (!isDeclared && !names.has(name.toLowerCase())) return [];
      if (!isJsonObject(entry)) return [own];
      const holds = (key: string): boolean => /^(value|defaultValue|allowedValues)$/i.test(key);
      return Object.keys(entry).flatMap((key) => (holds(key) ? [[...own, key]] : []));
    }),
  );
}

const MIN_TEXT_LENGTH = 6;

/** Strings that are long enough not to match ordinary words by chance; expressions are no secrets. */
function stringsIn(root: TemplateJson): readonly string[] {
  const found: string[] = [];
  const open = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string' && value.length >= MIN_TEXT_LENGTH && !value.startsWith('[')) found.push(value);
    else if (typeof value === 'object' && value !== null) open.push(...(Object.values(value) as TemplateJson[]));
  }
  return found;
}

const PLACEHOLDER = '"(withheld)"';

function mask(text: string, paths: readonly Path[], texts: ReadonlySet<string>): string {
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offsetOf = (line: number, column: number): number => (lineStarts[line - 1] ?? 0) + column - 1;
  const spans = locate(text, paths).flatMap((range) =>
    range === undefined
      ? []
      : [{ start: offsetOf(range.line, range.column), end: offsetOf(range.endLine, range.endColumn) }],
  );
  let shown = '';
  let from = 0;
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    // One value may stand inside another.
    if (start < from) continue;
    // Lines keep their numbers, so that a preview in which nothing is left out is the real one.
    shown += text.slice(from, start) + PLACEHOLDER + '\n'.repeat(text.slice(start, end).split('\n').length - 1);
    from = end;
  }
  shown += text.slice(from);
  for (const secret of texts)
    for (const written of [JSON.stringify(secret).slice(1, -1), secret])
      shown = shown.replaceAll(written, '(withheld)');
  return shown;
}
