import { expect, test } from 'vitest';
import { pageAddress, ruleHelp } from '../../src/api/rule-docs.ts';
import { homepage, version } from '../../src/util/version.ts';

test.each<[string, string | undefined, string]>([
  ['its path in the package when there is no homepage', undefined, 'docs/rules/A.md'],
  [
    'in this version of a repository of GitHub',
    'https://github.com/OWNER/acraudit#readme',
    `https://github.com/OWNER/acraudit/blob/v${version}/docs/rules/A.md`,
  ],
  ['below any other homepage', 'https://acraudit.example/', 'https://acraudit.example/docs/rules/A.md'],
])('the address of a page is %s', (_, home, address) => {
  expect(pageAddress('docs/rules/A.md', home)).toBe(address);
});

test('the address of a rule comes from package.json alone', () => {
  expect(ruleHelp('Azure.ACR.Logs').helpUri).toBe(pageAddress('docs/rules/Azure.ACR.Logs.md', homepage));
});
