import type { NumberChannel } from '../../contracts/channels.ts';
import type { NumberWord } from '../../domain/channels/contact-number.ts';
import { type TextMeaning, textMeaning } from '../../domain/channels/keywords.ts';
import type { Feedback } from '../../domain/sending/send.ts';
import type { ContactNumberStore } from '../ports/contact-numbers.ts';
import { type FeedbackDeps, recordFeedback } from '../sending/record-feedback.ts';
import { recordNumberWords } from './record-number-words.ts';

export interface ReceivedText {
  readonly workspace: string;
  readonly channel: NumberChannel;
  readonly numberId: string;
  /** Which of our numbers it came to. */
  readonly to: string;
  readonly sid: string;
  readonly text: string;
  readonly at: string;
}

export type TextOutcome = 'stored' | 'repeated' | 'notOurs' | 'unknownNumber';

interface Effect {
  readonly words: readonly NumberWord[];
  readonly kind: 'reply' | 'unsubscribe_request';
  /** What the message that it answers is told; undefined for what says nothing about it. */
  readonly feedback: 'replied' | 'unsubscribed' | undefined;
}

/**
 * What a text of each meaning does. "YES" may be a request to start or the answer to a question: it counts as both,
 * and either way a person speaks now, so the sequence ends. HELP is answered by Twilio itself.
 */
const EFFECTS: Readonly<Record<TextMeaning, Effect>> = {
  stop: { words: ['asked'], kind: 'unsubscribe_request', feedback: 'unsubscribed' },
  start: { words: ['started', 'answered'], kind: 'reply', feedback: 'replied' },
  help: { words: [], kind: 'reply', feedback: undefined },
  reply: { words: ['answered'], kind: 'reply', feedback: 'replied' },
};

/**
 * Takes in one text: what it means for the number takes effect first, then the ledger is told, and the text is stored
 * last with the lead whom Rex wrote to last at that number. Each of them is harmless to repeat.
 */
export async function receiveText(
  deps: FeedbackDeps & { readonly numbers: ContactNumberStore },
  received: ReceivedText,
): Promise<TextOutcome> {
  const { workspace, channel, numberId, sid, at } = received;
  const settings = (await deps.workspaces.get(workspace))?.settings;
  if (settings?.channels[channel].sender !== received.to) return 'notOurs';
  const meaning = textMeaning(received.text);
  const { words, kind, feedback } = EFFECTS[meaning];
  if (meaning === 'start' && (await isKnown(deps, received))) return 'repeated';
  const number = await recordNumberWords(deps, { workspace, numberId, channel, words, at, source: sid });
  const { last } = number;
  const lead = last && (await deps.leads.get(workspace, last.leadId));
  if (!last || !lead) return 'unknownNumber';
  if (feedback) {
    const told: Feedback = { kind: feedback, at };
    const { missionId, cohort, leadId, step } = last;
    await recordFeedback(deps, [{ ref: { workspace, missionId, cohort, leadId, step }, feedback: told }]);
  }
  const stored = await deps.leads.addInbound(workspace, lead.id, {
    id: sid,
    receivedAt: at,
    channel,
    kind,
    evidence: meaning === 'reply' ? 'text' : `keyword: ${meaning}`,
    subject: '',
    text: received.text,
    missionId: last.missionId,
    step: last.step,
  });
  return stored ? 'stored' : 'repeated';
}

/** A START that Twilio hands in again must not take back a stop that came after it; every other text may come twice. */
async function isKnown(
  { numbers, leads }: FeedbackDeps & { readonly numbers: ContactNumberStore },
  { workspace, numberId, sid }: ReceivedText,
): Promise<boolean> {
  const last = (await numbers.get(workspace, numberId))?.last;
  return last !== undefined && (await leads.listInbound(workspace, last.leadId)).some(({ id }) => id === sid);
}
