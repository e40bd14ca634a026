import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { recordNumberWords } from '../../channels/app/record-number-words.ts';
import type { NumberChannel } from '../../channels/contract/channels.ts';
import type { NumberWord } from '../../channels/domain/contact-number.ts';
import { mayBeAStop, type TextMeaning, textMeaning } from '../../channels/domain/keywords.ts';
import type { HoldReason } from '../../leads/contract/hold.ts';
import { type ReplyReading, readReply } from '../../mail/domain/reply-reading.ts';
import { holdPerson } from '../../replies/app/hold-person.ts';
import type { Inbox } from '../../replies/app/ports/inbox.ts';
import { type FeedbackDeps, recordFeedback } from '../../sending/app/record-feedback.ts';
import type { Feedback } from '../../sending/domain/send.ts';

export interface ReceivedText {
  readonly workspace: string;
  readonly channel: NumberChannel;
  readonly numberId: string;
  /** The number of the workspace that received it. */
  readonly to: string;
  readonly sid: string;
  readonly text: string;
  /** The reading of Twilio, when it looks for keywords. Twilio has acted on it already, so it is certain. */
  readonly verdict?: 'stop' | 'start' | 'help' | undefined;
  readonly at: string;
}

/** Dependencies for recording an answer and for the number of its sender. */
export interface ReceiveTextDeps extends FeedbackDeps {
  readonly numbers: ContactNumberStore;
  readonly alerts: AlertStore;
  readonly inbox: Inbox;
}

export type TextOutcome = 'stored' | 'repeated' | 'notOurs' | 'unknownNumber';

interface Effect {
  readonly words: readonly NumberWord[];
  readonly kind: 'reply' | 'unsubscribe_request';
  /** The feedback for the answered message; undefined when there is none. */
  readonly feedback: 'replied' | 'unsubscribed' | undefined;
  readonly hold: HoldReason;
}

/**
 * The effects of a text by its meaning. Every text was written by a person, so every text holds the lead: a stop is certain
 * for this channel to this number, and an operator decides what it means for other channels. A start withdraws a stop of
 * this number, and nothing else; it removes no suppression. Twilio itself answers HELP.
 */
const EFFECTS: Readonly<Record<TextMeaning, Effect>> = {
  stop: { words: ['asked'], kind: 'unsubscribe_request', feedback: 'unsubscribed', hold: 'stopped_by_text' },
  start: { words: ['started', 'answered'], kind: 'reply', feedback: 'replied', hold: 'reply' },
  help: { words: [], kind: 'reply', feedback: undefined, hold: 'reply' },
  reply: { words: ['answered'], kind: 'reply', feedback: 'replied', hold: 'reply' },
};

/**
 * Processes one text: its effect on the number comes first; then the text is stored with the lead to whom Rex wrote last at
 * that number, and holds the person; then the ledger is updated. Each of these is harmless to repeat.
 */
export async function receiveText(deps: ReceiveTextDeps, received: ReceivedText): Promise<TextOutcome> {
  const { workspace, channel, numberId, sid, at } = received;
  const settings = (await deps.workspaces.get(workspace))?.settings;
  if (settings?.channels[channel].sender !== received.to) return 'notOurs';
  // The signature of Twilio proves that the number's webhook names this workspace, and only its operators can set that.
  await deps.pools.giveNumber(workspace, received.to);
  const meaning = meaningOf(received);
  const { words, kind, feedback, hold } = EFFECTS[meaning];
  if (meaning === 'start' && (await isKnown(deps, received))) return 'repeated';
  const number = await recordNumberWords(deps, { workspace, numberId, channel, words, at, source: sid });
  const { last, leads: atNumber = [] } = number;
  if (!last) return unknownNumber(deps, received, meaning);
  const { missionId, cohort, leadId, step } = last;
  const stored = await holdPerson(deps, {
    workspace,
    leadId,
    reason: meaning === 'reply' && mayBeAStop(received.text) ? 'possible_opt_out' : hold,
    atNumber,
    message: {
      id: sid,
      receivedAt: at,
      channel,
      kind,
      evidence: evidenceOf(received, meaning),
      subject: '',
      text: received.text,
      reading: readingOf(received, meaning),
      missionId,
      step,
    },
  });
  if (stored === 'unknownLead') return 'unknownNumber';
  if (feedback) {
    const told: Feedback = { kind: feedback, at };
    await recordFeedback(deps, [{ ref: { workspace, missionId, cohort, leadId, step }, feedback: told }]);
  }
  return stored;
}

/** It is a stop when either Twilio or Rex reads it as one. */
function meaningOf({ text, verdict }: ReceivedText): TextMeaning {
  const read = textMeaning(text);
  return read === 'stop' ? read : (verdict ?? read);
}

/** Texts have no form that tells, beside the keywords. */
const readingOf = ({ text, at }: ReceivedText, meaning: TextMeaning): ReplyReading =>
  readReply(text, {
    kind: meaning === 'stop' ? 'unsubscribe_request' : 'reply',
    byMachine: false,
    evidence: 'keyword: stop',
    possibleOptOut: mayBeAStop(text) ? text : undefined,
    sent: new Date(at).toUTCString(),
  });

function evidenceOf({ verdict }: ReceivedText, meaning: TextMeaning): string {
  if (verdict) return `Twilio's verdict: ${verdict}`;
  return meaning === 'reply' ? 'text' : `keyword: ${meaning}`;
}

/** For a number to which Rex never wrote. A stop is stored with it; another text may be a stop from a second telephone. */
async function unknownNumber(
  deps: ReceiveTextDeps,
  { workspace, channel, numberId, sid }: ReceivedText,
  meaning: TextMeaning,
): Promise<TextOutcome> {
  if (meaning === 'reply') {
    await raiseAlert(
      deps,
      {
        workspace,
        type: 'inbound.unmatched',
        severity: 'warning',
        title: 'A text came in from an unknown number',
        message:
          'It may be a request to stop, sent from another telephone. Read it in the Twilio console (its id is in the evidence), ' +
          'find the lead, and suppress it if the text asks for it (`rex leads suppress LEAD`). Then resolve this alert.',
        evidence: { channel, numberId, sid },
        cause: 'inbound-unmatched-text',
      },
      sid,
    );
  }
  return 'unknownNumber';
}

/** A repeated START must not withdraw a stop that came after it; every other text may be repeated. */
async function isKnown(
  { numbers, leads }: Pick<ReceiveTextDeps, 'numbers' | 'leads'>,
  { workspace, numberId, sid }: ReceivedText,
): Promise<boolean> {
  const last = (await numbers.get(workspace, numberId))?.last;
  return last !== undefined && (await leads.listInbound(workspace, last.leadId)).some(({ id }) => id === sid);
}
