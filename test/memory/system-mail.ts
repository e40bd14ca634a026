import type { Accounts } from '../../shared/members/app/ports/accounts.ts';
import type { OutgoingMail, SendOutcome } from '../../shared/sending/app/ports/sending.ts';

/** What Rex writes to its own people, and the accounts that it made for them: in memory. */
export function openSystemMail() {
  const mails: OutgoingMail[] = [];
  const made: string[] = [];
  /** What the next calls come to. */
  const next: SendOutcome[] = [];
  const accounts: Accounts = { ensure: async (email) => void made.push(email) };
  return {
    mails,
    made,
    next,
    ports: {
      accounts,
      mailer: {
        send: async (mail: OutgoingMail): Promise<SendOutcome> => {
          const outcome = next.shift() ?? { outcome: 'accepted', providerMessageId: `p${mails.length + 1}` };
          if (outcome.outcome !== 'unavailable' && outcome.outcome !== 'refused') mails.push(mail);
          return outcome;
        },
      },
      systemFrom: 'rex@system.example' as string | undefined,
      consoleUrl: 'https://console.example',
    },
  };
}
