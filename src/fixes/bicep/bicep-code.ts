import type { TemplateJson } from '../arm/print-json.ts';
import { bicepKey, bicepString } from './print-bicep.ts';
import { toBicep } from './to-bicep.ts';

/** A value as the code of its parts: a leaf is code, an object has its keys as they are written. */
export type BicepParts =
  | { readonly kind: 'leaf'; readonly code: string }
  | { readonly kind: 'array'; readonly items: readonly BicepParts[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, BicepParts])[] };

/** How a file is laid out. */
export interface BicepLayout {
  /** One step of indentation. */
  readonly unit: string;
  readonly lineEnd: string;
}

/** A value of a template, its expressions included, as Bicep; undefined where Bicep has no direct equivalent. */
export function partsOf(value: TemplateJson): BicepParts | undefined {
  if (typeof value === 'string') {
    const code = toBicep(value);
    return code === undefined ? undefined : { kind: 'leaf', code };
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    return { kind: 'leaf', code: `json(${bicepString(String(value))})` };
  if (value === null || typeof value !== 'object') return { kind: 'leaf', code: String(value) };
  if (Array.isArray(value)) {
    const items = (value as readonly TemplateJson[]).map(partsOf);
    return items.every((item) => item !== undefined) ? { kind: 'array', items } : undefined;
  }
  const members: (readonly [string, BicepParts])[] = [];
  for (const [key, member] of Object.entries(value)) {
    const parts = partsOf(member as TemplateJson);
    if (parts === undefined) return undefined;
    members.push([bicepKey(key), parts]);
  }
  return { kind: 'object', members };
}

/** On lines of their own, as Bicep formats; the first line is not indented, the others by `indent` and what they are in. */
export function printLines(parts: BicepParts, layout: BicepLayout, indent: string): string {
  if (parts.kind === 'leaf') return parts.code;
  const inner = indent + layout.unit;
  const lines =
    parts.kind === 'array'
      ? parts.items.map((item) => printLines(item, layout, inner))
      : parts.members.map(([key, member]) => `${key}: ${printLines(member, layout, inner)}`);
  const [open, close] = parts.kind === 'array' ? ['[', ']'] : ['{', '}'];
  if (lines.length === 0) return open + close;
  const body = lines.map((line) => `${layout.lineEnd}${inner}${line}`).join('');
  return `${open}${body}${layout.lineEnd}${indent}${close}`;
}

/** On one line. */
export function printInline(parts: BicepParts): string {
  if (parts.kind === 'leaf') return parts.code;
  if (parts.kind === 'array') return `[${parts.items.map(printInline).join(', ')}]`;
  const members = parts.members.map(([key, member]) => `${key}: ${printInline(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

const FIRST_INDENT = /^\S[^\r\n]*[{[(][ \t]*\r?\n([ \t]+)\S/m;
const DEFAULT_INDENT = '  ';

/** That of the first line that is indented in a declaration; Bicep's own where there is none. */
export function layoutOf(text: string): BicepLayout {
  return {
    unit: FIRST_INDENT.exec(text)?.[1] ?? DEFAULT_INDENT,
    lineEnd: /\r?\n/.exec(text)?.[0] ?? '\n',
  };
}
