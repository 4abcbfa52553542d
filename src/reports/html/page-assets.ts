/** The page's own parts, which are the same in every report. */
export interface PageAssets {
  /** The program of the folder `page`, as one classic script. */
  readonly script: string;
  readonly style: string;
  /** SHA-256 of each, as a Content-Security-Policy names it. */
  readonly scriptHash: string;
  readonly styleHash: string;
}

/**
 * `tools/html-page.ts` makes them of the folder `page` and puts them in the place of this module, in the bundle and in tests.
 * @throws where nothing did.
 */
export const pageAssets: PageAssets = notBuilt();

function notBuilt(): PageAssets {
  throw new Error('the page of the HTML report is part of the bundle: run npm run build, then node dist/cli.js');
}
