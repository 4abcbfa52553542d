import type { Level, RuleInfo } from '../../engine/finding.ts';

/** GitHub refuses a file in which a rule has more tags. */
const MAX_TAGS = 20;

/** GitHub's scale: 7.0 to 8.9 is high, 4.0 to 6.9 medium, below that low. */
const SECURITY_SEVERITY: Record<Level, string> = { error: '7.0', warning: '5.0', info: '3.0' };
const PROBLEM_SEVERITY: Record<Level, string> = { error: 'error', warning: 'warning', info: 'recommendation' };

export function sarifLevel(level: Level): 'error' | 'warning' | 'note' {
  return level === 'info' ? 'note' : level;
}

/** §3.49, with the properties that GitHub reads of a rule. */
export function reportingDescriptor(rule: RuleInfo): object {
  const help = rule.help === '' ? rule.synopsis : rule.help;
  return {
    id: rule.name,
    // §3.49.7: a name is for people; it must differ from the id and be one Pascal-case word for some viewers.
    name: rule.name.replace(/[^A-Za-z0-9]/g, ''),
    shortDescription: { text: rule.synopsis },
    fullDescription: { text: rule.synopsis },
    helpUri: parseHttpUrl(rule.helpUri)?.href,
    help: { text: help, markdown: help },
    defaultConfiguration: { level: sarifLevel(rule.level) },
    properties: {
      tags: tagsOf(rule),
      ref: rule.ref,
      precision: 'high',
      'problem.severity': PROBLEM_SEVERITY[rule.level],
      'security-severity': SECURITY_SEVERITY[rule.level],
    },
  };
}

/** The folder of the rule pages; undefined while they have no address. */
export function informationUri(rules: readonly RuleInfo[]): string | undefined {
  for (const rule of rules) {
    const uri = parseHttpUrl(rule.helpUri);
    if (uri !== undefined) return new URL('.', uri).href;
  }
  return undefined;
}

function parseHttpUrl(uri: string): URL | undefined {
  if (!URL.canParse(uri)) return undefined;
  const url = new URL(uri);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}

/** Tags compare without regard to case: the pillar Security adds nothing to `security`. */
function tagsOf(rule: RuleInfo): string[] {
  const tags = new Map<string, string>();
  for (const tag of ['security', rule.pillar, rule.category, ...rule.controls]) {
    if (tag !== '' && !tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag);
  }
  return [...tags.values()].slice(0, MAX_TAGS);
}
