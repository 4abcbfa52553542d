/** The values of `templates/fix-up.sh` for one folder. */
export interface ScriptValues {
  readonly subscription: string;
  /** Empty when it is not known; the script then asks for it. */
  readonly location: string;
  readonly parameterFiles: readonly string[];
}

/** The script with its placeholder values replaced. */
export function deployScript(template: string, { subscription, location, parameterFiles }: ScriptValues): string {
  const files = parameterFiles.map((file) => `  ${shellQuote(file)}\n`).join('');
  const lines = new Map([
    ['subscription', shellQuote(subscription)],
    ['location', shellQuote(location)],
    ['parameter_files', `(\n${files})`],
  ]);
  return template.replace(/^(subscription|location|parameter_files)=.*$/gm, (line, name: string) => {
    return `${name}=${lines.get(name) ?? line}`;
  });
}

/** A shell word, quoted only where needed. A leading dash stays an option. */
export function shellWord(text: string): string {
  return /^[\w./:@][\w./:@-]*$/.test(text) ? text : shellQuote(text);
}

/** Quotes any text as one POSIX shell word. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
