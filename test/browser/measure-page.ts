import type { Page } from 'playwright-core';

/** Milliseconds between two frames while the list scrolls, sorted. */
export function scrollFrames(page: Page, frames: number): Promise<readonly number[]> {
  return page.evaluate(
    (count) =>
      new Promise<number[]>((done) => {
        const list = document.getElementById('list');
        const gaps: number[] = [];
        let last = performance.now();
        const step = (now: number): void => {
          gaps.push(now - last);
          last = now;
          if (list !== null) list.scrollTop += 1700;
          if (gaps.length < count) requestAnimationFrame(step);
          else done(gaps.sort((a, b) => a - b));
        };
        requestAnimationFrame(step);
      }),
    frames,
  );
}

/** Milliseconds from a changed search to the frame that shows what is found. */
export function searchTime(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (value) =>
      new Promise<number>((done) => {
        const field = document.querySelector<HTMLInputElement>('#search');
        if (field === null) throw new Error('no search');
        const start = performance.now();
        field.value = value;
        field.dispatchEvent(new Event('input'));
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
      }),
    text,
  );
}

/** Milliseconds from the start of the navigation to the first paint with the list. */
export function firstRender(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        const seen = (): void => {
          if (document.querySelector('[data-row]') === null) requestAnimationFrame(seen);
          else requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        };
        seen();
      }),
  );
}
