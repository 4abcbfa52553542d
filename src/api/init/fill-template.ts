/**
 * A template with `{{name}}` replaced by values. A line that begins with `{{?name}}` is there only where the value is. Other
 * braces stay, as in the expressions of pipelines.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return template
    .split('\n')
    .flatMap((line) => {
      const [, name, rest = ''] = /^\{\{\?(\w+)\}\}(.*)$/.exec(line) ?? [];
      if (name === undefined) return [line];
      return values[name] === undefined ? [] : [rest];
    })
    .join('\n')
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`the template needs a value ${name}`);
      return value;
    });
}
