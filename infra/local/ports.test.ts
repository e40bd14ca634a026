import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { closeServer, holdPort, listen, sendJson } from './net.ts';
import { holdPorts, type Ports } from './ports.ts';
import { openStore, type RuntimeStore } from './store.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function newStore(): RuntimeStore {
  const store = openStore(join(mkdtempSync(join(tmpdir(), 'ports-')), 'store.db'));
  cleanups.push(() => store.close());
  return store;
}

async function held(store: RuntimeStore, wished = 0): Promise<Ports> {
  const ports = await holdPorts(wished, store);
  cleanups.push(() => ports.release());
  return ports;
}

const numbers = ({ http, aws, issuer }: Ports): number[] => [http, aws, issuer].map(({ port }) => port);

describe('the ports of a home', () => {
  it('are the same at the next start', async () => {
    const store = newStore();
    const first = await held(store);
    first.release();
    expect(numbers(await held(store))).toEqual(numbers(first));
  });

  it('belong to nobody else from the moment they are chosen', async () => {
    const store = newStore();
    const first = await held(store);
    expect(await holdPort(first.aws.port).then(({ port, release }) => [port, release()])).not.toContain(
      first.aws.port,
    );
    const second = numbers(await held(store));
    expect(new Set([...numbers(first), ...second]).size).toBe(6);
    await expect(holdPorts(first.http.port, newStore())).rejects.toThrow('is taken. Set REX_PORT');
  });

  it('are let go when the server that took one over ends', async () => {
    const { port, socket, release } = await holdPort(0);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
    const server = await listen({ port, socket, release }, (_request, response) =>
      sendJson(response, 200, 1),
    );
    expect(await (await fetch(`http://127.0.0.1:${port}`)).json()).toBe(1);
    await closeServer(server);
    release();
    const again = await holdPort(port);
    again.release();
    expect(again.port).toBe(port);
  });
});
