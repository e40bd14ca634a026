import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type QueueContract, queues } from '../../kernel/contract/queue-contract.ts';
import { impactOf, QUEUE_ROWS } from './queues.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const names = Object.keys(QUEUE_ROWS);

describe('queues', () => {
  it('are those of all contexts, each name once', () => {
    const tables = globSync('shared/*/contract/messages.ts', { cwd: ROOT }).flatMap((path) => {
      const text = read(path);
      return [...text.slice(Math.max(0, text.indexOf(' = queues({'))).matchAll(/^ {2}([a-z]+): \{$/gm)];
    });
    expect(tables.map(([, name]) => name).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('%s has a consumer that reads by its schema', (name) => {
    const folder = `functions/consumers/${name}`;
    expect(existsSync(join(ROOT, folder, 'index.ts')), `${folder}/index.ts is missing`).toBe(true);
    const sources = globSync(`${folder}/*.ts`, { cwd: ROOT }).filter((path) => !path.endsWith('.test.ts'));
    expect(sources.map(read).join('\n')).toMatch(new RegExp(`Queues\\.${name}\\.message\\b`));
  });

  it.each(names)('%s says in a sentence what stands still', (name) => {
    expect(name).toMatch(/^[a-z]+$/);
    expect(impactOf(name)).toMatch(/^[A-Z].{20,}\.$/);
    expect(impactOf(`rex-${name}`)).toBe(impactOf(name));
  });

  it('no others are known', () => {
    expect(impactOf('rex-weather')).toBeUndefined();
    expect(impactOf('rex-push')).toContain('catch up');
  });

  it('do not compile without a schema, or without what their death means', () => {
    const row = { message: z.object({}), impact: 'Nothing.', workSeconds: 1, batchSize: 1 };
    const { message: _, ...unread } = row;
    const { impact: __, ...unsaid } = row;
    // @ts-expect-error: what arrives is not said
    const one: QueueContract = unread;
    // @ts-expect-error: what its death means is not said
    const other: QueueContract = unsaid;
    expect([one, other, ...Object.values(queues({ row }))]).toHaveLength(3);
  });
});
