import { message } from '../../messages/message.ts';
import { uniqueName } from './add-setting.ts';
import type { JsonChange } from './json-edits.ts';
import type { TemplateObject } from './resource-context.ts';
import { isJsonObject, memberAt, type ResourceContext } from './resource-context.ts';

export const workspaceParameter = 'logAnalyticsWorkspaceId';

const PARAMETER_DECLARATION: TemplateObject = {
  type: 'string',
  minLength: 1,
  metadata: {
    description: message('fix-change.workspace-parameter'),
  },
};

/** Adds a parameter to the root template and passes it through every nested template with inner scope down to a resource. */
export function passParameter({ levels }: ResourceContext): {
  readonly name: string;
  readonly changes: readonly JsonChange[];
} {
  const inner = levels.filter(({ isInner }) => isInner);
  const taken = new Set(
    inner.flatMap(({ template, deployment }) => [
      ...namesOf(memberAt(template, 'parameters')),
      ...namesOf(memberAt(deployment?.json, 'properties', 'parameters')),
    ]),
  );
  const name = uniqueName(workspaceParameter, (candidate) => taken.has(candidate.toLowerCase()));
  const changes = inner.flatMap(({ path, template, deployment }): JsonChange[] => {
    const declared = setMember([...path, 'parameters'], memberAt(template, 'parameters'), name, PARAMETER_DECLARATION);
    if (deployment === undefined) return [declared];
    const passed = [...deployment.path, 'properties', 'parameters'];
    const value = { value: `[parameters('${name}')]` };
    return [setMember(passed, memberAt(deployment.json, 'properties', 'parameters'), name, value), declared];
  });
  return { name, changes };
}

function namesOf(section: unknown): readonly string[] {
  return isJsonObject(section as never) ? Object.keys(section as object).map((name) => name.toLowerCase()) : [];
}

function setMember(
  path: readonly (string | number)[],
  section: unknown,
  name: string,
  value: TemplateObject,
): JsonChange {
  return isJsonObject(section as never)
    ? { kind: 'append', path, value, key: name }
    : { kind: 'set', path, value: { [name]: value } };
}
