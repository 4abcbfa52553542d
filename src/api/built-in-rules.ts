import { rules } from '../../rules/index.ts';
import type { OptionSchemas } from '../engine/options.ts';
import type { Rule } from '../engine/rule.ts';
import { translation } from '../messages/language.ts';
import type { RuleTexts } from '../messages/rule-texts.ts';
import type { Translation } from '../messages/translation.ts';

/** Made once for each language, so that a rule is the same object wherever it is asked for. */
const translated = new WeakMap<Translation, readonly Rule[]>();

/** The built-in rules, with their texts in the language of the run. */
export function builtInRules(): readonly Rule[] {
  const spoken = translation();
  if (spoken === undefined) return rules;
  const known = translated.get(spoken) ?? rules.map((rule) => inWords(rule, spoken.rules[rule.name]));
  translated.set(spoken, known);
  return known;
}

function inWords(rule: Rule, texts: RuleTexts | undefined): Rule {
  if (texts === undefined) return rule;
  const { synopsis, pass, reasons, options = {} } = texts;
  return { ...rule, synopsis, pass, reasons, ...(rule.options && { options: described(rule.options, options) }) };
}

function described(schemas: OptionSchemas, texts: Readonly<Record<string, string>>): OptionSchemas {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      { ...schema, description: texts[name] ?? schema.description },
    ]),
  );
}
