import { free } from './add.ts';
import type { JsonObject } from './context.ts';
import { at, isJsonObject, type ResourceContext } from './context.ts';
import type { JsonChange } from './edits.ts';

export const workspaceParameter = 'logAnalyticsWorkspaceId';

const DECLARATION: JsonObject = {
  type: 'string',
  minLength: 1,
  metadata: {
    description: 'Resource id of the Log Analytics workspace that receives the audit logs of the container registry.',
  },
};

/** A parameter of the root template, handed on through every nested one with a world of its own to where a resource stands. */
export function threadParameter({ levels }: ResourceContext): {
  readonly name: string;
  readonly changes: readonly JsonChange[];
} {
  const inner = levels.filter(({ isInner }) => isInner);
  const taken = new Set(
    inner.flatMap(({ template, deployment }) => [
      ...namesOf(at(template, 'parameters')),
      ...namesOf(at(deployment?.json, 'properties', 'parameters')),
    ]),
  );
  const name = free(workspaceParameter, (candidate) => taken.has(candidate.toLowerCase()));
  const changes = inner.flatMap(({ path, template, deployment }): JsonChange[] => {
    const declared = put([...path, 'parameters'], at(template, 'parameters'), name, DECLARATION);
    if (deployment === undefined) return [declared];
    const passed = [...deployment.path, 'properties', 'parameters'];
    const value = { value: `[parameters('${name}')]` };
    return [put(passed, at(deployment.json, 'properties', 'parameters'), name, value), declared];
  });
  return { name, changes };
}

function namesOf(section: unknown): readonly string[] {
  return isJsonObject(section as never) ? Object.keys(section as object).map((name) => name.toLowerCase()) : [];
}

function put(path: readonly (string | number)[], section: unknown, name: string, value: JsonObject): JsonChange {
  return isJsonObject(section as never)
    ? { kind: 'append', path, value, key: name }
    : { kind: 'set', path, value: { [name]: value } };
}
