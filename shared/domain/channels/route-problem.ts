import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Channel, ChannelSettings } from '../../contracts/channels.ts';
import type { ParsedLead } from '../leads/lead-profile.ts';

export interface RouteProblem {
  /** What is missing, as a clause. */
  readonly clause: string;
  readonly unblock: string;
}

type Reached = Pick<ParsedLead, 'phone' | 'linkedinUrl'>;
type Check = (profile: Reached, settings: ChannelSettings, step: number) => RouteProblem | undefined;

/** Meta delivers no marketing templates to the United States (since April 2025; error 63049). */
const NO_WHATSAPP_MARKETING: ReadonlySet<string> = new Set(['US']);

const problem = (clause: string, unblock: string): RouteProblem => ({ clause, unblock });
const NO_SENDER = (which: string) =>
  problem('the workspace has no number for it', `Set \`channels.${which}.sender\` in the settings.`);

const CHECKS: Readonly<Record<Channel, Check>> = {
  email: () => undefined,
  sms: ({ phone }, { sms }) => phoneProblem(phone) ?? (sms.sender ? undefined : NO_SENDER('sms')),
  whatsapp: ({ phone }, { whatsapp }, step) => {
    const wrong = phoneProblem(phone);
    if (wrong) return wrong;
    if (!whatsapp.sender) return NO_SENDER('whatsapp');
    if (NO_WHATSAPP_MARKETING.has(parsePhoneNumberFromString(phone ?? '')?.country ?? '')) {
      return problem('WhatsApp delivers no marketing to this country', 'Use another channel.');
    }
    return whatsapp.templates[step - 1]
      ? undefined
      : problem(
          `there is no approved template for step ${step}`,
          'Name one in `channels.whatsapp.templates`.',
        );
  },
  linkedin: ({ linkedinUrl }) =>
    linkedinUrl ? undefined : problem('there is no profile', 'Import the address of the profile.'),
};

/** Why a channel cannot reach a person, or undefined when it can. */
export const routeProblem = (
  channel: Channel,
  profile: Reached,
  settings: ChannelSettings,
  step: number,
): RouteProblem | undefined => CHECKS[channel](profile, settings, step);

/** Checked again here, for numbers may come from elsewhere than from an import. */
function phoneProblem(phone: string | undefined): RouteProblem | undefined {
  if (phone === undefined) return problem('there is no phone number', 'Import the number.');
  return parsePhoneNumberFromString(phone)?.isValid()
    ? undefined
    : problem('the phone number is not valid', 'Correct the number of the lead.');
}
