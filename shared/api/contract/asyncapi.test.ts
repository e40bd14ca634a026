import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { asyncApiDocument } from './asyncapi.ts';
import { EVENT_CONTRACTS } from './catalogue.ts';

const document = asyncApiDocument(EVENT_CONTRACTS, '1.2.3');
const SHARED = new URL('../../', import.meta.url);
const require = createRequire(import.meta.url);

describe('the catalogue of events', () => {
  it.each([...EVENT_CONTRACTS])(
    '%s has an example that fits its schema and has no other fields',
    (name, contract) => {
      // `alert.raised`; those that the spec of the Council names are as `TASK_ASSIGNED`.
      expect(name).toMatch(/^(?:[a-z]+\.[a-z-]+|[A-Z]+_[A-Z]+)$/);
      expect(contract.version).toBeGreaterThanOrEqual(1);
      expect(contract.data.strict().parse(contract.example)).toEqual(contract.example);
      const spoiled = {
        ...contract.example,
        ...Object.fromEntries(Object.keys(contract.data.shape).map((field) => [field, Symbol('wrong')])),
      };
      expect(contract.data.safeParse(spoiled).success).toBe(Object.keys(contract.data.shape).length === 0);
    },
  );

  it('has each name from one context alone', async () => {
    const contracts = globSync('*/contract/events.ts', { cwd: SHARED });
    const tables = await Promise.all(contracts.map((file) => import(new URL(file, SHARED).href)));
    const names = tables.flatMap((module: Record<string, object>) =>
      Object.values(module).flatMap(Object.keys),
    );
    expect(names.filter((name, n) => EVENT_CONTRACTS.has(name) && names.indexOf(name) !== n)).toEqual([]);
    expect(names.filter((name) => EVENT_CONTRACTS.has(name))).toHaveLength(EVENT_CONTRACTS.size);
  });

  it('is a valid AsyncAPI 3.0 document with every event on its channel', () => {
    const path = require.resolve('@asyncapi/specs/schemas/3.0.0-without-$id.json');
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(validate({ ...document, info: {} })).toBe(false);
    expect(document.info).toMatchObject({ license: { name: 'Apache-2.0' } });
    for (const [name, { channel }] of EVENT_CONTRACTS) {
      expect(document).toHaveProperty(['channels', channel, 'messages', name]);
    }
  });
});
