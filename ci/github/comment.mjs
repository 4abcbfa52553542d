// Keeps one comment of acraudit on a pull request up to date: finds the one that begins with the marker of the Markdown
// report, and changes it, or writes a new one. A token that may not write is said, and is no failure of the job.
import { readFileSync } from 'node:fs';

const MARKER = '<!-- acraudit -->';
const MAX_PAGES = 30;
const TIMEOUT = 30_000;

const {
  GITHUB_API_URL = 'https://api.github.com',
  GITHUB_REPOSITORY = '',
  GITHUB_EVENT_PATH,
  GITHUB_TOKEN,
} = process.env;
const [file] = process.argv.slice(2);

async function request(method, path, body) {
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${GITHUB_TOKEN}`,
      'x-github-api-version': '2022-11-28',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!response.ok) throw new Error(`${method} ${path}: HTTP status ${response.status}`);
  return response.json();
}

/** The comment that an earlier run wrote. */
async function earlierComment(number) {
  for (let page = 1; page <= MAX_PAGES; page++) {
    const comments = await request('GET', `/issues/${number}/comments?per_page=100&page=${page}`);
    // Anyone may copy the marker; only a bot's comment is changed.
    const found = comments.find(({ body, user }) => body?.startsWith(MARKER) && user?.type === 'Bot');
    if (found !== undefined || comments.length < 100) return found;
  }
  return undefined;
}

try {
  const number = JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8')).pull_request?.number;
  if (!Number.isInteger(number) || !file) process.exit(0);
  const text = readFileSync(file, 'utf8');
  const body = text.startsWith(MARKER) ? text : `${MARKER}\n${text}`;
  const earlier = await earlierComment(number);
  if (earlier === undefined) await request('POST', `/issues/${number}/comments`, { body });
  else if (earlier.body !== body) await request('PATCH', `/issues/comments/${earlier.id}`, { body });
  process.stdout.write(earlier === undefined ? 'acraudit: comment written\n' : 'acraudit: comment updated\n');
} catch (error) {
  // Pull requests from forks have a token that may only read.
  const message = String(error.message).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stdout.write(`::warning title=acraudit::the comment was not written: ${message}\n`);
}
