import { expect, it } from 'vitest';
import { goodSendContext } from '../../../test/bench/send-context.ts';
import type { Channel } from '../../channels/contract/channels.ts';
import type { NextAct } from '../domain/next-act.ts';
import { decideRound } from './decide-round.ts';
import type { SendView } from './send-context.ts';

const NOW = new Date('2026-03-04T12:00:00Z');
const good = goodSendContext(NOW);
const cohort = { workspace: 'bench', missionId: good.mission.id, id: 'utc-0001' };

/** What is decided over messages that the guards let pass, on a day on which the domain has sent all that it may. */
function decided(...channels: Channel[]): string | undefined {
  const domain = good.domain && { ...good.domain, targetPerDay: 5 };
  const domains = { [domain?.domain ?? '']: { sent: 5, bounced: 0, complained: 0 } };
  const view: SendView = {
    mission: good.mission,
    settings: good.settings,
    content: undefined,
    approval: good.approval,
    domain,
    day: { day: '2026-03-04', sent: 5, domains, channels: {}, inboxes: {} },
  };
  const acts = channels.map((channel): NextAct => ({ act: 'send', step: 1, context: { ...good, channel } }));
  const waits: NextAct = { act: 'look-again', at: NOW, because: 'WARMUP_CAP' };
  return decideRound(view, cohort, [...acts, waits], NOW)?.action;
}

it.each(['sms', 'whatsapp', 'linkedin'] as const)(
  'the cap of the sending domain keeps no message back that goes by %s',
  (channel) => {
    expect(decided(channel)).toBe('send');
    expect(decided('email', channel)).toBe('send');
  },
);

it('it keeps e-mails back', () => {
  expect(decided()).toBe('wait');
  expect(decided('email')).toBe('wait');
});
