import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, DAY, HOUR, MINUTE, SECOND } from '../../kernel/clock.ts';
import {
  afterAttempt,
  type Endpoint,
  enabled,
  type Outcome,
  secretsOf,
  wants,
  withNewSecret,
} from './endpoint.ts';

const NOW = new Date('2026-03-05T12:00:00.000Z');
const endpoint: Endpoint = {
  workspace: 'acme',
  id: `wh_${'0'.repeat(26)}`,
  version: 1,
  url: 'https://hooks.acme.example/rex',
  events: ['*'],
  state: 'enabled',
  secretEpoch: 1,
  slowTimes: 0,
  createdAt: NOW.toISOString(),
  createdBy: 'ann',
};
const at = (ms: number): Date => addMs(NOW, ms);
const endpointAfter = (outcomes: readonly (readonly [ms: number, Outcome])[]): Endpoint =>
  outcomes.reduce((current, [ms, outcome]) => afterAttempt(current, outcome, at(ms)), endpoint);
const FAILED: Outcome = { kind: 'failed' };
const SLOW: Outcome = { kind: 'slow' };
const DELIVERED: Outcome = { kind: 'delivered' };

describe('filters', () => {
  it.each([
    [['*'], 'lead.replied', true],
    [['lead.replied'], 'lead.replied', true],
    [['lead.*'], 'lead.replied', true],
    [['lead.*'], 'leads.replied', false],
    [['mission.completed', 'lead.*'], 'mission.failed', false],
  ])('%j and %s: %s', (filters, name, wanted) => {
    expect(wants(filters, name)).toBe(wanted);
  });
});

describe('an endpoint after attempts', () => {
  it('is not written when all is well', () => {
    expect(endpointAfter([[0, DELIVERED]])).toBe(endpoint);
  });

  it('is disabled after five days in which nothing arrived, and not a moment before', () => {
    const failing = endpointAfter([
      [0, FAILED],
      [5 * DAY - 1, FAILED],
    ]);
    expect([failing.state, failing.failingSince]).toEqual(['enabled', NOW.toISOString()]);
    expect(afterAttempt(failing, FAILED, at(5 * DAY))).toMatchObject({
      state: 'disabled',
      disabledBecause: 'failing',
    });
    const recovered = endpointAfter([
      [0, FAILED],
      [DAY, DELIVERED],
      [6 * DAY, FAILED],
    ]);
    expect([recovered.state, recovered.failingSince]).toEqual(['enabled', at(6 * DAY).toISOString()]);
  });

  it('is disabled at once when it says that it is gone', () => {
    expect(endpointAfter([[0, { kind: 'gone' }]])).toMatchObject({
      state: 'disabled',
      disabledBecause: 'gone',
    });
  });

  it('pauses for twice as long each time it is slow, or for as long as it asks, at most an hour', () => {
    const pauses: number[] = [];
    let current = endpoint;
    let now = 0;
    for (let n = 0; n < 9; n++) {
      current = afterAttempt(current, SLOW, at(now));
      pauses.push(Date.parse(current.slowUntil ?? '') - at(now).getTime());
      // What was under way when it became slow changes nothing.
      expect(afterAttempt(current, SLOW, at(now + SECOND))).toBe(current);
      now = Date.parse(current.slowUntil ?? '') - NOW.getTime();
    }
    expect(pauses.slice(0, 3)).toEqual([30 * SECOND, MINUTE, 2 * MINUTE]);
    expect(pauses.at(-1)).toBe(HOUR);
    const asked = afterAttempt(endpoint, { kind: 'slow', retryAfterMs: 10 * MINUTE }, NOW);
    expect(asked.slowUntil).toBe(at(10 * MINUTE).toISOString());
    expect(afterAttempt(asked, DELIVERED, at(HOUR))).toEqual(enabled(asked));
  });

  it('stays as it is once it is disabled, whatever late attempts say', () => {
    const off = endpointAfter([[0, { kind: 'gone' }]]);
    const outcome = fc.constantFrom<Outcome>(FAILED, SLOW, DELIVERED, { kind: 'gone' });
    fc.assert(
      fc.property(outcome, (late) => {
        expect(afterAttempt(off, late, at(DAY))).toBe(off);
      }),
    );
  });
});

describe('secrets', () => {
  it('are 32 bytes that depend on deployment, workspace, endpoint and epoch', () => {
    const of = (deployment: string, change: Partial<Endpoint> = {}) =>
      secretsOf(deployment, { ...endpoint, ...change }, NOW)[0] ?? '';
    const all = [
      of('s'),
      of('t'),
      of('s', { workspace: 'other' }),
      of('s', { id: `wh_${'1'.repeat(26)}` }),
      of('s', { secretEpoch: 2 }),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const secret of all) {
      expect(secret).toMatch(/^whsec_/);
      expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
    }
  });

  it('overlap for a day when they are rotated', () => {
    const [old] = secretsOf('s', endpoint, NOW);
    const rotated = withNewSecret(endpoint, NOW);
    const during = secretsOf('s', rotated, at(DAY - 1));
    expect([during.length, during[1]]).toEqual([2, old]);
    expect(secretsOf('s', rotated, at(DAY))).toEqual([during[0]]);
  });
});
