import { parseAst } from 'vitest/node';
import type { Sources } from './imports.ts';

/** A kind of fact about Azure, and how a literal of a program shows it. */
interface FactKind {
  readonly name: string;
  readonly shows: RegExp;
}

/** The facts that belong to `src/model/azure` alone. */
export const FACT_KINDS: readonly FactKind[] = [
  { name: 'resource type', shows: /\bmicrosoft\\?\.[a-z]+/i },
  { name: 'log category', shows: /ContainerRegistry(Login|Repository)Events/i },
  { name: 'category group', shows: /^(audit|allLogs|alllogs)$/ },
  { name: 'metric', shows: /\bAllMetrics\b/i },
  {
    name: 'destination property',
    shows:
      /\b(workspaceId|storageAccountId|eventHubAuthorizationRuleId|marketplacePartnerId|serviceBusRuleId|eventHubName|logAnalyticsDestinationType)\b/i,
  },
  { name: 'API version', shows: /\b20[12]\d-[01]\d-[0-3]\d(-preview)?\b/ },
  {
    name: 'role',
    shows: /\b(Log Analytics|Monitoring) Contributor\b|\b(?!0{8})[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/i,
  },
  {
    name: 'endpoint',
    shows: /\b(azure|windows|microsoftonline|chinacloudapi|usgovcloudapi|azurecr)\.(com|net|us|cn|io)\b/i,
  },
  { name: 'policy', shows: /\bsetByPolicy\b/i },
  { name: 'limit', shows: /\b(260|800)\b/ },
];

/** A fact that a literal shows. */
export interface ShownFact {
  readonly file: string;
  readonly kind: string;
  readonly text: string;
}

/** Facts in the literals of programs: texts, parts of templates, regular expressions and numbers; no comments, no imports. */
export function factsIn(sources: Sources): readonly ShownFact[] {
  return [...sources].flatMap(([file, text]) =>
    literalsOf(text).flatMap((literal) =>
      FACT_KINDS.filter(({ shows }) => shows.test(literal)).map(({ name }) => ({ file, kind: name, text: literal })),
    ),
  );
}

/** A node of a syntax tree (ESTree, and its nodes for TypeScript). */
type Node = Readonly<Record<string, unknown>>;

function literalsOf(text: string): readonly string[] {
  const found: string[] = [];
  const open: unknown[] = [parseAst(text, { lang: 'ts' })];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...next);
    else if (isNode(next)) {
      const literal = literalText(next);
      if (literal !== undefined) found.push(literal);
      for (const [member, value] of Object.entries(next)) if (member !== 'source') open.push(value);
    }
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** A text as it reads; a number or a regular expression as it is written. */
function literalText({ type, value, raw }: Node): string | undefined {
  if (type === 'TemplateElement') return (value as { readonly cooked: string | null }).cooked ?? '';
  if (type !== 'Literal') return undefined;
  return typeof value === 'string' ? value : String(raw);
}
