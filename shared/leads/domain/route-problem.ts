import type { Channel, ChannelSettings } from '../../channels/contract/channels.ts';
import { isTextable } from '../../channels/domain/textable.ts';
import type { ParsedLead } from './lead-profile.ts';

export interface RouteProblem {
  /** The problem, as a clause. */
  readonly clause: string;
  readonly unblock: string;
}

type Reached = Pick<ParsedLead, 'phone' | 'linkedinUrl'>;
type Check = (profile: Reached, settings: ChannelSettings, step: number) => RouteProblem | undefined;

/**
 * Meta delivers no marketing templates to the United States (since April 2025; error 63049). Rex decides by the country code,
 * which other countries share: a Canadian gets an e-mail instead of a message, which is better than a refused message.
 */
const NO_WHATSAPP_MARKETING = '+1';

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
    if (phone?.startsWith(NO_WHATSAPP_MARKETING)) {
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

/** The import keeps every number that exists; texts go to mobile ones only. */
function phoneProblem(phone: string | undefined): RouteProblem | undefined {
  if (phone === undefined) return problem('there is no valid phone number', 'Import the number.');
  return isTextable(phone)
    ? undefined
    : problem('the phone number is not a mobile one', 'Import a mobile number.');
}
