import type { Finding, Note, RunError } from '../../engine/finding.ts';
import type { TemplateRun } from '../../sources/arm/template-request.ts';

/** What linting gives; places are without lines. */
export interface LintedTemplates {
  readonly run: TemplateRun;
  readonly findings: readonly Finding[];
  /** What Azure would refuse to deploy, also where no selected rule says it. */
  readonly refusals: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
  /** What became of suppressions: that one is without use after an edit is no harm. */
  readonly suppressionNotes: readonly Note[];
}
