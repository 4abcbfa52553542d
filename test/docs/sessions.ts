import type { Block } from './markdown.ts';

/** A command of a session, and what the page says that it prints. */
export interface Step {
  readonly command: string;
  readonly expected: string;
}

/** The commands of a console block. */
export function stepsOf({ text }: Block): Step[] {
  return text
    .split(/^(?=\$ )/m)
    .filter((part) => part !== '')
    .map((part) => {
      const end = part.indexOf('\n');
      return { command: part.slice(0, end), expected: part.slice(end + 1) };
    });
}

/** Words of a command line, as a shell would split it; quotes of one kind, nothing else. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** Whether a command prints what a page says; a line `…` there stands for any number of lines. */
export function isPrinted(printed: string, expected: string): boolean {
  const lines = expected.split('\n').map((line) => line.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = lines.map((line, i) => (line === '…' ? '(?:.*\\n)*' : i === lines.length - 1 ? line : `${line}\\n`));
  return new RegExp(`^${pattern.join('')}$`).test(printed);
}
