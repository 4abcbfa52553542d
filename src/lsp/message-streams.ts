import { Readable } from 'node:stream';
import type { MessageReader, MessageWriter } from 'vscode-languageserver/node';
import { Emitter, StreamMessageReader } from 'vscode-languageserver/node';
import type { Language } from '../messages/language.ts';
import { type SafeText, safeMessage } from '../util/safe-text.ts';

/** What a server reads from and writes to. */
export interface ServerStreams {
  readonly input?: AsyncIterable<Uint8Array | string>;
  readonly out: (text: SafeText) => void | Promise<void>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The language that was asked for; without it that of the editor. */
  readonly lang?: Language;
}

export function messageReader({ input }: ServerStreams): MessageReader {
  return new StreamMessageReader(Readable.from(input ?? [], { objectMode: true }));
}

/** Each message is one piece of output, and nothing else is ever written. */
export function messageWriter({ out }: ServerStreams): MessageWriter {
  const errors = new Emitter<[Error, undefined, undefined]>();
  const closed = new Emitter<void>();
  return {
    onError: errors.event,
    onClose: closed.event,
    write: async (message) => out(safeMessage(JSON.stringify(message))),
    end: () => undefined,
    dispose: () => {
      errors.dispose();
      closed.dispose();
    },
  };
}
