import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A declaration of the package as its source has it: the sentence over it, and the code without bodies. */
interface Declared {
  readonly name: string;
  readonly doc: string;
  readonly code: string;
}

const HEAD = `# API reference

What \`import … from 'acraudit'\` gives, in the order of use: functions, requests, results, rules. Made from the sources by \`npm run docs\`;
[calling it from a program](api.md) has examples.
`;

/** The reference page of what the package exports, made from the declarations in the sources. */
export function apiPage(): string {
  const index = readFileSync('src/index.ts', 'utf8');
  const functions = [...index.matchAll(/^export async function (\w+)/gm)].map(([, name = '']) => name);
  const sections = [
    ['Functions', [...new Set(functions)].map((name) => functionIn(index, name))],
    ['Types', withBases(exportedNames(index)).map(({ name, file }) => declarationIn(file, name))],
  ] as const;
  const texts = sections.flatMap(([title, declared]) => [
    `## ${title}\n`,
    ...declared.map(
      ({ name, doc, code }) => `### ${name}\n\n${doc === '' ? '' : `${doc}\n\n`}\`\`\`ts\n${code}\n\`\`\`\n`,
    ),
  ]);
  return `${HEAD}\n${texts.join('\n')}`;
}

/** What the index re-exports, with the file that declares it. */
function exportedNames(index: string): readonly { readonly name: string; readonly file: string }[] {
  return [...index.matchAll(/^export (?:type )?\{([^}]*)\} from '(.+)';$/gm)].flatMap(([, names = '', from = '']) =>
    names
      .split(',')
      .map((name) => name.replace(/\btype\b/, '').trim())
      .filter((name) => name !== '')
      .map((name) => ({ name, file: join(dirname('src/index.ts'), from) })),
  );
}

type Exported = ReturnType<typeof exportedNames>[number];

/** Each with the interfaces of its own file that it extends after it, once. */
function withBases(exported: readonly Exported[]): readonly Exported[] {
  const all = new Map<string, Exported>();
  const add = (one: Exported): void => {
    if (all.has(one.name)) return;
    all.set(one.name, one);
    const source = readFileSync(one.file, 'utf8');
    const heading =
      new RegExp(`^export interface ${one.name}\\b(?:<[^{]*>)? extends ([^{]*)\\{`, 'm').exec(source)?.[1] ?? '';
    for (const [name] of heading.matchAll(/[A-Z]\w+/g)) {
      if (new RegExp(`^export interface ${name}\\b`, 'm').test(source)) add({ name, file: one.file });
    }
  };
  for (const one of exported) add(one);
  return [...all.values()];
}

/** All signatures of a function, under the first sentence that stands over one of them. */
function functionIn(source: string, name: string): Declared {
  const found = [
    ...source.matchAll(
      new RegExp(`(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n)?^export async function ${name}\\b[^\\n]*`, 'gm'),
    ),
  ];
  // Of an overloaded function the last is what implements it.
  const shown = found.length > 1 ? found.slice(0, -1) : found;
  const docs = shown.map(([, doc = '']) => plainDoc(doc)).filter((doc) => doc !== '');
  const code = shown.map(([text]) =>
    text
      .slice(text.indexOf('export async function'))
      .replace(/^export async /, '')
      .replace(/ \{$/, ';'),
  );
  return { name, doc: docs.join(' '), code: code.join('\n') };
}

/** An interface, type, function or class of a file. */
function declarationIn(file: string, name: string): Declared {
  const source = readFileSync(file, 'utf8');
  const found = new RegExp(`^(?:export )?(interface|type|function|class) ${name}\\b`, 'm').exec(source);
  if (found === null) throw new Error(`${file} does not declare ${name}`);
  const [, kind = ''] = found;
  const rest = source.slice(found.index);
  const end = kind === 'interface' ? /^\}$/m : kind === 'type' ? /;$/m : / \{$/m;
  const stop = kind === 'type' ? endOfType(rest) : (end.exec(rest)?.index ?? 0);
  const code = kind === 'interface' ? rest.slice(0, stop + 1) : rest.slice(0, stop);
  return { name, doc: docBefore(source, found.index), code: code.replace(/^export /, '').trimEnd() };
}

/** A type ends with the first semicolon that stands in no braces. */
function endOfType(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{') depth++;
    else if (character === '}') depth--;
    else if (character === ';' && depth === 0) return at + 1;
  }
  return text.length;
}

function docBefore(source: string, at: number): string {
  const before = source.slice(0, at);
  if (!before.endsWith('*/\n')) return '';
  return plainDoc(before.slice(before.lastIndexOf('/**') + 3, -3));
}

/** The text of a doc comment in one paragraph; what a function throws stays. */
function plainDoc(comment: string): string {
  return comment
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*\* ?/, '')
        .replace(/^@throws /, 'Throws ')
        .trim(),
    )
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
