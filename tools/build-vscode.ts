import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundledFolders, licenceProblems, readPackage, thirdPartyPage } from './third-party.ts';

/** Bundles the extension for Visual Studio Code into `editors/vscode/dist`, with the licences of what is in it. */
const OUT = 'editors/vscode/dist';
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const { metafile } = await build({
  entryPoints: ['editors/vscode/src/extension.ts'],
  outfile: `${OUT}/extension.cjs`,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  external: ['vscode'],
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  logLevel: 'warning',
});
const packages = bundledFolders(metafile).map(readPackage);
const problems = licenceProblems(packages);
if (problems.length > 0) throw new Error(problems.join('\n'));
writeFileSync(`${OUT}/THIRD-PARTY.md`, thirdPartyPage(packages));
