/** How a message that went out was received; of several at once, the first in this order. */
export const RESPONSES = ['answered', 'clicked', 'bounced', 'unanswered'] as const;
export type Response = (typeof RESPONSES)[number];

/** How many messages by one channel one person received in each way. */
export type PastResponse = Readonly<Partial<Record<Response, number>>>;

/**
 * What a message counts for in the estimate of how often this person answers by its channel: so many answers to so many
 * messages. The values are judgement: the shared data holds no set of messages with what each person did. A click counts half an
 * answer, as in the score of leads; opens count nothing, since machines cause most of them. A message that failed says more
 * against the channel than one that was left unanswered.
 */
const WORTH: Readonly<Record<Response, { readonly answers: number; readonly messages: number }>> = {
  answered: { answers: 1, messages: 1 },
  clicked: { answers: 0.5, messages: 1 },
  bounced: { answers: 0, messages: 4 },
  unanswered: { answers: 0, messages: 1 },
};

/**
 * Weight of the general reply rate, in messages, against what the person did. By judgement too: one answer lifts the rate above
 * 9 %, more than any channel begins with, and a sequence of six e-mails in silence takes off three eighths.
 */
const GENERAL_WEIGHT = 10;

/**
 * How likely a person answers the next message by a channel: the reply rate of everybody there, as the mean of a beta
 * distribution, updated by what this person did (as in the BG/BB model of Fader, Hardie and Shang, 2010, without its dropout).
 * @param general the reply rate of the channel, in [0, 1]
 */
export function personalRate(general: number, past: PastResponse): number {
  let [answers, messages] = [general * GENERAL_WEIGHT, GENERAL_WEIGHT];
  for (const response of RESPONSES) {
    const count = past[response] ?? 0;
    answers += WORTH[response].answers * count;
    messages += WORTH[response].messages * count;
  }
  return answers / messages;
}

/** Such as "1 answered and 3 unanswered before"; empty when nothing was sent. */
export function describePast(past: PastResponse): string {
  const counts = RESPONSES.flatMap((response) => (past[response] ? [`${past[response]} ${response}`] : []));
  return counts.length === 0 ? '' : `${counts.join(', ')} before`;
}
