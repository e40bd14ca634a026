import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { calcomNews } from './calcom-webhook.ts';

const DATA = new URL('../../../../../shared/data/webhooks/calcom/', import.meta.url);

it('reads the example that Cal.com publishes', () => {
  expect(calcomNews(readFileSync(new URL('booking_created.json', DATA)))).toMatchObject([
    {
      source: 'calcom',
      externalId: 'bFJeNb2uX8ANpT3JL5EfXw',
      state: 'booked',
      at: '2023-05-24T09:30:00.538Z',
      startsAt: '2023-05-25T09:30:00.000Z',
      endsAt: '2023-05-25T10:30:00.000Z',
      title: '60min between Pro Example and John Doe',
      attendee: 'john.doe@example.com',
      location: 'Calcom HQ',
    },
  ]);
});
