/** Texts that act on a terminal or in the log of a CI system, or that pretend; each with something to find it by. */
export const HOSTILE: readonly (readonly [string, string])[] = [
  ['a command of GitHub', '::add-mask::evil1'],
  ['a command of GitHub behind blanks', ' \u00a0 ::error file=a,line=1::evil2'],
  ['a command of GitHub on a second line', 'evil3\n::set-output name=a::b'],
  ['a command of GitHub after a carriage return', 'evil4\r::warning::b'],
  ['an old command of GitHub', 'evil5 ##[add-path]b'],
  ['a command of Azure Pipelines', 'evil6##vso[task.setvariable variable=a]b'],
  ['a command of Azure Pipelines in capitals', '##VSO[task.prependpath]evil7'],
  ['more number signs than a command needs', '####vso[task.prependpath]evil8'],
  ['a service message of TeamCity', "##teamcity[buildStatus text='evil9']"],
  ['a section of GitLab', 'section_start:1560896352:evil10\r\u001b[0K'],
  ['ANSI sequences', '\u001b[31mevil11\u001b[0m\u001b]0;title\u0007\u009b2J'],
  ['characters that turn text around', '\u202eevil12\u2066\u200f\u061c'],
  ['line separators', 'evil13\u2028::debug::a\u2029::debug::b\u0085::debug::c\u000b\u000c'],
  ['what cannot be seen', '\u3164evil14\u200b\u00ad\ufe0f\u{e0061}\ufeff'],
  ['halves of surrogate pairs', 'evil15\ud800##\udc00vso[task.a]'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Bicep's
  ['Markdown, HTML and quotes', '[evil16](mailto:a@e.example)<b>`\'"|{0}${x}'],
];

/** Characters that are seen as themselves, or that take part in nothing; written as ranges, not as the program has them. */
const INVISIBLE: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xe000, 0xf8ff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe0fff],
];

/** The styles that the program itself writes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is how they begin
const OWN_STYLES = /\u001b\[(?:1|2|22|31|32|33|35|36|39)m/g;

/** What in an output acts on a terminal or in a log, one line each; empty when nothing does. */
export function actingIn(output: string, { color = false } = {}): readonly string[] {
  return (color ? output.replace(OWN_STYLES, '') : output).split('\n').flatMap((line) => {
    const found = [
      ...[...line].filter(isInvisible).map((character) => `U+${character.codePointAt(0)?.toString(16)}`),
      ...(line.trimStart().startsWith('::') ? ['::'] : []),
      ...[...line.matchAll(/##[a-z]*\[/gi)].map(([text]) => text),
      ...[...line.matchAll(/section_(?:start|end):\d/gi)].map(([text]) => text),
    ];
    return found.map((what) => `${what} in ${JSON.stringify(line)}`);
  });
}

function isInvisible(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return INVISIBLE.some(([from, to]) => code >= from && code <= to);
}

/** Every text in a JSON value, keys too. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)]);
}
