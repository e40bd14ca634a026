import { describe, expect, it } from 'vitest';
import { MISSION_TYPES } from '../../../../../shared/missions/contract/mission.ts';
import { bodyOf } from './body.ts';
import { fieldsOf } from './fields.ts';

const all = (type: (typeof MISSION_TYPES)[number]) => {
  const { essential, more } = fieldsOf(type);
  return [...essential, ...more];
};

describe('the form of a new mission', () => {
  it.each(MISSION_TYPES)('%s can be created with nothing typed', (type) => {
    expect(bodyOf(type, all(type), {})).toMatchObject({ body: { type, priority: 50 } });
  });

  it('reads numbers, a deadline and what is switched on, and leaves out what is empty', () => {
    const typed = {
      name: ' Autumn ',
      priority: '80',
      deadline: '2026-12-01T10:00',
      steps: '3',
      offer: '',
      dryRun: true,
    };
    const made = bodyOf('lead_reactivation', all('lead_reactivation'), typed);
    expect(made).toMatchObject({
      body: {
        name: 'Autumn',
        priority: 80,
        deadline: new Date('2026-12-01T10:00').toISOString(),
        params: { steps: 3, dryRun: true, holdout: 0.1 },
      },
    });
    expect('body' in made && 'offer' in made.body.params).toBe(false);
  });

  it('says what is wrong under the path that the API would name', () => {
    const made = bodyOf('lead_reactivation', all('lead_reactivation'), { steps: '7', priority: 'high' });
    expect('problems' in made && made.problems.map(({ path }) => path).toSorted()).toEqual([
      'body.params.steps',
      'body.priority',
    ]);
  });

  it('takes the workflow of its own type only', () => {
    const typed = { 'campaign_execution.workflow': 'icp_driven_outreach' };
    expect(bodyOf('campaign_execution', all('campaign_execution'), typed)).toMatchObject({
      body: { workflow: 'icp_driven_outreach' },
    });
    expect(bodyOf('lead_reactivation', all('lead_reactivation'), typed)).toMatchObject({
      body: { workflow: 'lead_reactivation' },
    });
  });

  it('has no parameter that is neither essential nor under More', () => {
    expect(all('campaign_execution').map(({ name }) => name)).toContain('activeWithinWeeks');
    expect(fieldsOf('icp_extraction').more).toEqual([]);
  });
});
