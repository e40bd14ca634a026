import type { AudienceCounts, MessageCounts, MissionReport } from '../../shared/missions/contract/mission.ts';
import { number } from './terminal/progress-bar.ts';
import { oneLine, renderFacts, renderTable } from './terminal/table.ts';

type AbResult = NonNullable<MissionReport['ab']>;
type Incremental = NonNullable<MissionReport['incremental']>;
type Rate = AbResult['variants'][number]['replied'];

/** The report of a mission as text: whom, what was sent, which variant did better, what it brought. */
export function renderReport({
  audience,
  messages,
  ab,
  incremental,
  recommendations,
}: MissionReport): string {
  const sections = [
    renderAudience(audience),
    renderMessages(messages),
    ab && renderAb(ab),
    incremental && renderIncremental(incremental),
    recommendations.length > 0 &&
      `Recommendations\n${recommendations
        .map(
          ({ id, kind, sentence, evidence }) =>
            `- ${oneLine(sentence)} (${kind}; ${oneLine(evidence)})${id === undefined ? '' : ` ${id}`}`,
        )
        .join('\n')}`,
  ];
  return sections.filter(Boolean).join('\n\n');
}

export function renderAudience({
  excluded,
  ...counts
}: AudienceCounts & { readonly emailed?: number }): string {
  const left = Object.entries(excluded).map(([code, count]): [string, string] => [
    `  ${code}`,
    number(count),
  ]);
  return `Audience\n${renderFacts([
    ['leads', number(counts.leads)],
    ['selected', number(counts.selected)],
    ...(counts.emailed === undefined ? [] : [['e-mailed', number(counts.emailed)] as [string, string]]),
    ['held out', number(counts.holdout)],
    ...left,
  ])}`;
}

export function renderMessages({ blockedBy, rejectedFor, ...counts }: MessageCounts): string {
  const rows = Object.entries(counts).map(([name, count]): [string, string] => [name, number(count)]);
  const blocked = Object.entries(blockedBy).map(([code, count]): [string, string] => [
    `  by ${code}`,
    number(count),
  ]);
  return `Messages\n${renderFacts([...rows, ...blocked])}`;
}

function renderAb({ variants, verdict, difference, confidenceSequence95 }: AbResult): string {
  const table = renderTable(variants, [
    { title: 'Variant', cell: ({ variant }) => variant },
    { title: 'Leads', cell: ({ leads }) => number(leads), align: 'right' },
    { title: 'Sent', cell: ({ sent }) => number(sent), align: 'right' },
    { title: 'Opened', cell: ({ opened }) => rateText(opened), align: 'right' },
    { title: 'Clicked', cell: ({ clicked }) => rateText(clicked), align: 'right' },
    { title: 'Replied', cell: ({ replied }) => rateText(replied), align: 'right' },
    { title: 'Booked', cell: ({ booked }) => rateText(booked), align: 'right' },
    { title: 'Unsubscribed', cell: ({ unsubscribed }) => rateText(unsubscribed), align: 'right' },
  ]);
  const interval =
    confidenceSequence95 && ` [${percent(confidenceSequence95.low)}, ${percent(confidenceSequence95.high)}]`;
  const line =
    difference === null ? '' : ` Replies of B less those of A: ${percent(difference)}${interval ?? ''}.`;
  return `A/B test\n${table}\n${oneLine(verdict).replace(/\.$/, '')}.${line}`;
}

function renderIncremental({ treated, holdout, sentence }: Incremental): string {
  const rows = [
    { group: 'e-mailed', ...treated },
    { group: 'held out', ...holdout },
  ];
  const table = renderTable(rows, [
    { title: 'Group', cell: ({ group }) => group },
    { title: 'Leads', cell: ({ leads }) => number(leads), align: 'right' },
    { title: 'Bought', cell: ({ converted }) => number(converted), align: 'right' },
    { title: 'Revenue, USD', cell: ({ revenueUsd }) => revenueUsd.toFixed(2), align: 'right' },
  ]);
  return `Against the holdout\n${table}\n${oneLine(sentence)}`;
}

function rateText({ rate, interval95 }: Rate): string {
  if (rate === null) return '-';
  return interval95
    ? `${percent(rate)} [${percent(interval95.low)}, ${percent(interval95.high)}]`
    : percent(rate);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
