import { Link } from '@tanstack/react-router';
import { enrichmentRoutes } from '../../../../../shared/enrichment/contract/routes.ts';
import { profileRoutes } from '../../../../../shared/icp/contract/routes.ts';
import { type ExplanationView, leadRoutes } from '../../../../../shared/leads/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { usePathPart } from '../../../app/address.ts';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Loaded, Notice } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { Prose } from '../../../ui/prose.tsx';
import { nameOf } from '../standing.tsx';
import { Enrichment, Score } from './knowledge.tsx';
import { LeadActions } from './lead-actions.tsx';
import { LeadFacts } from './lead-facts.tsx';
import { MissionPart } from './mission-part.tsx';
import styles from './page.module.css';
import { timelineOf } from './timeline.ts';
import { TimelineList } from './timeline-list.tsx';

/** One person: what Rex may do, what it did, and why. */
export function Page() {
  const id = usePathPart('id');
  const request = { params: { id } };
  const query = useApi(leadRoutes.explainLead, request);
  // Asked for at the same time, and not when the explanation is there.
  useApi(enrichmentRoutes.showEnrichment, request);
  useApi(profileRoutes.scoreLead, { body: { leadId: id } });
  const lead = query.data?.lead;
  return (
    <PageFrame
      title={lead === undefined ? 'Lead' : nameOf(lead) || lead.email}
      about={
        <>
          <Link to="/leads">All leads</Link>
          {lead === undefined || nameOf(lead) === '' ? null : ` · ${lead.email}`}
        </>
      }
      actions={
        <CopyAs
          route={leadRoutes.explainLead}
          request={request}
          command={`rex explain ${lead?.email ?? id}`}
        />
      }
    >
      <Loaded query={query} lines={8}>
        {(explanation) => <Explained of={explanation} />}
      </Loaded>
    </PageFrame>
  );
}

function Explained({ of: explanation }: { readonly of: ExplanationView }) {
  const { lead, notes, summary, missions } = explanation;
  const enrichment = useApi(enrichmentRoutes.showEnrichment, { params: { id: lead.id } });
  const stopped = lead.suppressed !== null || lead.consent === 'opted_out';
  return (
    <>
      <Notice tone={stopped ? 'bad' : lead.held === null ? 'info' : 'warn'}>
        <p>
          <Prose of={summary} />
        </p>
      </Notice>
      <LeadActions lead={lead} />
      <div className={styles.columns}>
        <div className="stack">
          {missions.map((part) => (
            <MissionPart key={part.missionId} of={part} />
          ))}
          <Card title="What happened">
            <TimelineList entries={timelineOf(explanation, enrichment.data)} />
          </Card>
        </div>
        <div className="stack">
          <LeadFacts lead={lead} notes={notes} />
          <Score leadId={lead.id} />
          <Enrichment leadId={lead.id} />
        </div>
      </div>
    </>
  );
}
