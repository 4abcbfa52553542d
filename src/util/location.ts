/** Keys and indexes from the root of a JSON document to a value in it. */
export type Path = readonly (string | number)[];

/** A range of a text file. Lines and columns count from 1; the end is exclusive, as in SARIF. Columns are UTF-16 units. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A place in a file: `path` is written in the grammar of `formatPath`, and the range is absent until it is looked up. */
export interface Location extends Partial<Range> {
  /** Relative to the folder the run started in, with forward slashes. */
  readonly file: string;
  readonly path?: string;
}

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

/** Writes a path as `resources[0].properties['a b']`: indexes in brackets, plain keys after a dot, other keys quoted. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (PLAIN_KEY.test(step)) text += text === '' ? step : `.${step}`;
    else text += `['${step.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
  }
  return text;
}

const STEP = /\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\.?([A-Za-z_$][\w$]*)/y;

/** Reads what `formatPath` writes; undefined for any other text. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const [, index, quoted, plain] = STEP.exec(text) ?? [];
    if (index !== undefined) path.push(Number(index));
    else if (quoted !== undefined) path.push(quoted.replaceAll(/\\(.)/gs, '$1'));
    else if (plain !== undefined) path.push(plain);
    else return undefined;
  }
  return path;
}
