import { parseRuleFile } from '../../src/api/rule-files/parse-rule-file.ts';
import { UsageError } from '../../src/util/errors.ts';

/* Rule files for tests. */

export const HEAD = 'apiVersion: github.com/microsoft/PSRule/v1';

/** A rule as YAML; `spec` is indented already. */
export function rule(name: string, spec = '  condition: { field: a, exists: true }'): string {
  return `${HEAD}\nkind: Rule\nmetadata:\n  name: ${name}\nspec:\n${spec}\n`;
}

/** What is wrong with a rule file, a line each. */
export async function fileProblems(source: string, file = 'one.Rule.yaml'): Promise<readonly string[]> {
  try {
    await parseRuleFile(source, file);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message.split('\n');
  }
}
