import { Link } from '@tanstack/react-router';
import { count } from '../../../format/numbers.ts';
import { onDay } from '../../../format/times.ts';
import { Badge, wordsOf, wordsWithin } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Time } from '../../../ui/time.tsx';
import { Consent, type LeadRow } from '../standing.tsx';
import styles from './lead-facts.module.css';

interface LeadFactsProps {
  readonly lead: LeadRow;
  readonly notes: readonly string[];
}

/** What Rex knows of a person, and whether they may be written to. */
export function LeadFacts({ lead, notes }: LeadFactsProps) {
  const { suppressed, held, notBefore } = lead;
  return (
    <>
      <Card title="May Rex write to them">
        <Facts
          of={[
            ['Consent', <Consent key="consent" of={lead.consent} />],
            ...Object.entries(lead.channelConsents).map(
              ([channel, consent]) =>
                [`By ${wordsWithin(channel)}`, <Consent key={channel} of={consent} />] as const,
            ),
            [
              'Suppressed',
              suppressed ? (
                <>
                  {wordsOf(suppressed.reason)}, <Time at={suppressed.at} />
                </>
              ) : (
                'No'
              ),
            ],
            ...Object.entries(lead.suppressedOn).map(
              ([channel, { reason, at }]) =>
                [
                  `Not by ${wordsWithin(channel)}`,
                  <span key={channel}>
                    {wordsOf(reason)}, <Time at={at} />
                  </span>,
                ] as const,
            ),
            [
              'Held',
              held ? (
                <>
                  {wordsOf(held.reason)}, <Time at={held.since} />.{' '}
                  <Link to="/inbox/$id" params={{ id: lead.id.replace(/^l_/, 'c_') } as never}>
                    Decide
                  </Link>
                </>
              ) : (
                'No'
              ),
            ],
            [
              'Not before',
              notBefore ? (
                <>
                  <Time at={notBefore.at} /> ({wordsOf(notBefore.because)})
                </>
              ) : null,
            ],
          ]}
        />
      </Card>
      {notes.length === 0 ? null : (
        <Card title="Notes of your files">
          <ul className="stack-tight">
            {notes.map((note) => (
              <li key={note} className={styles.note}>
                {note}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="Facts">
        <Facts
          of={[
            ['Company', lead.company],
            ['Job title', lead.jobTitle],
            ['Industry', lead.industry],
            ['Employees', lead.employees === null ? null : count(lead.employees)],
            ['Telephone', lead.phone],
            ['LinkedIn', lead.linkedinUrl],
            ['Country', lead.country],
            ['Time zone', lead.timeZone],
            ['Orders', count(lead.orders)],
            ['Last order', lead.lastOrderOn === null ? null : onDay(lead.lastOrderOn)],
            ['Ids in your systems', lead.externalIds.length === 0 ? null : lead.externalIds.join(', ')],
            [
              'Id',
              <span key="id" className="mono">
                {lead.id}
              </span>,
            ],
            [
              'To look at',
              lead.flags.length === 0 ? null : (
                <span key="flags" className="row">
                  {lead.flags.map((flag) => (
                    <Badge key={flag} tone="warn">
                      {wordsOf(flag.replaceAll(/([a-z])([A-Z])/g, '$1 $2'))}
                    </Badge>
                  ))}
                </span>
              ),
            ],
          ]}
        />
      </Card>
    </>
  );
}
