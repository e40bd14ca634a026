import * as z from 'zod';
import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { useAddress, usePathPart } from '../../app/address.ts';
import { State } from '../../ui/badge.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DomainActions } from './domain-actions.tsx';
import { DomainInboxes } from './domain-inboxes.tsx';
import { DomainNumbers } from './domain-numbers.tsx';
import { Obstacles } from './obstacles.tsx';
import { Overview } from './overview.tsx';
import { Records } from './records.tsx';
import { type Standing, shownStateOf, useResources } from './resources.ts';
import { Rules } from './rules.tsx';

const TABS = ['overview', 'inboxes', 'records', 'rules'] as const;
const addressSchema = z.object({ tab: z.enum(TABS) });

/** One sending domain: how it stands and why, its warmup, inboxes, DNS records and the rules of mailbox providers. */
export function Page() {
  const id = usePathPart('id');
  const domain = useApi(resourceRoutes.showDomain, { params: { id } });
  return (
    <PageFrame
      title={id}
      about={domain.data === undefined ? undefined : <About standing={domain.data} />}
      actions={
        <>
          <CopyAs
            route={resourceRoutes.showDomain}
            request={{ params: { id } }}
            command={`rex domains show ${id}`}
          />
          {domain.data === undefined ? null : <DomainActions standing={domain.data} />}
        </>
      }
    >
      <Loaded query={domain} lines={8}>
        {(standing) => <Parts standing={standing} />}
      </Loaded>
    </PageFrame>
  );
}

function Parts({ standing }: { readonly standing: Standing }) {
  const [{ tab = 'overview' }] = useAddress(addressSchema);
  const pooled = useResources().data?.domains.find(({ domain }) => domain === standing.domain);
  return (
    <>
      <Obstacles standing={standing} obstacle={pooled?.obstacle ?? null} />
      <DomainNumbers standing={standing} />
      <Tabs
        label={`Parts of ${standing.domain}`}
        current={tab}
        tabs={[
          { id: 'overview', label: 'Health and warmup' },
          { id: 'inboxes', label: 'Inboxes', count: standing.inboxes.length },
          { id: 'records', label: 'DNS records' },
          { id: 'rules', label: 'Rules of providers' },
        ]}
      />
      {tab === 'overview' ? <Overview standing={standing} holders={pooled?.holders ?? []} /> : null}
      {tab === 'inboxes' ? <DomainInboxes standing={standing} pooled={pooled} /> : null}
      {tab === 'records' ? <Records domain={standing.domain} /> : null}
      {tab === 'rules' ? <Rules domain={standing.domain} /> : null}
    </>
  );
}

const KINDS = {
  custom: 'A domain that was in use before',
  prewarmed: 'A domain that came warm',
  warming: 'A new domain',
} as const;
const WARMUPS = {
  warming: 'which is warming up',
  held: 'whose warmup is held',
  recovering: 'which recovers after a rest',
} as const;

const About = ({ standing }: { readonly standing: Standing }) => (
  <span className="row">
    <State of={shownStateOf(standing)} />
    {KINDS[standing.tier]}
    {standing.warmup === 'warm' ? null : `, ${WARMUPS[standing.warmup]}`}
  </span>
);
