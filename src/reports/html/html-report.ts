import type { InputKind, RunResult } from '../../engine/finding.ts';
import { counted } from '../../messages/counted.ts';
import { language } from '../../messages/language.ts';
import { message } from '../../messages/message.ts';
import { countOfType } from '../../messages/resource-nouns.ts';
import { type SafeText, safePage } from '../../util/safe-text.ts';
import { countOutcomes } from '../phrases.ts';
import type { ReportOptions } from '../report.ts';
import { chunked } from '../report-text.ts';
import { dataPieces } from './data-pieces.ts';
import { countsText, outcomeChart } from './outcome-chart.ts';
import { pageAssets } from './page-assets.ts';
import { pageBody } from './page-body.ts';
import { escapeHtml } from './page-texts.ts';

/**
 * One file that shows the results in a browser and asks for nothing: its policy allows its own script and style, by their
 * hashes, and no request. Names from inputs are in the data alone, which the script shows as text.
 */
export function htmlPieces(result: RunResult, options: Pick<ReportOptions, 'rules'>): Iterable<SafeText> {
  return chunked(documentPieces(result, options));
}

function* documentPieces(result: RunResult, options: Pick<ReportOptions, 'rules'>): Iterable<SafeText> {
  yield safePage(`<!doctype html>
<html lang="${language()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>acraudit: ${countsText(countOutcomes(result.findings))}</title>
<style>${pageAssets.style}</style>
</head>
${pageBody({ about: about(result), chart: outcomeChart(countOutcomes(result.findings)) })}
<script type="application/json" id="data">
`);
  yield* dataPieces(result, options);
  yield safePage(`</script>
<script>${pageAssets.script}</script>
</body>
</html>
`);
}

function policy(): string {
  const { scriptHash, styleHash } = pageAssets;
  return [
    "default-src 'none'",
    `script-src '${scriptHash}'`,
    `style-src '${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    // No text can become markup, not even by a mistake in the script.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

const UNREAD = {
  template: 'summary.unreadable',
  subscription: 'summary.inaccessible',
  region: 'summary.inaccessible',
  export: 'summary.unreadable',
} as const satisfies Record<InputKind, string>;

/** What was looked at, and with what. */
function about({ targets, inputs, inputKind, tool }: RunResult): string {
  const parts = [
    ...Object.entries(targets).flatMap(([type, { listed }]) => (listed > 0 ? [countOfType(listed, type)] : [])),
    message('summary.read', { inputs: counted(inputs.read, inputKind) }),
    ...(inputs.unreadable > 0 ? [message(UNREAD[inputKind], { count: inputs.unreadable })] : []),
    ...(inputs.skipped > 0 ? [message('summary.skipped', { count: inputs.skipped })] : []),
    `${tool.name} ${tool.version}`,
  ];
  return parts.map(escapeHtml).join(' · ');
}
