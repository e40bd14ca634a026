import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import type { NewsletterView } from '../../../../shared/newsletter/contract/newsletter.ts';
import { newsletterRoutes } from '../../../../shared/newsletter/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { useAddress, usePathPart } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Time } from '../../ui/time.tsx';
import { AddSubscriber } from './add-subscriber.tsx';
import { Issues } from './issues.tsx';
import { NewsletterForm } from './newsletter-form.tsx';
import { Subscribers } from './subscribers.tsx';

/** Those who get it first. */
const TABS = [
  { id: 'confirmed', label: 'Get it' },
  { id: 'pending', label: 'Have not confirmed' },
  { id: 'unsubscribed', label: 'Unsubscribed' },
  { id: 'bounced', label: 'Bounced' },
  { id: 'complained', label: 'Complained' },
  { id: 'issues', label: 'Issues' },
] as const;
const addressSchema = z.object({ tab: z.enum(TABS.map(({ id }) => id)) });

/** One newsletter: what people agree to, who gets it, and what was sent. */
export function Page() {
  const session = useSession();
  const id = usePathPart('id');
  const [{ tab = 'confirmed' }] = useAddress(addressSchema);
  const request = { params: { id } };
  const query = useApi(newsletterRoutes.getNewsletter, request);
  return (
    <PageFrame
      title={query.data?.name ?? 'Newsletter'}
      about={<Link to="/newsletters">All newsletters</Link>}
      actions={
        <>
          <CopyAs
            route={newsletterRoutes.getNewsletter}
            request={request}
            command={`rex newsletter show ${id}`}
          />
          {query.data !== undefined && session.may(newsletterRoutes.putNewsletter) ? (
            <NewsletterForm of={query.data} />
          ) : null}
          {session.may(newsletterRoutes.addSubscriber) ? <AddSubscriber newsletter={id} /> : null}
        </>
      }
    >
      <Loaded query={query}>
        {(newsletter) => (
          <>
            <About of={newsletter} />
            <Tabs label="Parts of the newsletter" current={tab} tabs={TABS} />
            {tab === 'issues' ? <Issues newsletter={id} /> : <Subscribers newsletter={id} state={tab} />}
          </>
        )}
      </Loaded>
    </PageFrame>
  );
}

const About = ({ of: { purpose, listId, form, formAddress } }: { readonly of: NewsletterView }) => (
  <Card title="What people agree to">
    <Facts
      of={[
        ['Sent for', purpose],
        [
          'Form',
          <a key="form" href={formAddress} target="_blank" rel="noreferrer">
            {formAddress}
          </a>,
        ],
        [
          `Text, version ${form.version}`,
          <span key="text">
            {form.text}{' '}
            <span className="quiet small">
              since <Time at={form.since} />
            </span>
          </span>,
        ],
        [
          'List-Id',
          <span key="list" className="mono">
            {listId}
          </span>,
        ],
      ]}
    />
  </Card>
);
