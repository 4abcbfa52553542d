/** What `templates/fix-up.sh` is told about one folder. */
export interface ScriptValues {
  readonly subscription: string;
  /** Empty when it is not known; the script then asks for it. */
  readonly location: string;
  readonly parameterFiles: readonly string[];
}

/** The script with its values in place of those it is kept with. */
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

/** A word for a shell as people write it: quoted only where that is needed. A flag would still be one. */
export function shellWord(text: string): string {
  return /^[\w./:@][\w./:@-]*$/.test(text) ? text : shellQuote(text);
}

/** One word for a POSIX shell, whatever is in it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
