import type { PageData, PageFinding } from '../page-data.ts';
import { detailOf } from './detail-panel.ts';
import { byId, h } from './dom.ts';
import { say } from './say.ts';

export interface DetailPane {
  readonly current: () => PageFinding | undefined;
  /** Shows another result where the pane stands beside the list. */
  readonly follow: (finding: PageFinding | undefined) => void;
  readonly open: (finding: PageFinding | undefined, how: 'key' | 'pointer') => void;
  /** Whether it was open. */
  readonly close: () => boolean;
}

/** Wide enough for the pane beside the list, as in the style. Below that it covers the page. */
const BESIDE = '(min-width: 900px)';

export function createDetailPane(data: PageData, onClose: () => void): DetailPane {
  const pane = byId('detail', HTMLElement);
  const beside = matchMedia(BESIDE);
  // Wherever the pane covers the page, nothing below it can be reached.
  const covered = ['header', '.filters', '#more', '.bar', '#results-pane', '.skip'].flatMap((name) => [
    ...document.querySelectorAll<HTMLElement>(name),
  ]);
  const settle = (): void => {
    const isCovered = !pane.hidden && !beside.matches;
    for (const part of covered) part.inert = isCovered;
  };
  let current: PageFinding | undefined;
  const show = (finding: PageFinding): void => {
    current = finding;
    const close = h('button', { type: 'button', class: 'close', 'aria-label': say('Close details') }, '✕');
    close.addEventListener('click', () => {
      hide();
      onClose();
    });
    pane.replaceChildren(close, ...detailOf(finding, data));
    pane.hidden = false;
    pane.scrollTop = 0;
    settle();
  };
  const hide = (): boolean => {
    const wasOpen = !pane.hidden;
    pane.hidden = true;
    pane.replaceChildren();
    current = undefined;
    settle();
    return wasOpen;
  };
  beside.addEventListener('change', settle);
  return {
    current: () => current,
    follow: (finding) => {
      if (finding !== undefined && beside.matches) show(finding);
    },
    open: (finding, how) => {
      if (finding === undefined) return;
      show(finding);
      if (how === 'key' || !beside.matches) pane.querySelector('h2')?.focus();
    },
    close: hide,
  };
}
