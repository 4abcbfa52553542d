import type { PageData } from '../page-data.ts';
import { byId } from './dom.ts';
import { speak } from './say.ts';
import { showPage } from './show-page.ts';

// The report that holds this program wrote the data too.
const data = JSON.parse(byId('data', HTMLScriptElement).textContent ?? '') as PageData;
speak(data.words ?? {});
showPage(data);
