import type { ProfileView } from '../../shared/icp/contract/routes.ts';
import { moment } from './terminal/moment.ts';
import { oneLine, renderTable } from './terminal/table.ts';

/** A profile for people: what to do with each segment, how well the score ranks, and what it would not read. */
export function renderProfile(profile: ProfileView): string {
  const { number, id, createdAt, leads, reachable, leftOut, outcomes, model } = profile;
  const known = outcomes
    ? `${outcomes.positive} of ${outcomes.known} known outcomes are good ones (from ${outcomes.source === 'import' ? 'the list' : 'what Rex sent'}).`
    : 'No outcome is known yet.';
  const segments = renderTable(profile.segments, [
    { title: 'Segment', cell: ({ name }) => oneLine(name), maxWidth: 45 },
    { title: 'Do', cell: ({ verdict }) => (verdict === 'first' ? 'write first' : verdict) },
    { title: 'Leads', cell: (segment) => segment.leads, align: 'right' },
    { title: 'Reachable', cell: (segment) => segment.reachable, align: 'right' },
    { title: 'Score', cell: ({ score }) => score.toFixed(1), align: 'right' },
    { title: 'Why', cell: ({ because }) => oneLine(because), maxWidth: 100 },
  ]);
  const refused = renderTable(model.refused, [
    { title: 'Refused column', cell: ({ column }) => oneLine(column), maxWidth: 40 },
    { title: 'AUC alone', cell: ({ auc }) => auc?.toFixed(3), align: 'right' },
    { title: 'Why', cell: ({ reason }) => oneLine(reason), maxWidth: 90 },
  ]);
  return [
    `Profile ${number} (${id}) of ${moment(createdAt)}: ${leads} leads, ${reachable} reachable, ${leftOut} in no segment. ${known}`,
    segments,
    model.reason,
    model.refused.length === 0 ? '' : refused,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
