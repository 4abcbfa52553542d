import { expect } from 'vitest';
import type { Rule } from '../../../src/engine/rule.ts';
import type { JsonObject } from '../../support/arm-templates.ts';
import { type FixTextOptions, fixText } from '../../support/fixes.ts';

/** A template, and what the fixes of rules make of it. */
export interface FixTemplate {
  readonly title: string;
  readonly before: JsonObject;
  readonly after?: JsonObject;
  readonly options?: Pick<FixTextOptions, 'settings' | 'force' | 'newParameters' | 'destinationParameters'>;
  readonly parameters?: Readonly<Record<string, JsonObject>>;
  /** Parameter files as they become. */
  readonly given?: Readonly<Record<string, JsonObject>>;
  /** Part of why nothing is changed. */
  readonly refused?: RegExp;
}

export const titled = (cases: readonly FixTemplate[]) => cases.map((own) => [own.title, own] as const);

/** The fixes of a template by rules. That the properties of fixes hold is checked. */
export function fixesBy(
  rules: readonly Rule[],
  { before, options, parameters = {} }: FixTemplate,
): ReturnType<typeof fixText> {
  const files = Object.fromEntries(Object.entries(parameters).map(([file, json]) => [file, textOf(json)]));
  const made = fixText(textOf(before), { ...options, parameters: files, rules });
  expect(made.violations).toEqual([]);
  return made;
}

function textOf(json: JsonObject): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** Expects the files of a case, and no others, to become what it says. */
export function expectFiles(rules: readonly Rule[], own: FixTemplate): void {
  const { texts, fixes } = fixesBy(rules, own);
  const changed = Object.fromEntries([...texts].map(([file, text]) => [file, JSON.parse(text)]));
  const wanted = { ...(own.after !== undefined && { 'main.json': own.after }), ...own.given };
  expect(changed, JSON.stringify(fixes.map(({ plan }) => plan))).toEqual(wanted);
}

/** What the fixes of a template are, in words: what changes, or why nothing does. */
export function said(rules: readonly Rule[], own: FixTemplate): readonly string[] {
  return fixesBy(rules, own).fixes.map(({ rule, plan }) => {
    const text = plan.kind === 'edit' ? plan.description : plan.kind === 'refusal' ? plan.reason : plan.kind;
    return `${rule.name}: ${text}`;
  });
}
