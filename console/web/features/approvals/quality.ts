import { aesthete } from '../../../../shared/lords/aesthete/contract/seat.ts';
import { seatRoutes } from '../../../../shared/seats/contract/seat.ts';
import type { Approval } from './detail/view.ts';

export type MessageQuality = NonNullable<Approval['quality']>[number];

const { approveContent } = seatRoutes(aesthete);
if (!approveContent) throw new Error('The Aesthete approves no content.');
/** The Aesthete's decision on a content: with a reason it lets pass what is below the threshold. */
export const LET_PASS = approveContent;

/** How good the template of a message is; texts by other channels are not judged. */
export const qualityOf = (
  quality: Approval['quality'],
  { channel, step, variant }: Pick<Approval['sample'][number], 'channel' | 'step' | 'variant'>,
): MessageQuality | undefined =>
  channel === 'email' ? quality?.find((each) => each.step === step && each.variant === variant) : undefined;
