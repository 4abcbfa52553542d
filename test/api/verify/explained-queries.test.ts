import { expect, test } from 'vitest';
import { explainedQueries } from '../../../src/api/verify/explained-queries.ts';

test('the queries of an explanation reach as far back as asked, and show even one failed login', () => {
  const values = explainedQueries(90).map(({ query: { name, text } }) => [name, text.match(/^let \w+ = .*$/gm)]);
  expect(values).toEqual([
    ['failed-logins', ['let window = 90m;', 'let minimumFailures = 1;']],
    ['logins-by-address', ['let window = 90m;']],
    ['deletions', ['let window = 90m;']],
    ['untags', ['let window = 90m;']],
    ['purges', ['let window = 90m;']],
    ['client-errors', ['let window = 90m;']],
    ['slow-pulls', ['let window = 90m;', 'let maxRows = 20;']],
    ['by-region', ['let window = 90m;']],
    ['throttling', ['let window = 90m;', 'let step = 5m;']],
  ]);
});
