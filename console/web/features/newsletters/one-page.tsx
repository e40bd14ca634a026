import { Link } from '@tanstack/react-router';
import type { NewsletterView } from '../../../../shared/newsletter/contract/newsletter.ts';
import { newsletterRoutes } from '../../../../shared/newsletter/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { usePathPart } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { AddSubscriber } from './add-subscriber.tsx';
import { NewsletterForm } from './newsletter-form.tsx';
import { Subscribers } from './subscribers.tsx';

/** One newsletter: what people agree to, and who gets it. */
export function Page() {
  const session = useSession();
  const id = usePathPart('id');
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
            <Subscribers newsletter={id} />
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
