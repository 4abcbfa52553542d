import { byId } from './dom.ts';

/** The theme is that of the system until one is chosen. It is not remembered: a file has no storage of its own. */
export function listenToTheme(): void {
  const field = byId('theme', HTMLSelectElement);
  field.addEventListener('change', () => {
    if (field.value === '') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = field.value;
  });
}
