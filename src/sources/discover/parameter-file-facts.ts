import { scanMembers, stringAt } from './json-scan.ts';
import { decodeLeniently, type FileKind, schemaKind } from './sniff-kind.ts';

/** What pairing needs to know of a parameter file. */
export interface ParameterFileFacts {
  /**
   * Whether its `$schema` is that of a parameter file or, without one, its `parameters` contain only values and references
   * to secrets. Undefined if neither is conclusive.
   */
  readonly isParameterFile?: boolean;
  /** `metadata.template`: the path of the template as written, relative to the parameter file. */
  readonly template?: string;
  /** It is for no template of the folder tree, and is said to be so: the base of other parameter files. */
  readonly isBase?: true;
}

export function parameterFileFacts(bytes: Buffer): ParameterFileFacts {
  const text = decodeLeniently(bytes);
  let bySchema: boolean | undefined;
  let hasSchema = false;
  let hasValues = false;
  let template: string | undefined;
  const end = scanMembers(text, 0, (key, value) => {
    const name = key.toLowerCase();
    if (name === '$schema') {
      hasSchema = true;
      bySchema = IS_PARAMETER_FILE.get(schemaKind(stringAt(text, value) ?? ''));
    } else if (name === 'metadata') template = memberString(text, value, 'template');
    else if (name === 'parameters') hasValues = hasParameterValues(text, value);
    return 'go';
  });
  const isParameterFile = !hasSchema && hasValues && end === 'complete' ? true : bySchema;
  return { ...(isParameterFile !== undefined && { isParameterFile }), ...(template !== undefined && { template }) };
}

/** Whether every member of an object is a value or a reference, as in the `parameters` of a parameter file, and there is one. */
function hasParameterValues(text: string, object: number): boolean {
  let members = 0;
  let values = 0;
  scanMembers(text, object, (_, member) => {
    members++;
    scanMembers(text, member, (key) => {
      if (!/^(?:value|reference)$/i.test(key)) return 'go';
      values++;
      return 'stop';
    });
    return 'go';
  });
  return members > 0 && members === values;
}

const IS_PARAMETER_FILE: ReadonlyMap<FileKind, boolean> = new Map([
  ['parameters', true],
  ['template', false],
]);

function memberString(text: string, object: number, wanted: string): string | undefined {
  let found: string | undefined;
  scanMembers(text, object, (key, value) => {
    if (key.toLowerCase() !== wanted) return 'go';
    found = stringAt(text, value);
    return 'stop';
  });
  return found;
}

/** A comment, a string, which may hold what looks like `using`, or a `using`. */
const USING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'''[\s\S]*?'''|'(?:[^'\\\n]|\\.)*'|\busing[ \t]*(?:'([^'\\\n]*)'|(none)\b)/g;

/** The same of a `.bicepparam` file, by its `using`. */
export function bicepParameterFacts(bytes: Buffer): ParameterFileFacts {
  for (const [, template, none] of decodeLeniently(bytes).matchAll(USING)) {
    if (none !== undefined) return { isParameterFile: true, isBase: true };
    // Relative to the file, with or without a dot; a reference to a registry is a URL.
    if (template !== undefined)
      return { isParameterFile: true, template: /^\.|:/.test(template) ? template : `./${template}` };
  }
  return { isParameterFile: true };
}
