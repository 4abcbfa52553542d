import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';

/** What is on its way between the clients of this process and the server. */
export interface InFlight {
  /** The server has a request and waits on purpose; whoever calls `release` ends the wait. */
  readonly hold: () => () => void;
  /** Nothing is on its way: all that clients wait for is held on purpose. */
  readonly quiet: () => boolean;
  readonly stop: () => void;
}

const STARTED = 'http.client.request.start';

/** Counts requests from when a client of this process sends them until it has read their answer or given up. */
export function watchInFlight(server: Server, host: string): InFlight {
  let sent = 0;
  let held = 0;
  // Connections that have brought no request yet: a handshake is under way.
  const opening = new Set<Socket>();
  const onStart = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    if (request.getHeader('host') !== host) return;
    sent += 1;
    request.once('close', () => {
      sent -= 1;
    });
  };
  subscribe(STARTED, onStart);
  server.on('connection', (socket: Socket) => {
    opening.add(socket);
    socket.once('close', () => opening.delete(socket));
  });
  server.on('request', () => opening.clear());
  return {
    hold: () => {
      held += 1;
      let holds = true;
      return () => {
        if (holds) held -= 1;
        holds = false;
      };
    },
    quiet: () => sent <= held && opening.size === 0,
    stop: () => {
      unsubscribe(STARTED, onStart);
    },
  };
}
