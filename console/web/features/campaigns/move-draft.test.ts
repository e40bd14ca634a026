import { describe, expect, it } from 'vitest';
import {
  createMoveBodySchema,
  editMoveBodySchema,
  type MoveView,
} from '../../../../shared/campaigns/contract/move.ts';
import { createBody, draftOf, editBody } from './move-draft.ts';

const CAMPAIGN = `cm_${'1'.repeat(26)}`;
const OTHER = `mv_${'2'.repeat(26)}`;
const AT = '2027-03-20T17:00:00.000Z';
const view = (by: MoveView['by']): MoveView => ({
  id: `mv_${'1'.repeat(26)}`,
  version: 3,
  campaign: CAMPAIGN,
  state: 'planned',
  reason: null,
  title: 'Look at the shop',
  description: 'Before spring',
  dependsOn: [OTHER],
  startsAt: null,
  dueAt: AT,
  late: false,
  owner: 'ann',
  by,
  part: null,
  attempt: 0,
  createdAt: AT,
  createdBy: 'ann',
  updatedAt: AT,
  startedAt: null,
  endedAt: null,
});
const TASK = {
  kind: 'task',
  task: { type: 'seo.audit', priority: 'urgent', dryRun: true, payload: { url: 'https://a.example' } },
};

describe('a new move', () => {
  it('leaves out what was left empty', () => {
    const body = createBody(CAMPAIGN, { ...draftOf(), title: 'Call them', instructions: 'Ask.' });
    expect(createMoveBodySchema.parse(body)).toEqual({
      campaign: CAMPAIGN,
      title: 'Call them',
      dependsOn: [],
      by: { kind: 'person', instructions: 'Ask.' },
    });
  });

  it('begins a mission with its parameters', () => {
    const draft = { ...draftOf(), title: 'Write', kind: 'mission', type: 'lead_reactivation' } as const;
    const body = createBody(CAMPAIGN, { ...draft, values: { steps: 3 }, dependsOn: [OTHER] });
    expect(createMoveBodySchema.parse(body)).toMatchObject({
      dependsOn: [OTHER],
      by: { mission: { type: 'lead_reactivation', params: { steps: 3 } } },
    });
  });
});

describe('a changed move', () => {
  it('is the same when nothing is changed, with what the form does not show', () => {
    const move = view(TASK);
    const body = editBody(draftOf(move), move);
    expect(editMoveBodySchema.parse(body)).toEqual({
      title: move.title,
      description: move.description,
      dependsOn: [OTHER],
      startsAt: null,
      dueAt: AT,
      owner: 'ann',
      by: TASK,
    });
  });

  it('takes away what is emptied, and nothing of a task goes over to one of another type', () => {
    const move = view(TASK);
    const draft = {
      ...draftOf(move),
      description: ' ',
      dueAt: '',
      owner: '',
      dependsOn: [],
      type: 'ads.audit',
    };
    expect(editBody({ ...draft, values: {} }, move)).toEqual({
      title: move.title,
      description: null,
      dependsOn: [],
      startsAt: null,
      dueAt: null,
      owner: null,
      by: { kind: 'task', task: { type: 'ads.audit', payload: {} } },
    });
  });
});
