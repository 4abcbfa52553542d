import type { Finding, Level, RuleInfo } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { truncate } from '../../util/truncate.ts';
import { shortHelp } from './sarif-help.ts';

/** GitHub refuses a file in which a rule has more tags, and shows these many characters of a name and a description. */
const MAX_TAGS = 20;
const MAX_NAME = 255;
const MAX_DESCRIPTION = 1024;

/** GitHub's scale: 7.0 to 8.9 is high, 4.0 to 6.9 medium, below that low. */
const SECURITY_SEVERITY: Record<Level, string> = { error: '7.0', warning: '5.0', info: '3.0' };
const PROBLEM_SEVERITY: Record<Level, string> = { error: 'error', warning: 'warning', info: 'recommendation' };

export function sarifLevel(level: Level): 'error' | 'warning' | 'note' {
  return level === 'info' ? 'note' : level;
}

/** What results are described by: a rule that fails, or one of which it is not known whether it does. */
export type DescriptorId = string;

/** The descriptor of a result. What is suppressed has that which it would have. */
export function descriptorId({ rule, outcome, suppression }: Finding): DescriptorId {
  return (suppression?.outcome ?? outcome) === 'unknown' ? unknownId(rule) : rule;
}

/** §3.52.4: a hierarchical id, so that a rule is found as a whole too. */
function unknownId(rule: string): DescriptorId {
  return `${rule}/unknown`;
}

/**
 * Rules, and for those that have unknown results a descriptor of these: the severity of a result is that of its descriptor on
 * GitHub, and what is not known is no security problem yet.
 */
export function reportingDescriptors(
  rules: readonly RuleInfo[],
  results: readonly Finding[],
): { readonly list: readonly object[]; readonly indexOf: ReadonlyMap<DescriptorId, number> } {
  const used = new Set(results.map(descriptorId));
  const entries = rules.flatMap((rule) => [
    { id: rule.name, descriptor: failureDescriptor(rule) },
    ...(used.has(unknownId(rule.name)) ? [{ id: unknownId(rule.name), descriptor: unknownDescriptor(rule) }] : []),
  ]);
  return {
    list: entries.map(({ descriptor }) => descriptor),
    indexOf: new Map(entries.map(({ id }, index) => [id, index])),
  };
}

/** §3.49, with the properties that GitHub reads of a rule. */
function failureDescriptor(rule: RuleInfo): object {
  return {
    ...descriptor(rule, rule.name, rule.synopsis),
    defaultConfiguration: { level: sarifLevel(rule.level) },
    properties: {
      tags: tagsOf(rule, 'security'),
      ref: rule.ref,
      precision: 'high',
      'problem.severity': PROBLEM_SEVERITY[rule.level],
      'security-severity': SECURITY_SEVERITY[rule.level],
    },
  };
}

function unknownDescriptor(rule: RuleInfo): object {
  return {
    ...descriptor(rule, unknownId(rule.name), message('sarif.unknown-rule', { synopsis: rule.synopsis })),
    defaultConfiguration: { level: rule.level === 'info' ? 'note' : 'warning' },
    properties: {
      tags: tagsOf(rule, 'unknown'),
      ref: rule.ref,
      precision: 'medium',
      'problem.severity': rule.level === 'info' ? 'recommendation' : 'warning',
    },
  };
}

function descriptor(rule: RuleInfo, id: DescriptorId, description: string): object {
  return {
    id,
    // §3.49.7: a name is for people; it must differ from the id and be one Pascal-case word for some viewers.
    name: truncate(id.replace('/u', 'U').replace(/[^A-Za-z0-9]/g, ''), MAX_NAME),
    shortDescription: { text: truncate(description, MAX_DESCRIPTION) },
    fullDescription: { text: truncate(description, MAX_DESCRIPTION) },
    helpUri: parseHttpUrl(rule.helpUri)?.href,
    help: shortHelp(rule),
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

/**
 * GitHub makes a security alert of what has the tag `security`, so an unknown has it not, whatever its pillar. Tags compare
 * without regard to case.
 */
function tagsOf({ pillar, category, controls }: RuleInfo, kind: 'security' | 'unknown'): string[] {
  const own = [pillar, category, ...controls].filter((tag) => tag !== '' && tag.toLowerCase() !== 'security');
  // Of tags that differ in case the first one is kept.
  const byKey = new Map([kind, ...own].toReversed().map((tag) => [tag.toLowerCase(), tag]));
  return [...byKey.values()].toReversed().slice(0, MAX_TAGS);
}
