import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A mail server on loopback that takes every message and throws it away. */
export interface SmtpSink {
  readonly port: number;
  /** How many messages have been taken since this was asked last, and the seconds from the first of them to the last. */
  taken(): { count: number; seconds: number };
  stop(): Promise<void>;
}

const END_OF_DATA = '\r\n.\r\n';

export async function startSmtpSink(): Promise<SmtpSink> {
  let count = 0;
  let [first, last] = [0, 0];
  const onMessage = (): void => {
    last = performance.now();
    if (count++ === 0) first = last;
  };
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.setNoDelay());
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
    converse(socket, onMessage);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    taken() {
      const taken = { count, seconds: (last - first) / 1_000 };
      count = 0;
      return taken;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** RFC 5321, as far as clients that trust the server go. */
function converse(socket: Socket, onMessage: () => void): void {
  let unread = '';
  let inData = false;
  socket.setEncoding('latin1');
  socket.write('220 sink\r\n');
  socket.on('data', (chunk: string) => {
    unread += chunk;
    for (;;) {
      const end = unread.indexOf(inData ? END_OF_DATA : '\r\n');
      if (end < 0) return;
      const line = inData ? '' : unread.slice(0, end);
      unread = unread.slice(end + (inData ? END_OF_DATA.length : 2));
      if (inData) onMessage();
      socket.write(inData ? '250 taken\r\n' : replyTo(line));
      inData = /^DATA\b/i.test(line);
      if (/^QUIT\b/i.test(line)) socket.end();
    }
  });
}

function replyTo(line: string): string {
  if (/^DATA\b/i.test(line)) return '354 go on\r\n';
  return /^QUIT\b/i.test(line) ? '221 bye\r\n' : '250 ok\r\n';
}
