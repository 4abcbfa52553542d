/** Markup that the page begins with; its program fills it in. What is put in is markup already. */
export function pageBody({ about, chart }: { readonly about: string; readonly chart: string }): string {
  return `<body>
<a class="skip" href="#list">Skip to the results</a>
<header>
<div class="title">
<h1>Audit report</h1>
<p>${about}</p>
</div>
<label class="theme">Theme <select id="theme"><option value="">System</option><option value="light">Light</option><option value="dark">Dark</option></select></label>
${chart}
</header>
<main>
<noscript><p class="notice">The results are shown by a script. Its file is this one, and it asks for nothing; allow scripts to see them.</p></noscript>
<div class="filters" role="search" aria-label="Results">
<div id="verdicts" class="chips" role="group" aria-label="Verdicts"></div>
<div class="fields">
<label class="search">Search <kbd aria-hidden="true">/</kbd><input id="search" type="search" placeholder="Name, id, message, rule, file" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></label>
<label><span id="group-label"></span><select id="group"></select></label>
<label>Rule <select id="rule"></select></label>
<label id="change-field" hidden>Change <select id="change"></select></label>
</div>
</div>
<div id="more"></div>
<div class="bar">
<div id="views" class="views" role="group" aria-label="View"><button type="button" id="view-results" aria-pressed="true">Results</button><button type="button" id="view-coverage" aria-pressed="false">Coverage</button></div>
<p id="count" role="status"></p>
<button type="button" id="reset">Reset</button>
<p class="keys" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> move · <kbd>Enter</kbd> open · <kbd>/</kbd> search · <kbd>Esc</kbd> close</p>
</div>
<div class="split">
<section class="results" id="results-pane" aria-labelledby="list-title">
<h2 id="list-title" class="unseen">Results</h2>
<div id="digest" hidden></div>
<div id="list" role="grid" tabindex="0" aria-labelledby="list-title" aria-multiselectable="false"></div>
<p id="empty" class="notice" hidden>No result fits the filters. <button type="button" id="reset-empty">Reset them</button></p>
</section>
<aside id="detail" aria-label="Details" hidden></aside>
</div>
</main>
<div id="print"></div>`;
}
