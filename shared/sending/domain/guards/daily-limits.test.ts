import { expect, it } from 'vitest';
import { free, text } from '../../../../test/support/send-context.ts';
import { channelCap } from './channel-cap.ts';
import { dailyBudget, inboxCap, warmupCap } from './daily-limits.ts';

const nothingLeft = { domain: 0, inbox: 0, workspace: 0, channel: 0 };

it.each([warmupCap, inboxCap, dailyBudget, channelCap])(
  '$code waits for the next day of UTC when nothing is left of this one',
  ({ check }) => {
    const now = new Date('2026-01-05T23:59:59.999Z');
    const context = { ...free, ...text({ left: nothingLeft }), now };
    expect(check(context)).toMatchObject({ verdict: 'wait', until: new Date('2026-01-06T00:00:00.000Z') });
    const one = { domain: 1, inbox: 1, workspace: 1, channel: 1 };
    expect(check({ ...context, left: one }).verdict).toBe('pass');
  },
);
