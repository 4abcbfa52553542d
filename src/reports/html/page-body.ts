import { pageWord as say } from '../../messages/page-word.ts';

/** Markup that the page begins with; its program fills it in. What is put in is markup already. */
export function pageBody({ about, chart }: { readonly about: string; readonly chart: string }): string {
  return `<body>
<a class="skip" href="#list">${say('Skip to the results')}</a>
<header>
<div class="title">
<h1>${say('Audit report')}</h1>
<p>${about}</p>
</div>
<label class="theme">${say('Theme')} <select id="theme"><option value="">${say('System')}</option><option value="light">${say('Light')}</option><option value="dark">${say('Dark')}</option></select></label>
${chart}
</header>
<main>
<noscript><p class="notice">${say('The results are shown by a script. Its file is this one, and it asks for nothing; allow scripts to see them.')}</p></noscript>
<div class="filters" role="search" aria-label="${say('Results')}">
<div id="verdicts" class="chips" role="group" aria-label="${say('Verdicts')}"></div>
<div class="fields">
<label class="search">${say('Search')} <kbd aria-hidden="true">/</kbd><input id="search" type="search" placeholder="${say('Name, id, message, rule, file')}" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></label>
<label><span id="group-label"></span><select id="group"></select></label>
<label>${say('Rule')} <select id="rule"></select></label>
<label id="change-field" hidden>${say('Change')} <select id="change"></select></label>
</div>
</div>
<div id="more"></div>
<div class="bar">
<div id="views" class="views" role="group" aria-label="${say('View')}"><button type="button" id="view-results" aria-pressed="true">${say('Results')}</button><button type="button" id="view-coverage" aria-pressed="false">${say('Coverage')}</button></div>
<p id="count" role="status"></p>
<button type="button" id="reset">${say('Reset')}</button>
<p class="keys" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> ${say('move')} · <kbd>Enter</kbd> ${say('open')} · <kbd>/</kbd> ${say('search')} · <kbd>Esc</kbd> ${say('close')}</p>
</div>
<div class="split">
<section class="results" id="results-pane" aria-labelledby="list-title">
<h2 id="list-title" class="unseen">${say('Results')}</h2>
<div id="digest" hidden></div>
<div id="list" role="grid" tabindex="0" aria-labelledby="list-title" aria-multiselectable="false"></div>
<p id="empty" class="notice" hidden>${say('No result fits the filters.')} <button type="button" id="reset-empty">${say('Reset them')}</button></p>
</section>
<aside id="detail" aria-label="${say('Details')}" hidden></aside>
</div>
</main>
<div id="print"></div>`;
}
