import * as z from 'zod';
import { CHANNELS } from '../../shared/channels/contract/channels.ts';
import { flag, value, values } from './command.ts';

const REASONS = ['manual', 'legal', 'unsubscribe', 'complaint', 'hard_bounce', 'invalid'] as const;

/** Of the commands that add to a suppression list. */
export const suppressionFields = {
  reason: value('REASON', z.enum(REASONS).default('manual'), `${REASONS.join(', ')} (manual)`),
  channel: values(
    'CHANNEL',
    z.array(z.enum(CHANNELS)).default([]),
    `Only this channel: ${CHANNELS.join(', ')}; may be given several times`,
  ),
};

export const globalField = flag("The list of all workspaces; for people of the operators' workspace");

export const scopeOf = ({ global }: { readonly global: boolean }): 'global' | 'workspace' =>
  global ? 'global' : 'workspace';

export const channelsOf = <C>(channels: readonly C[]): C[] | undefined =>
  channels.length > 0 ? [...channels] : undefined;
