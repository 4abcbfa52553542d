import { dirname, resolve } from 'node:path';
import type { JsonValue } from '../../arm/json/json-value.ts';
import { directoryInfo } from '../files/directory-info.ts';
import { type ContentFunction, type Loaded, type LoadProblem, loadFile } from '../files/load-file.ts';
import { localPath } from '../modules/local-path.ts';
import type { CallExpr, MethodCallExpr } from '../syntax/nodes.ts';
import { constantText } from './constant-text.ts';
import { faultText, type LowerContext } from './lower-context.ts';
import { templateLiteral } from './template-literal.ts';

/** What a call of `loadTextContent`, `loadJsonContent` and so on reads; strings of it are escaped as those of a template. */
export function loadedValue(call: CallExpr | MethodCallExpr, context: LowerContext): JsonValue {
  const loaded = load(call, context);
  if ('value' in loaded) return templateLiteral(loaded.value);
  const { code, message, argument } = loaded.problem;
  const { start, end } = call.args[argument] ?? call;
  context.report({ code, message, start, end });
  return `[${faultText(code)}]`;
}

function load(call: CallExpr | MethodCallExpr, { binding, bound, host, reads }: LowerContext): Loaded {
  const texts: string[] = [];
  for (const [argument, arg] of call.args.entries()) {
    const text = constantText(arg, binding);
    if (text === undefined) return wrong('BCP032', 'The value must be a compile-time constant.', argument);
    texts.push(text);
  }
  const [written, ...options] = texts;
  if (written === undefined) return wrong('BCP071', 'The path of the file is missing.', 0);
  const path = localPath(written);
  if ('code' in path) return wrong(path.code, path.message, 0);
  const base = dirname(bound.file);
  const absolute = resolve(base, path.path);
  reads.add(absolute);
  if (call.name.name !== 'loadDirectoryFileInfo')
    return loadFile(call.name.name as ContentFunction, host.readFile(absolute), options);
  const files = host.listFiles(absolute);
  if (files === undefined) return wrong('BCP091', 'The folder cannot be listed.', 0);
  return { value: directoryInfo(files, absolute, base, options[0]) };
}

function wrong(code: string, message: string, argument: number): { readonly problem: LoadProblem } {
  return { problem: { code, message, argument } };
}
