import { alibabaLines } from './en/alibaba-lines.ts';
import { editorLines } from './en/editor-lines.ts';
import { fixLines } from './en/fix-lines.ts';
import { fragments } from './en/fragments.ts';
import { initLines } from './en/init-lines.ts';
import { liveFixes } from './en/live-fixes.ts';
import { notes } from './en/notes.ts';
import { queryLines } from './en/query-lines.ts';
import { reportLabels } from './en/report-labels.ts';
import { reportLines } from './en/report-lines.ts';
import { suppressions } from './en/suppressions.ts';
import { taskLines } from './en/task-lines.ts';
import { templateFixes } from './en/template-fixes.ts';
import { verdicts } from './en/verdicts.ts';
import { yamlRules } from './en/yaml-rules.ts';

/**
 * English texts of findings, notes and fixes, in a file for each that shows them. The part before the first full stop
 * says what kind of text it is. `{name}` is replaced by a value; nothing reads meaning back out of a text.
 */
export const en = {
  ...fragments,
  ...verdicts,
  ...notes,
  ...suppressions,
  ...templateFixes,
  ...liveFixes,
  ...fixLines,
  ...initLines,
  ...queryLines,
  ...reportLines,
  ...taskLines,
  ...reportLabels,
  ...yamlRules,
  ...editorLines,
  ...alibabaLines,
} as const;
