import type { MissionView } from '../../shared/missions/contract/mission.ts';
import { type Bar, coarseProgress, number, renderBar } from './terminal/progress-bar.ts';
import type { Terminal } from './terminal/terminal.ts';

type Step = MissionView['steps'][number];

const OUTREACH = 'outreach';

/** One bar per step of the mission, and a line of what became of its messages. */
export function showMissionProgress(terminal: Terminal, mission: MissionView, now?: Date): void {
  const bars = mission.steps.map((step) => barOf(step, mission.messages));
  const date = now === undefined ? '' : `  ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const head = `${terminal.style('bold', mission.state)}${date}  ${mission.waitingFor ?? ''}`.trimEnd();
  const current = bars.find((bar) => bar.done < (bar.total ?? 1));
  const plain = [mission.state, current && coarseProgress(current)].filter(Boolean).join(', ');
  terminal.live([head, ...bars.map(renderBar), messagesLine(mission)], plain);
}

function barOf({ name, state, parts }: Step, messages: MissionView['messages']): Bar {
  if (state === 'done')
    return { label: name, done: Math.max(parts.done, 1), total: Math.max(parts.total, 1) };
  // A part of outreach is done when the last sequence in it ends, weeks later; its messages tell how far it is.
  if (name === OUTREACH && state === 'running' && messages)
    return { label: name, done: messages.sent + messages.blocked, total: messages.drafted };
  const total = parts.total > 0 ? parts.total : state === 'pending' ? 1 : undefined;
  return {
    label: name,
    done: parts.done,
    total,
    ...(state === 'waiting' || state === 'failed' ? { note: state } : {}),
  };
}

function messagesLine({ messages }: MissionView): string {
  if (!messages) return '';
  const counts = [
    ['sent', messages.sent],
    ['delivered', messages.delivered],
    ['opened', messages.opened],
    ['replied', messages.replied],
    ['booked', messages.booked],
    ['unsubscribed', messages.unsubscribed],
    ['bounced', messages.bounced],
  ] as const;
  return counts.map(([name, count]) => `${number(count)} ${name}`).join('   ');
}
