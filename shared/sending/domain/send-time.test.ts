import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MACHINE_ZONES, standIn } from '../../../test/support/machine-zones.ts';
import { sampleProfile, sampleSend } from '../../../test/support/samples.ts';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import type { Send } from './send.ts';
import {
  atSendHour,
  bestHour,
  chooseSendHour,
  countSendTimes,
  dueAtSendHour,
  type EngagementHours,
  engagementHoursSchema,
  newEngagementHours,
} from './send-time.ts';

const SETTINGS = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.example',
});
const { sendWindow } = SETTINGS;
const NO_EXPLORING = { sendWindow, sendTime: { optimise: true, explore: 0 } };

const sentAt = (at: string, more: Partial<Send> = {}): Send =>
  sampleSend({ claimedAt: at, sentAt: at, ...more });

const withRates = (rateAt: (hour: number) => number, sends: number): EngagementHours => {
  const hours = newEngagementHours('acme');
  for (let hour = sendWindow.startHour; hour < sendWindow.endHour; hour++) {
    hours.sent[hour] = sends;
    hours.engaged[hour] = Math.round(sends * rateAt(hour));
  }
  return hours;
};

describe.each(MACHINE_ZONES)('counting, on a machine in %s', (machine) => {
  beforeAll(() => standIn(machine));
  afterAll(() => vi.unstubAllEnvs());

  const sends = [
    sentAt('2026-01-05T09:10:00Z', { openedAt: '2026-01-05T20:00:00Z' }),
    sentAt('2026-01-05T09:20:00Z'),
    sentAt('2026-01-05T09:30:00Z', { machineOpenedAt: '2026-01-05T09:30:01Z' }),
    sentAt('2026-01-05T09:40:00Z', { state: 'claimed', sentAt: undefined }),
  ];

  it('is by the hour where people live; programs and what never left do not count', () => {
    const zones = [{ timeZone: 'Europe/Berlin', sends }];
    const counted = countSendTimes(newEngagementHours('acme'), 'm_1', zones, 'UTC');
    expect([counted.sent[10], counted.engaged[10]]).toEqual([3, 1]);
    expect(counted.sent.reduce((a, b) => a + b)).toBe(3);
  });

  it('takes the zone of the workspace where there is none', () => {
    const counted = countSendTimes(
      newEngagementHours('acme'),
      'm_1',
      [{ timeZone: 'none', sends }],
      'Asia/Tokyo',
    );
    expect(counted.sent[18]).toBe(3);
  });

  it('is of e-mails that left, and of those alone', () => {
    const others = [
      sentAt('2026-01-05T09:10:00Z', { channel: 'sms', repliedAt: '2026-01-05T20:00:00Z' }),
      sentAt('2026-01-05T09:20:00Z', { state: 'rejected' }),
    ];
    const counted = countSendTimes(
      newEngagementHours('acme'),
      'm_1',
      [{ timeZone: 'UTC', sends: others }],
      'UTC',
    );
    expect([...counted.sent, ...counted.engaged].every((count) => count === 0)).toBe(true);
    expect(counted.channels).toEqual({ sms: { sent: 1, replied: 1 } });
  });

  it('adds to what was known, and remembers the last hundred missions', () => {
    const zones = [{ timeZone: 'UTC', sends }];
    const known = {
      ...newEngagementHours('acme'),
      missions: Array.from({ length: 100 }, (_, i) => `m_${i}`),
    };
    known.engaged[9] = 5;
    const counted = countSendTimes(known, 'm_new', zones, 'UTC');
    expect(counted.engaged[9]).toBe(6);
    expect(counted.missions).toEqual(['m_new', ...known.missions.slice(0, 99)]);
  });

  it('can be kept: a record begins empty', () => {
    const empty = newEngagementHours('acme');
    expect(engagementHoursSchema.parse(empty)).toEqual(empty);
    expect(empty).toMatchObject({ missions: [], channels: {} });
    expect(engagementHoursSchema.parse({ ...empty, version: 2 }).version).toBe(2);
    expect(engagementHoursSchema.safeParse({ ...empty, sent: [1] }).success).toBe(false);
  });

  it('counts a mission once', () => {
    const zones = [{ timeZone: 'UTC', sends }];
    const once = countSendTimes(newEngagementHours('acme'), 'm_1', zones, 'UTC');
    expect(countSendTimes(once, 'm_1', zones, 'UTC')).toBe(once);
    expect(countSendTimes(once, 'm_2', zones, 'UTC').sent[9]).toBe(6);
  });
});

