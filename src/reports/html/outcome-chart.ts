import type { Outcome } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { pageWord } from '../../messages/page-word.ts';
import { OUTCOME_WORDS } from './outcome-words.ts';

/** `7 fail, 6 unknown, 14 pass`. */
export function countsText(counts: Readonly<Record<Outcome, number>>): string {
  const parts = OUTCOME_WORDS.flatMap(({ outcome, word }) =>
    counts[outcome] > 0 ? [message('summary.outcome', { count: counts[outcome], outcome: pageWord(word) })] : [],
  );
  return parts.length === 0 ? pageWord('no results') : parts.join(message('list.comma'));
}

// Of the drawing, in units that the style stretches to the width of the page.
const WIDTH = 1000;
const HEIGHT = 10;
const GAP = 3;
/** An outcome that is there is seen, however few its results are. */
const MIN_WIDTH = 6;

/** One bar, divided by outcome. */
export function outcomeChart(counts: Readonly<Record<Outcome, number>>): string {
  const present = OUTCOME_WORDS.map(({ outcome }) => outcome).filter((outcome) => counts[outcome] > 0);
  const total = present.reduce((sum, outcome) => sum + counts[outcome], 0);
  const free = WIDTH - GAP * Math.max(0, present.length - 1) - MIN_WIDTH * present.length;
  let x = 0;
  const bars = present.map((outcome) => {
    const width = MIN_WIDTH + (free * counts[outcome]) / total;
    const bar = `<rect class="${outcome}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="${HEIGHT}"/>`;
    x += width + GAP;
    return bar;
  });
  const label = pageWord('Results: {counts}').replace('{counts}', () => countsText(counts));
  return `<svg class="chart" role="img" aria-label="${label}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${bars.join('')}</svg>`;
}
