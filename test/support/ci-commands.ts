/** A command that a CI system would obey, as it reads it. */
export interface ReadCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

type Replacements = readonly (readonly [string, string])[];

const GITHUB_DATA: Replacements = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
];
const GITHUB_PROPERTY: Replacements = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
];
const AZURE: Replacements = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%AZP25', '%'],
];

/** As the GitHub runner reads a log: `TryParseV2`, then `TryParse` of its `ActionCommand.cs`, whatever the command's name. */
export function githubCommands(output: string): readonly ReadCommand[] {
  return output.split(/\r\n|\n|\r/).flatMap((line) => {
    const trimmed = line.trimStart();
    const end = trimmed.indexOf('::', 2);
    if (trimmed.startsWith('::') && end >= 0)
      return [commandOf(trimmed.slice(2, end), trimmed.slice(end + 2), ',', GITHUB_PROPERTY, GITHUB_DATA)];
    return bracketed(line, '##[', AZURE.with(4, ['%25', '%']));
  });
}

/** As the agent of Azure Pipelines does. */
export function azureCommands(output: string): readonly ReadCommand[] {
  return output
    .split(/\r\n|\n|\r/)
    .flatMap((line) => [...bracketed(line, '##vso[', AZURE), ...bracketed(line, '##[', AZURE)]);
}

/** Anywhere in a line, in any letter case. */
function bracketed(line: string, start: string, escapes: Replacements): readonly ReadCommand[] {
  const at = line.toLowerCase().indexOf(start);
  const end = line.indexOf(']', at);
  if (at < 0 || end < 0) return [];
  return [commandOf(line.slice(at + start.length, end), line.slice(end + 1), ';', escapes, escapes)];
}

function commandOf(
  head: string,
  data: string,
  separator: string,
  propertyEscapes: Replacements,
  dataEscapes: Replacements,
): ReadCommand {
  const space = head.indexOf(' ');
  const pairs = space < 0 ? [] : head.slice(space + 1).split(separator);
  const properties = pairs
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [, key = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
      return [key, replaced(value, propertyEscapes)] as const;
    });
  return {
    name: space < 0 ? head : head.slice(0, space),
    properties: Object.fromEntries(properties),
    data: replaced(data, dataEscapes),
  };
}

function replaced(text: string, replacements: Replacements): string {
  return replacements.reduce((so, [written, meant]) => so.replaceAll(written, meant), text);
}
