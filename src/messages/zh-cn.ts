import { zhCN as rules } from '../../rules/locales/zh-CN.ts';
import type { Translation } from './translation.ts';
import { alibabaLines } from './zh-cn/alibaba-lines.ts';
import { editorLines } from './zh-cn/editor-lines.ts';
import { fixLines } from './zh-cn/fix-lines.ts';
import { fragments } from './zh-cn/fragments.ts';
import { initLines } from './zh-cn/init-lines.ts';
import { liveFixes } from './zh-cn/live-fixes.ts';
import { notes } from './zh-cn/notes.ts';
import { pageWords } from './zh-cn/page-words.ts';
import { queryLines } from './zh-cn/query-lines.ts';
import { reportLabels } from './zh-cn/report-labels.ts';
import { reportLines } from './zh-cn/report-lines.ts';
import { suppressions } from './zh-cn/suppressions.ts';
import { taskLines } from './zh-cn/task-lines.ts';
import { templateFixes } from './zh-cn/template-fixes.ts';
import { verdicts } from './zh-cn/verdicts.ts';
import { yamlRules } from './zh-cn/yaml-rules.ts';

/** Simplified Chinese. The compiler asks for every id of the English catalog; docs/zh-CN/terms.md has the terms. */
export const zhCN: Translation = {
  language: 'zh-CN',
  messages: {
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
  },
  page: pageWords,
  rules,
};
