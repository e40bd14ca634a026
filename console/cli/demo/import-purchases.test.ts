import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { captureStreams } from '../../testing/streams.ts';
import type { LocalRex } from '../local/local-rex.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { keepDemoState } from './demo-state.ts';
import { importPurchases } from './import-purchases.ts';

it('asks for what everybody in the lead file bought since the last time, and goes on from there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rex-purchases-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const leads = join(folder, 'leads.csv');
  await writeFile(leads, 'id,email\n1,Ann@People.example\n2, ann@people.example \n3,"bob@people.example"\n');
  const inputs = { leads, orders: leads, made: false, asOf: '2026-01-31', seed: 1, count: 2, workspace: 'w' };
  const state = { inputs, idempotencyKey: 'k', usageBefore: {}, spentMs: 0, imports: {} };
  const record = keepDemoState(folder, state, () => 0);
  const asked: unknown[] = [];
  const rex = {
    purchases: async (...args: unknown[]) => {
      asked.push(args);
      return [];
    },
  } as unknown as LocalRex;
  const terminal = createTerminal(captureStreams().streams.stderr);
  const { signal } = new AbortController();
  const at = (now: string) =>
    importPurchases({
      rex,
      mission: { createdAt: '2026-03-01T00:00:00.000Z' },
      now: new Date(now),
      folder,
      record,
      connection: { url: '', signal, token: async () => '' },
      terminal,
      signal,
    });
  await at('2026-03-04T00:00:00.000Z');
  await at('2026-03-07T00:00:00.000Z');
  const people = ['ann@people.example', 'bob@people.example'];
  expect(asked).toEqual([
    [people, '2026-03-01T00:00:00.000Z', '2026-03-04T00:00:00.000Z'],
    [people, '2026-03-04T00:00:00.000Z', '2026-03-07T00:00:00.000Z'],
  ]);
  expect(JSON.parse(await readFile(join(folder, 'state.json'), 'utf8')).purchasedUntil).toBe(
    '2026-03-07T00:00:00.000Z',
  );
});
