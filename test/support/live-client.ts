import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { TestRex } from './test-rex.ts';

// biome-ignore lint/suspicious/noExplicitAny: plain JSON of many shapes
type Heard = any;

/** A client of the WebSocket, as any program may be one. */
export interface LiveClient {
  readonly heard: Heard[];
  say(message: object | string): void;
  /** The first message, of those heard or still to come, that is so. */
  hears(wanted: (message: Heard) => boolean): Promise<Heard>;
  close(): void;
}

const HEARS_WITHIN_MS = 15_000;

export async function connectLive(rex: TestRex, workspace: string): Promise<LiveClient> {
  const socket = new WebSocket(`${rex.wsUrl}?token=${await rex.token(workspace, 'viewer')}`);
  const heard: Heard[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  await once(socket, 'open');
  return {
    heard,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async hears(wanted) {
      for (let waited = 0; waited < HEARS_WITHIN_MS; waited += 20) {
        const found = heard.find(wanted);
        if (found) return found;
        await delay(20);
      }
      throw new Error(`Not heard; but ${JSON.stringify(heard)}`);
    },
    close: () => socket.close(),
  };
}
