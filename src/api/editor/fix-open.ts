import type { FileChange } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { fixTemplates } from '../fix/fix-templates.ts';
import type { TemplateFixes } from '../results.ts';
import { lintRequest, type OpenInputs } from './lint-open.ts';
import type { OpenRequest } from './open-request.ts';

/** What can be done about a finding, or why nothing can. */
export type OfferedFix =
  | { readonly kind: 'change'; readonly description: string; readonly changes: readonly FileChange[] }
  | { readonly kind: 'refusal'; readonly reason: string };

/** The fixes of a document. */
export interface OpenFixes {
  /** By the fingerprint of the finding; undefined where no fix is known for its rule. */
  readonly of: (fingerprint: string) => OfferedFix | undefined;
  /** All of them together. */
  readonly all: readonly FileChange[];
}

/** Plans fixes of open documents, as `fix` does without writing: a required parameter may be added. */
export async function fixOpen(request: OpenRequest, { paths }: OpenInputs): Promise<OpenFixes> {
  const planned = await fixTemplates({ ...lintRequest(request, paths), showChanges: false });
  const offers = new Map<string, OfferedFix>();
  for (const [fingerprint, reason] of refusals(planned)) offers.set(fingerprint, { kind: 'refusal', reason });
  for (const { fingerprint, fix } of planned.result.findings)
    if (fix !== undefined) offers.set(fingerprint, { kind: 'change', ...fix });
  return { of: (fingerprint) => offers.get(fingerprint), all: planned.changes };
}

function refusals({ fixes }: TemplateFixes): readonly (readonly [fingerprint: string, reason: string])[] {
  return fixes.flatMap(({ plan, fingerprints }) => {
    if (plan.kind === 'edit') return [];
    const reason =
      plan.kind === 'generated'
        ? message('editor.fix-generated')
        : message('editor.fix-refused', { reason: plan.reason, action: plan.action });
    return fingerprints.map((fingerprint) => [fingerprint, reason] as const);
  });
}