describe.each(MACHINE_ZONES)('choosing, on a machine in %s', (machine) => {
  beforeAll(() => standIn(machine));
  afterAll(() => vi.unstubAllEnvs());

  it('takes the hour that did better than chance', () => {
    expect(
      chooseSendHour(
        withRates((hour) => (hour === 14 ? 0.3 : 0.1), 400),
        NO_EXPLORING,
        'x',
      ),
    ).toBe(14);
  });

  it('takes the best of several, wherever it stands in the day', () => {
    const rates = (best: number, good: number) => (hour: number) =>
      hour === best ? 0.5 : hour === good ? 0.3 : 0.05;
    expect(chooseSendHour(withRates(rates(16, 10), 400), NO_EXPLORING, 'x')).toBe(16);
    expect(chooseSendHour(withRates(rates(10, 16), 400), NO_EXPLORING, 'x')).toBe(10);
  });

  it('trusts an hour from a hundred e-mails on', () => {
    const rates = (hour: number) => (hour === 14 ? 0.9 : 0.1);
    expect(chooseSendHour(withRates(rates, 100), NO_EXPLORING, 'x')).toBe(14);
    expect(chooseSendHour(withRates(rates, 99), NO_EXPLORING, 'x')).toBeUndefined();
    expect(
      bestHour(
        withRates(() => 0, 400),
        [9, 10, 11],
      ),
    ).toBeUndefined();
  });

  it('takes none where nothing is known, little is known, or nothing stands out', () => {
    expect(chooseSendHour(undefined, NO_EXPLORING, 'x')).toBeUndefined();
    expect(
      chooseSendHour(
        withRates((hour) => (hour === 14 ? 0.9 : 0.1), 50),
        NO_EXPLORING,
        'x',
      ),
    ).toBeUndefined();
    expect(
      chooseSendHour(
        withRates(() => 0.1, 5000),
        NO_EXPLORING,
        'x',
      ),
    ).toBeUndefined();
  });

  it('tries random hours of the window, and no others, for the share that it is told', () => {
    const settings = { sendWindow, sendTime: { optimise: true, explore: 0.2 } };
    const drawn = Array.from({ length: 5000 }, (_, i) => chooseSendHour(undefined, settings, `cohort ${i}`));
    const tried = drawn.filter((hour) => hour !== undefined);
    expect(tried.length / drawn.length).toBeCloseTo(0.2, 1);
    expect([...new Set(tried)].toSorted((a, b) => a - b)).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17]);
  });

  it('leaves everything to the window when it is switched off', () => {
    const off = { sendWindow, sendTime: { optimise: false, explore: 1 } };
    expect(
      chooseSendHour(
        withRates((hour) => (hour === 14 ? 0.3 : 0.1), 400),
        off,
        'x',
      ),
    ).toBeUndefined();
  });

  it('finds a better hour by itself, from cohorts of a hundred', () => {
    const random = seededRandom(7);
    const settings = { sendWindow, sendTime: { optimise: true, explore: 0.2 } };
    let hours = newEngagementHours('acme');
    const late: (number | undefined)[] = [];
    for (let mission = 0; mission < 60; mission++) {
      const next = { ...hours, sent: [...hours.sent], engaged: [...hours.engaged] };
      for (let cohort = 0; cohort < 20; cohort++) {
        const chosen = chooseSendHour(hours, settings, `m${mission} c${cohort}`);
        if (mission >= 50) late.push(chosen);
        const hour = chosen ?? sendWindow.startHour;
        for (let lead = 0; lead < 100; lead++) {
          next.sent[hour]! += 1;
          if (random() < (hour === 16 ? 0.16 : 0.1)) next.engaged[hour]! += 1;
        }
      }
      hours = next;
    }
    expect(late.filter((hour) => hour === 16).length / late.length).toBeGreaterThan(0.7);
  });
});

describe.each(MACHINE_ZONES)('the moment, on a machine in %s', (machine) => {
  beforeAll(() => standIn(machine));
  afterAll(() => vi.unstubAllEnvs());

  it('is that hour of the day on which the step is due, where the lead lives', () => {
    const due = new Date('2026-01-05T21:00:00Z');
    expect(atSendHour(due, 2, 14, 'America/New_York').toISOString()).toBe('2026-01-05T19:00:00.000Z');
    expect(atSendHour(due, 2, 14, 'Asia/Tokyo').toISOString()).toBe('2026-01-06T05:00:00.000Z');
    expect(atSendHour(due, 2, undefined, 'UTC')).toBe(due);
  });

  it('is that of the step, where the cohort has one for it', () => {
    const due = new Date('2026-01-05T21:00:00Z');
    const lead = { profile: sampleProfile({ timeZone: 'America/New_York' }) };
    const dueAt = dueAtSendHour({ sendHours: [9, 14, null] }, 'UTC');
    expect(dueAt(lead, 2, due).toISOString()).toBe('2026-01-05T19:00:00.000Z');
    expect(dueAt(lead, 3, due)).toBe(due);
    expect(dueAt(lead, 4, due)).toBe(due);
    expect(dueAtSendHour({}, 'UTC')(lead, 2, due)).toBe(due);
  });

  it('puts a first step off to later the same day, never to another one', () => {
    const due = new Date('2026-01-05T10:30:00Z');
    expect(atSendHour(due, 1, 14, 'UTC').toISOString()).toBe('2026-01-05T14:00:00.000Z');
    expect(atSendHour(due, 1, 9, 'UTC')).toBe(due);
  });

  it('is always within a day of when it was due', () => {
    const zones = ['UTC', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/New_York'];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom(...zones),
        (due, step, hour, zone) => {
          const at = atSendHour(due, step, hour, zone);
          expect(Math.abs(at.getTime() - due.getTime())).toBeLessThanOrEqual(25 * 3_600_000);
          if (step === 1) expect(at.getTime()).toBeGreaterThanOrEqual(due.getTime());
        },
      ),
    );
  });
});
