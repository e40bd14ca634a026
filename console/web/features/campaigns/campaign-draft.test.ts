import { expect, it } from 'vitest';
import type { CampaignView } from '../../../../shared/campaigns/contract/campaign.ts';
import { createBody, draftOf, editBody } from './campaign-draft.ts';

const AT = '2027-03-20T17:00:00.000Z';
const CAMPAIGN = {
  name: 'Spring sale',
  description: null,
  startsAt: null,
  endsAt: AT,
  goals: [
    { metric: 'booked', target: 10 },
    { metric: 'revenueUsd', target: 99.5, by: AT },
  ],
} as unknown as CampaignView;

it('a campaign that is not changed stays as it is, with all its goals', () => {
  const { name, description, startsAt, endsAt, goals } = CAMPAIGN;
  expect(editBody(draftOf(CAMPAIGN))).toEqual({ name, description, startsAt, endsAt, goals });
});

it('a new campaign leaves out what was left empty', () => {
  expect(JSON.parse(JSON.stringify(createBody({ ...draftOf(), name: 'Spring sale' })))).toEqual({
    name: 'Spring sale',
    goals: [],
  });
});
