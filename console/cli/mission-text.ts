import type { MissionView } from '../../shared/missions/contract/mission.ts';
import { renderAudience, renderMessages, renderReport } from './report-text.ts';
import { moment } from './terminal/moment.ts';
import { oneLine, renderFacts, renderTable } from './terminal/table.ts';

const LAST_LOG_LINES = 8;

export function renderMission(mission: MissionView): string {
  const { decisionCounts } = mission;
  const facts: [string, string][] = [
    ['Mission', mission.id],
    ['Name', mission.name],
    ['State', `${mission.state}: ${mission.reason}`],
    ['Progress', `${mission.progress} %`],
    ['Waits for', mission.waitingFor ?? 'nothing'],
    ['Approval', mission.approvalId ?? 'none yet'],
    ['Replies', repliesText(mission)],
    ...(mission.release ? [['List', listText(mission.release)] as [string, string]] : []),
    [
      'Decisions',
      `${decisionCounts.stateMachine} by the state machine, ${decisionCounts.rules} by rules, ${decisionCounts.llm} by a model`,
    ],
    ['Created', moment(mission.createdAt)],
  ];
  const steps = renderTable(mission.steps, [
    { title: 'Step', cell: ({ name }) => name },
    { title: 'By', cell: ({ agent }) => agent },
    { title: 'State', cell: ({ state }) => state },
    {
      title: 'Parts',
      cell: ({ parts }) => (parts.total === 0 ? undefined : `${parts.done} of ${parts.total}`),
      align: 'right',
    },
  ]);
  const log = mission.log
    .slice(-LAST_LOG_LINES)
    .map(
      ({ at, what, actor, detail }) => `${moment(at)}  ${oneLine(`${what} by ${actorOf(actor)}. ${detail}`)}`,
    );
  return [
    renderFacts(facts),
    ...(mission.steps.length === 0 ? [] : [steps]),
    ...(mission.report
      ? [renderReport(mission.report)]
      : [
          ...(mission.audience ? [renderAudience(mission.audience)] : []),
          ...(mission.messages ? [renderMessages(mission.messages)] : []),
        ]),
    ...(log.length === 0 ? [] : [`Log\n${log.join('\n')}`]),
  ].join('\n\n');
}

/** `user:ann` is ann, and every part of Rex is Rex. */
const actorOf = (actor: string): string => (actor.startsWith('user:') ? actor.slice('user:'.length) : 'Rex');

function repliesText({ repliesWaiting: waiting, replyClasses }: MissionView): string {
  const state =
    waiting === 0 ? 'none waits for a decision' : `${waiting} wait for a decision: rex replies list`;
  const classes = Object.entries(replyClasses).map(
    ([name, count]) => `${count} ${name.replaceAll('_', ' ')}`,
  );
  return classes.length === 0 ? state : `${state} (${classes.join(', ')})`;
}

function listText({
  at,
  stopped,
  resumed,
  cohorts,
  settled,
  bounced,
}: NonNullable<MissionView['release']>): string {
  if (stopped)
    return `stopped at ${moment(stopped.at)}. Go on with: rex missions resume MISSION --reason TEXT`;
  const known = `cohorts that may send: ${cohorts}${
    settled === 0
      ? ', to learn from their first e-mails'
      : `; ${bounced} of ${settled} first e-mails had bounced when that was decided, at ${moment(at)}`
  }`;
  return resumed ? `${known} (${resumed.by} let it go on: ${resumed.reason})` : known;
}
