import { describe, expect, it } from 'vitest';
import {
  type Act,
  applyAct,
  type Conversation,
  changeOf,
  editionOf,
  hear,
  newConversation,
} from './conversation.ts';
import { facetsOf, hasAll, isCounted, NOBODY, narrowest } from './facets.ts';

const AT = '2026-03-05T12:00:00.000Z';
const LATER = '2026-03-06T12:00:00.000Z';
const LEAD = `l_${'0'.repeat(20)}`;
const MISSION = `m_${'1'.repeat(26)}`;
const message = (id: string, change: object = {}) => ({
  id,
  receivedAt: LATER,
  channel: 'email' as const,
  subject: 'Re: Hello',
  text: 'Tell me more.',
  missionId: MISSION,
  ...change,
});
const opened = (change: Partial<Conversation> = {}): Conversation => ({
  ...newConversation('acme', LEAD, AT),
  version: 1,
  ...change,
});

describe('what a person writes', () => {
  it('opens a conversation, and is its latest message', () => {
    expect(
      hear(newConversation('acme', LEAD, LATER), message('a', { class: 'question' }), true),
    ).toMatchObject({
      state: 'open',
      lastAt: LATER,
      class: 'question',
      channels: ['email'],
      missions: [MISSION],
      heard: ['a'],
      preview: { at: LATER, channel: 'email', text: 'Tell me more.' },
    });
  });

  it.each([
    ['open', true, 'open'],
    ['open', false, 'open'],
    ['snoozed', true, 'open'],
    ['snoozed', false, 'open'],
    ['done', true, 'open'],
    ['done', false, 'done'],
  ] as const)('%s, needs a person: %s: is %s then', (state, needsAPerson, then) => {
    const next = hear(opened({ state, snoozedUntil: LATER }), message('a'), needsAPerson);
    expect([next.state, next.snoozedUntil]).toEqual([then, undefined]);
  });

  it('needs nobody when it has taken effect: a conversation that begins so is done', () => {
    expect(hear(newConversation('acme', LEAD, LATER), message('a'), false).state).toBe('done');
  });

  it('changes nothing when it comes twice', () => {
    const known = hear(opened(), message('a'), true);
    expect(hear({ ...known, state: 'done' }, message('a'), true)).toMatchObject({ state: 'done' });
    expect(hear(known, message('a'), true)).toBe(known);
  });

  it('does not hide what was written later when it comes late', () => {
    const known = hear(opened(), message('a', { text: 'Second', class: 'question' }), true);
    const next = hear(known, message('b', { receivedAt: AT, text: 'First', class: 'later' }), true);
    expect([next.preview?.text, next.class, next.lastAt]).toEqual(['Second', 'question', LATER]);
  });

  it('is previewed by its beginning, or by its subject', () => {
    expect(hear(opened(), message('a', { text: 'x'.repeat(500) }), true).preview?.text).toHaveLength(200);
    expect(hear(opened(), message('a', { text: '' }), true).preview?.text).toBe('Re: Hello');
  });
});

describe('what a member does', () => {
  const acts: readonly (readonly [Act, Partial<Conversation>, string])[] = [
    [{ act: 'assign', to: 'ann' }, { assignee: 'ann', edition: 2 }, 'assigned'],
    [{ act: 'snooze', until: LATER }, { state: 'snoozed', snoozedUntil: LATER, edition: 2 }, 'snoozed'],
    [{ act: 'label', add: ['b', 'a'], remove: [] }, { labels: ['a', 'b'] }, 'labelled'],
    [{ act: 'finish' }, { state: 'done', snoozedUntil: undefined, edition: 2 }, 'done'],
    [{ act: 'answer', at: LATER }, { lastAt: LATER }, 'answered'],
  ];
  it.each(acts)('%j', (act, after, told) => {
    const next = applyAct(opened(), act);
    expect(next).toEqual({ ...opened(), ...after });
    expect(applyAct(next, act)).toBe(next);
    expect(changeOf(act)).toBe(told);
  });

  it.each([
    ['a new one', {}, 1],
    ['one of before editions were counted', { edition: undefined, version: 7 }, 7],
  ] as const)('labels, a class and an answer leave the edition of %s alone', (_, change, edition) => {
    const known = opened({ heard: ['a'], ...change });
    const labelled = applyAct(known, { act: 'label', add: ['x'], remove: [] });
    const classed = applyAct(labelled, { act: 'class', messageId: 'a', class: 'later' });
    const answered = applyAct({ ...classed, version: 9 }, { act: 'answer', at: LATER });
    expect([labelled, classed, answered].map(editionOf)).toEqual([edition, edition, edition]);
    expect(editionOf(applyAct(answered, { act: 'finish' }))).toBe(edition + 1);
    expect(editionOf(hear(answered, message('b'), true))).toBe(edition + 1);
  });

  it('is undone by its opposite', () => {
    const labelled = opened({ labels: ['a', 'b'], assignee: 'ann', state: 'done' });
    expect(applyAct(labelled, { act: 'label', add: [], remove: ['a', 'x'] }).labels).toEqual(['b']);
    expect(applyAct(labelled, { act: 'reopen' }).state).toBe('open');
    const nobody: Act = { act: 'assign', to: undefined };
    expect([applyAct(labelled, nobody).assignee, changeOf(nobody)]).toEqual([undefined, 'unassigned']);
  });

  it('returns only what is snoozed', () => {
    const done = opened({ state: 'done' });
    expect(applyAct(done, { act: 'return' })).toBe(done);
    const snoozed = opened({ state: 'snoozed', snoozedUntil: LATER });
    expect(applyAct(snoozed, { act: 'return' })).toMatchObject({ state: 'open', snoozedUntil: undefined });
  });

  it('corrects the class of the latest message only', () => {
    const known = opened({ heard: ['b', 'a'], class: 'question' });
    expect(applyAct(known, { act: 'class', messageId: 'b', class: 'later' }).class).toBe('later');
    expect(applyAct(known, { act: 'class', messageId: 'a', class: 'later' })).toBe(known);
  });
});

describe('facets', () => {
  const conversation = opened({
    labels: ['a', 'b'],
    class: 'question',
    channels: ['sms', 'email'],
    missions: [MISSION],
  });

  it('have a place where they are narrow; those are counted whose numbers are read', () => {
    const facets = [`mission=${MISSION}`, 'label=a', 'label=b', 'channel=sms'];
    expect(facetsOf(conversation)).toEqual(facets);
    expect(facets.filter(isCounted)).toEqual(['label=a', 'label=b']);
    const assigned = facetsOf({ ...conversation, assignee: 'ann' });
    expect(assigned.filter(isCounted)).toEqual(['label=a', 'label=b', 'assignee=ann']);
  });

  it('read by the narrowest, and checked for the others', () => {
    expect(narrowest({})).toBeUndefined();
    expect(narrowest({ channel: 'sms', label: 'a' })).toBe('label=a');
    expect(narrowest({ channel: 'sms', assignee: NOBODY })).toBe('channel=sms');
    expect(narrowest({ channel: 'email', assignee: NOBODY, class: 'question' })).toBeUndefined();
    expect(hasAll(conversation, { channel: 'sms', label: 'a', assignee: NOBODY })).toBe(true);
    expect(hasAll(conversation, { channel: 'sms', label: 'c' })).toBe(false);
    expect(hasAll(conversation, { assignee: 'ann' })).toBe(false);
  });
});
