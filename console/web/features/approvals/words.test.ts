import { describe, expect, it } from 'vitest';
import { costText, titleOf } from './words.ts';

const none = { recipients: 0, messages: 0, change: null, answer: null, task: null };
const answer = {
  id: 'an_1',
  leadId: 'l_1',
  channel: 'email' as const,
  subject: null,
  text: 'Dear Ann,\n\nyes.',
  requestedBy: 'bob',
};

describe('what an approval is called', () => {
  it('counts the messages of a mission', () => {
    expect(titleOf({ ...none, subject: 'messages', messages: 1302, recipients: 1 })).toBe(
      '1,302 messages to 1 person',
    );
  });

  it('begins with the first line of an answer without a subject', () => {
    expect(titleOf({ ...none, subject: 'answer', recipients: 1, messages: 1, answer })).toBe('Dear Ann,');
  });
});

it('calls a small cost neither free nor exact', () => {
  expect([0, 0.004, 0.13].map(costText)).toEqual(['nothing', 'less than $0.01', 'about $0.13']);
});
