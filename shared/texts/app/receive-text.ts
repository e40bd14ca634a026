import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { recordNumberWords } from '../../channels/app/record-number-words.ts';
import type { NumberChannel } from '../../channels/contract/channels.ts';
import type { NumberWord } from '../../channels/domain/contact-number.ts';
import { mayBeAStop, type TextMeaning, textMeaning } from '../../channels/domain/keywords.ts';
import type { HoldReason } from '../../leads/contract/hold.ts';
import { holdPerson } from '../../replies/app/hold-person.ts';
import { type FeedbackDeps, recordFeedback } from '../../sending/app/record-feedback.ts';
import type { Feedback } from '../../sending/domain/send.ts';

export interface ReceivedText {
  readonly workspace: string;
  readonly channel: NumberChannel;
  readonly numberId: string;
  /** Which of our numbers it came to. */
  readonly to: string;
  readonly sid: string;
  readonly text: string;
  /** Of Twilio itself, where it is told to look for keywords: it has acted on it already, so it is certain. */
  readonly verdict?: 'stop' | 'start' | 'help' | undefined;
  readonly at: string;
}

/** What records an answer, and what is needed for the number that it came from. */
export interface ReceiveTextDeps extends FeedbackDeps {
  readonly numbers: ContactNumberStore;
  readonly alerts: AlertStore;
}

export type TextOutcome = 'stored' | 'repeated' | 'notOurs' | 'unknownNumber';

interface Effect {
  readonly words: readonly NumberWord[];
  readonly kind: 'reply' | 'unsubscribe_request';
  /** What the message that it answers is told; undefined for what says nothing about it. */
  readonly feedback: 'replied' | 'unsubscribed' | undefined;
  readonly hold: HoldReason;
}

/**
 * What a text of each meaning does. Every one was written by a person, so every one holds: a stop is certain for
 * this channel to this number, and what it means for the others a person decides. A start takes back a stop of
 * this very number, and nothing else; it lifts no suppression. HELP is answered by Twilio itself.
 */
const EFFECTS: Readonly<Record<TextMeaning, Effect>> = {
  stop: { words: ['asked'], kind: 'unsubscribe_request', feedback: 'unsubscribed', hold: 'stopped_by_text' },
  start: { words: ['started', 'answered'], kind: 'reply', feedback: 'replied', hold: 'reply' },
  help: { words: [], kind: 'reply', feedback: undefined, hold: 'reply' },
  reply: { words: ['answered'], kind: 'reply', feedback: 'replied', hold: 'reply' },
};

/**
 * Takes in one text: what it means for the number takes effect first, then the text is stored with the lead whom Rex
 * wrote to last at that number and holds the person, and the ledger is told. Each of them is harmless to repeat.
 */
export async function receiveText(deps: ReceiveTextDeps, received: ReceivedText): Promise<TextOutcome> {
  const { workspace, channel, numberId, sid, at } = received;
  const settings = (await deps.workspaces.get(workspace))?.settings;
  if (settings?.channels[channel].sender !== received.to) return 'notOurs';
  // Twilio has signed that the webhook of the number names this workspace, and its operators alone can set that.
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

/** A stop is one whoever says so. */
function meaningOf({ text, verdict }: ReceivedText): TextMeaning {
  const read = textMeaning(text);
  return read === 'stop' ? read : (verdict ?? read);
}

function evidenceOf({ verdict }: ReceivedText, meaning: TextMeaning): string {
  if (verdict) return `Twilio's verdict: ${verdict}`;
  return meaning === 'reply' ? 'text' : `keyword: ${meaning}`;
}

/** Rex has written to nobody there. A stop is kept with the number; anything else may be one from another telephone. */
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
        title: 'A text came in from a number that Rex has not written to',
        message:
          'It may be a request to stop from another telephone. Read it in the console of Twilio (its id is in the evidence), ' +
          'find the lead, suppress it if that is asked (`rex leads suppress LEAD`), then resolve this alert.',
        evidence: { channel, numberId, sid },
        cause: 'inbound-unmatched-text',
      },
      sid,
    );
  }
  return 'unknownNumber';
}

/** A START that Twilio hands in again must not take back a stop that came after it; every other text may come twice. */
async function isKnown(
  { numbers, leads }: Pick<ReceiveTextDeps, 'numbers' | 'leads'>,
  { workspace, numberId, sid }: ReceivedText,
): Promise<boolean> {
  const last = (await numbers.get(workspace, numberId))?.last;
  return last !== undefined && (await leads.listInbound(workspace, last.leadId)).some(({ id }) => id === sid);
}
