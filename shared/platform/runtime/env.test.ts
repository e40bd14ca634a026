import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readEnv } from './env.ts';

const shape = { RECORDS_TABLE: z.string(), EVENTS_TABLE: z.string(), PUBLIC_BASE_URL: z.url() };

describe('readEnv', () => {
  it('reads the requested variables and no others', () => {
    const source = { RECORDS_TABLE: 'r', EVENTS_TABLE: 'e', PUBLIC_BASE_URL: 'https://rex.test', OTHER: 'x' };
    expect(readEnv(shape, source)).toEqual({
      RECORDS_TABLE: 'r',
      EVENTS_TABLE: 'e',
      PUBLIC_BASE_URL: 'https://rex.test',
    });
  });

  it('names every variable that is missing, empty or wrong', () => {
    expect(() => readEnv(shape, { EVENTS_TABLE: '', PUBLIC_BASE_URL: 'rex' })).toThrow(
      'RECORDS_TABLE is not set; EVENTS_TABLE is not set; PUBLIC_BASE_URL Invalid URL',
    );
  });
});
