import { describe, expect, it } from 'vitest';
import type { ReplyView } from '../../shared/replies/contract/routes.ts';
import { classText, renderReply } from './reply-text.ts';

const reading: NonNullable<ReplyView['reading']> = {
  class: 'not_interested',
  certainty: 'possible',
  by: 'model',
  language: 'de',
  day: null,
  sentence: 'Wir sind versorgt.',
  referredTo: { name: 'Eva Krause', email: 'krause@firma.example' },
  corrected: null,
};
const reply: ReplyView = {
  id: 'r_0123456789abcdefghjk_x',
  state: 'waiting',
  reason: 'reply',
  channel: 'email',
  kind: 'reply',
  evidence: 'no sign of a machine',
  reading,
  receivedAt: '2026-12-01T10:00:00.000Z',
  lead: { id: 'l_0123456789abcdefghjk', name: null, email: 'jo@firm.example', suppressed: null },
  missionId: null,
  step: null,
  subject: 'Re: Hello',
  text: 'Wir sind versorgt.',
  decision: null,
};

describe('a reply in the terminal', () => {
  it('says what its author wants, how sure that is, who read it and whom they name', () => {
    const text = renderReply({ ...reply, alsoWaiting: [] });
    expect(text).toMatch(/Wants +not interested\?, by model, in de/);
    expect(text).toMatch(/Names +Eva Krause, krause@firma\.example/);
    expect(classText({ ...reading, certainty: 'certain' })).toBe('not interested');
  });

  it('says nothing of it when nothing has read it', () => {
    expect(renderReply({ ...reply, reading: null, alsoWaiting: [] })).not.toContain('Wants');
  });
});
