/** Separators of words in the names of templates and parameter files. */
const SEPARATOR = /[._-]/;
/** `param`, `params`, `parameter` or `parameters`, alone or in a word such as `aksparameters`. */
const PARAMETER_WORD = /param/i;

/** The name without its extension, in lower case. */
export function stemOf(name: string): string {
  return name.replace(/\.(?:jsonc?|bicep)$/i, '').toLowerCase();
}

/** Whether the name of a file or folder contains a word for parameters. */
export function mentionsParameters(name: string): boolean {
  return PARAMETER_WORD.test(name);
}

/**
 * Whether a parameter file's stem names the template of another stem: it is that stem, or begins with it and a separator,
 * words such as `parameters` at the front aside (`main.prod.parameters`, `main-prod`, `params.main`).
 */
export function namesTemplate(stem: string, template: string): boolean {
  return template !== '' && (beginsWith(stem, template) || beginsWith(withoutFirstWords(stem), template));
}

function beginsWith(stem: string, template: string): boolean {
  return stem.startsWith(template) && (stem.length === template.length || SEPARATOR.test(stem.charAt(template.length)));
}

function withoutFirstWords(stem: string): string {
  const words = stem.split(SEPARATOR);
  const first = words.findIndex((word) => !mentionsParameters(word));
  if (first < 0) return '';
  const length = words.slice(0, first).reduce((sum, word) => sum + word.length + 1, 0);
  return stem.slice(length);
}
