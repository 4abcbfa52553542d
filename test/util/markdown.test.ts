import { describe, expect, test } from 'vitest';
import { markdownBlock, markdownCode, markdownText } from '../../src/util/markdown.ts';

describe('Markdown shows as written the', () => {
  test.each<[string, string]>([
    ['plain words, in-between: (a) 1.5', 'plain words, in-between: (a) 1.5'],
    ['*a* _b_ ~c~ `d` <e> &amp; [f](g) #1 a|b', '\\*a\\* \\_b\\_ `~c~` \\`d\\` \\<e\\> `&amp;` \\[f\\](g) `#1` a\\|b'],
    ['see https://e.example/x now', 'see `https://e.example/x` now'],
    ['www.e.example', '`www.e.example`'],
    ['write me@e.example or @team', 'write `me@e.example` or `@team`'],
    ['`https://e.example`', '`` `https://e.example` ``'],
    [':boom:', '`:boom:`'],
    ['x/y#12, !3 and GH-4', '`x/y#12,` `!3` and `GH-4`'],
    ['in 0123abcd or 2026', 'in `0123abcd` or 2026'],
    ['a@b|c|@d', '`a@b`\\|`c`\\|`@d`'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['===', '\\==='],
    ['a\n# b\u202e', 'a\\\\u\\{a\\}\\# b\\\\u\\{202e\\}'],
  ])('text %j is written %j', (text, written) => {
    expect(markdownText(text)).toBe(written);
  });

  test('a code span and a block hold any text', () => {
    expect([markdownCode('a`b'), markdownCode('`'), markdownCode('')]).toEqual(['``a`b``', '`` ` ``', '`  `']);
    expect([markdownCode('a|b'), markdownCode('\\|')]).toEqual(['`a`\\|`b`', '`\\`\\|']);
    expect(markdownBlock('sh', ['a', '```', '\u001b'])).toBe('````sh\na\n```\n\\u{1b}\n````');
  });
});
