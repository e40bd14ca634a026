import { describe, expect, it } from 'vitest';
import { decideByTable } from './decide-transition.ts';

const context = { id: 'id', now: new Date('2026-01-01T00:00:00Z'), stopwatch: () => 0, subject: 'm_1' };

describe('the table', () => {
  it('decides with full confidence, or not at all', () => {
    expect(decideByTable(context, 'QUEUED', 'assign')).toMatchObject({
      layer: 'state-machine',
      rule: 'QUEUED --assign--> ASSIGNED',
      confidence: 1,
    });
    expect(decideByTable(context, 'COMPLETED', 'assign')).toBeUndefined();
  });
});
