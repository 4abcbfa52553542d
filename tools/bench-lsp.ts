import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { CLI, median, ms, printRow, ratio } from './bench-measure.ts';

const WARM_UP = 15;
const STROKES = 31;
const AIM = '≤ 50 ms';

/**
 * Types one letter after the other into a template, as an editor does, and waits for the diagnostics of each: from the message
 * that has the letter to the one that has the diagnostics, whatever the server waits for in between.
 */
export async function benchLsp(template: string): Promise<void> {
  const server = spawn(process.execPath, [CLI, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const uri = pathToFileURL(template).href;
  let tell: (diagnostics: readonly Diagnostic[]) => void = () => undefined;
  connection.onNotification('textDocument/publishDiagnostics', (said: PublishDiagnosticsParams) => {
    if (said.uri === uri) tell(said.diagnostics);
  });
  connection.listen();
  const folder = pathToFileURL(dirname(template)).href;
  await connection.sendRequest('initialize', { processId: null, rootUri: folder, capabilities: {} });
  await connection.sendNotification('initialized', {});
  const timed = (method: string, params: object): Promise<number> =>
    new Promise((resolve) => {
      const start = performance.now();
      tell = () => resolve(performance.now() - start);
      void connection.sendNotification(method, params);
    });
  const text = readFileSync(template, 'utf8');
  const opened = await timed('textDocument/didOpen', {
    textDocument: { uri, languageId: 'json', version: 1, text },
  });
  const times: number[] = [];
  // Within a text near the end, where all that comes before it has to be gone over.
  const [line, character] = placeOf(text);
  for (let version = 2; version < 2 + WARM_UP + STROKES; version++) {
    const start = { line, character };
    const change = { range: { start, end: start }, text: 'x' };
    times.push(await timed('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [change] }));
  }
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  const parse = Array.from({ length: WARM_UP }, () => {
    const start = performance.now();
    JSON.parse(text);
    return performance.now() - start;
  });
  const measured = times.slice(WARM_UP).sort((a, b) => a - b);
  const slow = measured[Math.floor(measured.length * 0.95)] ?? 0;
  const detail = `95 %: ${ms(slow)}; opening ${ms(opened)}; ${ratio(median(measured), median(parse))} JSON.parse ${ms(median(parse))} (${(text.length / 1024).toFixed(0)} kB)`;
  printRow(`keystroke to diagnostics ${ms(median(measured))}`, '', AIM, detail);
}

/** In the last text of a template that says what something is for, else at its end. */
function placeOf(text: string): readonly [line: number, character: number] {
  const mark = '"description": "';
  const at = text.lastIndexOf(mark);
  const before = text.slice(0, at < 0 ? text.length : at + mark.length);
  const line = before.split('\n').length - 1;
  return [line, before.length - before.lastIndexOf('\n') - 1];
}
