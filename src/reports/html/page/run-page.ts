import type { PageData } from '../page-data.ts';
import { byId } from './dom.ts';
import { showPage } from './show-page.ts';

// The report that holds this program wrote the data too.
showPage(JSON.parse(byId('data', HTMLScriptElement).textContent ?? '') as PageData);
