import { describe, expect, it } from 'vitest';
import { EVENT_CONTRACTS } from '../../api/contract/catalogue.ts';
import { EVENT_CHANNELS } from '../../kernel/contract/event-channels.ts';
import { newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { councilEvents } from '../contract/events.ts';
import { councilEvent } from './council-event.ts';
import { tellGuilds } from './tell-guilds.ts';

const NOW = new Date('2026-11-29T12:00:00Z');

/** An event as the catalogue shows it. */
const sample = (name: string, data: object = {}): RexEvent => {
  const contract = EVENT_CONTRACTS.get(name);
  if (!contract) throw new Error(`${name} is not in the catalogue.`);
  const happening = {
    about: 'x_1',
    sequence: 3,
    id: 'e_1',
    workspace: 'acme',
    correlationId: 'c',
    actor: REX,
  };
  return newEvent({ [name]: contract }, name, { ...happening, data: { ...contract.example, ...data } }, NOW);
};
const toldOf = (name: string, data: object = {}) => tellGuilds(sample(name, data)).map((each) => each.name);

describe('what the guilds are told', () => {
  it.each([
    ['mission.transitioned', {}, ['PROGRESS_UPDATED', 'RESOURCE_ALLOCATED']],
    ['mission.transitioned', { to: 'FAILED' }, ['PROGRESS_UPDATED']],
    ['mission.domain-assigned', {}, ['RESOURCE_ALLOCATED']],
    ['domain.assigned', {}, ['RESOURCE_ALLOCATED']],
    ['task.changed', { change: 'create', status: 'new' }, ['TASK_ASSIGNED']],
    ['task.changed', { change: 'create', status: 'escalated' }, ['TASK_ASSIGNED', 'PROGRESS_UPDATED']],
    ['task.changed', { change: 'wait', status: 'new' }, []],
    ['approval.decided', { state: 'approved' }, ['CONTENT_APPROVED']],
    ['approval.decided', {}, ['CONTENT_REJECTED']],
    ['approval.decided', { subject: 'change' }, []],
    ['notification.sent', {}, ['NOTIFICATION_SENT']],
    ['lead.held', {}, []],
  ] as const)('of %s %j is %j', (name, data, told) => {
    expect(toldOf(name, data)).toEqual(told);
  });

  it('is caused by the event, has an id that a repeat gives again, and the channel of the catalogue', () => {
    const event = sample('task.changed', { change: 'create', status: 'new' });
    const [told] = tellGuilds(event);
    expect(told).toEqual(tellGuilds(event)[0]);
    expect(told).toMatchObject({
      id: 'e_1.TASK_ASSIGNED',
      causationId: 'e_1',
      channel: 'guild_execution',
      sequence: 3,
      at: NOW.toISOString(),
    });
  });
});

describe('the events of the Council', () => {
  it('are 22, on nine channels of the WebSocket', () => {
    const channels = new Set(Object.values(councilEvents).map(({ channel }) => channel));
    expect([Object.keys(councilEvents).length, channels.size]).toEqual([22, 9]);
    expect([...channels].filter((each) => !EVENT_CHANNELS.includes(each))).toEqual([]);
  });

  it('are refused with data that their schema does not have, by the field', () => {
    const { example } = councilEvents.TREND_PREDICTED;
    const happening = { about: 'tr_1', sequence: 1, workspace: 'acme', correlationId: 'c', actor: REX };
    const made = (data: object) =>
      councilEvent('TREND_PREDICTED', { ...happening, data: { ...example, ...data } }, NOW);
    expect(made({}).channel).toBe('guild_research');
    expect(() => made({ direction: 'sideways' })).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        fields: [expect.objectContaining({ path: 'data.direction' })],
      }),
    );
    expect(() => made({ more: 1 })).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
  });
});
