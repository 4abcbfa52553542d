import { isMap, isScalar, Lexer, LineCounter, type Pair, parseAllDocuments } from 'yaml';
import { type InstanceDeclaration, ROS_INSTANCE, ROS_VERSION } from './instance-declaration.ts';

/** What is declared, or why a text cannot be read, as a sentence without a full stop. */
export type RosInstances = { readonly declared: readonly InstanceDeclaration[] } | { readonly wrong: string };

/** The package takes some 10 µs for each token. */
const MAX_TOKENS = 400_000;

/**
 * The resources of type `ALIYUN::CR::Instance` of a ROS template, which is YAML or JSON; nothing else of it is read. A text that is no
 * ROS template declares nothing.
 */
export function rosInstances(text: string): RosInstances {
  if (hasTooManyTokens(text)) return { wrong: `the ROS template has more than ${MAX_TOKENS} parts` };
  const lines = new LineCounter();
  try {
    const documents = parseAllDocuments(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      resolveKnownTags: false,
      logLevel: 'silent',
    });
    const [document] = 'empty' in documents ? [] : documents;
    const [error] = document?.errors ?? [];
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0]);
      return { wrong: `the ROS template is not valid YAML (${error.code}, at ${line}:${col})` };
    }
    return { declared: instancesIn(document?.contents, lines) };
  } catch (error) {
    // The package calls itself for what is nested.
    if (error instanceof RangeError) return { wrong: 'the ROS template is nested too deeply' };
    throw error;
  }
}

function instancesIn(root: unknown, lines: LineCounter): readonly InstanceDeclaration[] {
  if (!isMap(root) || pairOf(root, ROS_VERSION) === undefined) return [];
  const resources = pairOf(root, 'Resources')?.value;
  if (!isMap(resources)) return [];
  return resources.items.flatMap((pair) => declarationOf(pair, lines) ?? []);
}

function declarationOf({ key, value }: Pair, lines: LineCounter): InstanceDeclaration | undefined {
  if (!isScalar(key) || !isMap(value) || scalarText(pairOf(value, 'Type')?.value) !== ROS_INSTANCE) return undefined;
  const name = String(key.value ?? '');
  const [start = 0, end = start] = key.range ?? [];
  const [from, to] = [lines.linePos(start), lines.linePos(end)];
  return {
    name,
    id: `Resources.${name}`,
    path: ['Resources', name],
    range: { line: from.line, column: from.col, endLine: to.line, endColumn: to.col },
  };
}

/** The first pair of a key. */
function pairOf(map: { readonly items: readonly Pair[] }, key: string): Pair | undefined {
  return map.items.find((pair) => scalarText(pair.key) === key);
}

function scalarText(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}

function hasTooManyTokens(text: string): boolean {
  const tokens = new Lexer().lex(text);
  for (let count = 0; count <= MAX_TOKENS; count++) if (tokens.next().done) return false;
  return true;
}
