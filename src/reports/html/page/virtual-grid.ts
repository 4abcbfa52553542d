import { h } from './dom.ts';

/** What a grid shows. Rows are made when they come into view. */
export interface GridContent {
  readonly columns: readonly string[];
  readonly count: number;
  readonly cells: (row: number) => readonly Node[];
}

export interface VirtualGrid {
  readonly show: (content: GridContent, selected: number) => void;
  readonly select: (row: number) => void;
  readonly focus: () => void;
}

export interface GridEvents {
  readonly onSelect: (row: number) => void;
  /** Asked for by Enter or a click. */
  readonly onOpen: (row: number, how: 'key' | 'pointer') => void;
}

/** Rows beyond both ends of what is seen. */
const OVERSCAN = 10;
/** Browsers draw no element that is higher than some 17 million pixels: rows of 60 pixels at most. */
export const MAX_ROWS = 250_000;

interface GridState {
  readonly list: HTMLElement;
  readonly body: HTMLElement;
  content: GridContent;
  selected: number;
  /** Rows that are in the document, by their number. */
  rows: Map<number, HTMLElement>;
  /** Pixels; the style decides it, by the width of the window. */
  rowHeight: number;
}

/** A grid of which only the rows in view are in the document: any number of them scrolls alike. */
export function createGrid(list: HTMLElement, { onSelect, onOpen }: GridEvents): VirtualGrid {
  const body = h('div', { role: 'rowgroup', class: 'rows' });
  const none = { columns: [], count: 0, cells: () => [] };
  const state: GridState = { list, body, content: none, selected: -1, rows: new Map(), rowHeight: 1 };
  let isQueued = false;
  list.addEventListener('scroll', () => {
    if (isQueued) return;
    isQueued = true;
    requestAnimationFrame(() => {
      isQueued = false;
      drawRows(state);
    });
  });
  new ResizeObserver(() => layOut(state)).observe(list);
  const choose = (row: number): void => {
    selectRow(state, row);
    onSelect(state.selected);
  };
  list.addEventListener('click', ({ target }) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
    if (row === null) return;
    choose(Number(row.dataset.row));
    onOpen(state.selected, 'pointer');
  });
  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = rowAfter(event.key, state);
    if (next !== undefined) choose(next);
    else if (event.key === 'Enter' && state.selected >= 0) onOpen(state.selected, 'key');
    else return;
    event.preventDefault();
  });
  return {
    show: (content, selected) => {
      state.content = content;
      state.selected = -1;
      state.rows = new Map();
      body.replaceChildren();
      list.replaceChildren(headerOf(content), body);
      list.setAttribute('aria-rowcount', String(content.count + 1));
      list.scrollTop = 0;
      layOut(state);
      if (selected >= 0) selectRow(state, selected);
      else list.removeAttribute('aria-activedescendant');
    },
    select: (row) => selectRow(state, row),
    focus: () => list.focus(),
  };
}

function headerOf({ columns }: GridContent): HTMLElement {
  const cells = columns.map((name) => h('div', { role: 'columnheader' }, name));
  return h('div', { role: 'rowgroup', class: 'head' }, h('div', { role: 'row', 'aria-rowindex': '1' }, ...cells));
}

/** Which row a key leads to. */
function rowAfter(key: string, { list, content: { count }, selected, rowHeight }: GridState): number | undefined {
  const page = Math.max(1, Math.floor(list.clientHeight / rowHeight) - 2);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  if (step === undefined || count === 0) return undefined;
  return Math.min(count - 1, Math.max(0, selected + step));
}

function layOut(state: GridState): void {
  if (state.content.count === 0) return;
  const [some = addRow(0, state)] = state.rows.values();
  // None while the list is not shown.
  state.rowHeight = Number.parseFloat(getComputedStyle(some).height) || state.rowHeight;
  state.body.style.height = `${state.content.count * state.rowHeight}px`;
  for (const [row, element] of state.rows) place(element, row, state);
  drawRows(state);
}

function drawRows(state: GridState): void {
  const { list, content, rows, rowHeight, selected } = state;
  const top = list.scrollTop;
  const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN);
  const last = Math.min(content.count - 1, Math.ceil((top + list.clientHeight) / rowHeight) + OVERSCAN);
  for (const [row, element] of rows) {
    // A screen reader is on the selected row, wherever the list is scrolled to.
    if ((row >= first && row <= last) || row === selected) continue;
    element.remove();
    rows.delete(row);
  }
  // In the order of the list, whichever way it is scrolled; the selected row may stand below what is drawn.
  let next = selected > last ? rows.get(selected) : undefined;
  for (let row = last; row >= first; row--) next = rows.get(row) ?? addRow(row, state, next);
}

function addRow(row: number, state: GridState, next?: HTMLElement): HTMLElement {
  const { body, rows, content, selected } = state;
  const element = h(
    'div',
    {
      role: 'row',
      id: `row-${row}`,
      'data-row': String(row),
      'aria-rowindex': String(row + 2),
      'aria-selected': String(row === selected),
    },
    ...content.cells(row),
  );
  place(element, row, state);
  body.insertBefore(element, next ?? null);
  rows.set(row, element);
  return element;
}

function place(element: HTMLElement, row: number, { rowHeight }: GridState): void {
  element.style.transform = `translateY(${row * rowHeight}px)`;
}

function selectRow(state: GridState, row: number): void {
  const { list, rows, content } = state;
  rows.get(state.selected)?.setAttribute('aria-selected', 'false');
  state.selected = row;
  if (row < 0 || row >= content.count) return;
  scrollTo(state, row);
  drawRows(state);
  const element = rows.get(row) ?? addRow(row, state);
  element.setAttribute('aria-selected', 'true');
  list.setAttribute('aria-activedescendant', element.id);
}

/** The least that brings a row into view, below the head that stays. */
function scrollTo({ list, body, rowHeight }: GridState, row: number): void {
  const head = body.offsetTop;
  const top = row * rowHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + rowHeight + head > list.scrollTop + list.clientHeight)
    list.scrollTop = top + rowHeight + head - list.clientHeight;
}
