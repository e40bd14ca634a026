import { Link } from '@tanstack/react-router';
import type { NewsletterView } from '../../../../shared/newsletter/contract/newsletter.ts';
import { newsletterRoutes } from '../../../../shared/newsletter/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty, Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { NewsletterForm } from './newsletter-form.tsx';

const columns: readonly Column<NewsletterView>[] = [
  {
    header: 'Newsletter',
    width: '1.2fr',
    cell: ({ id, name }) => (
      <Link to="/newsletters/$id" params={{ id } as never}>
        {name}
      </Link>
    ),
  },
  { header: 'Sent for', width: '2fr', cell: ({ purpose }) => purpose },
  {
    header: 'List-Id',
    width: '1.5fr',
    wide: true,
    cell: ({ listId }) => <span className="mono">{listId}</span>,
  },
  {
    header: 'Made',
    width: '8rem',
    align: 'end',
    wide: true,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
];

/** The newsletters of the workspace. */
export function Page() {
  const session = useSession();
  const query = useApi(newsletterRoutes.listNewsletters, {});
  return (
    <PageFrame
      title="Newsletters"
      about="For people who asked for them: each has a proof of it, and leaves with one click."
      actions={
        <>
          <CopyAs route={newsletterRoutes.listNewsletters} request={{}} command="rex newsletter list" />
          {session.may(newsletterRoutes.putNewsletter) ? <NewsletterForm /> : null}
        </>
      }
    >
      <Card flush>
        <Loaded query={query}>
          {({ newsletters }) =>
            newsletters.length === 0 ? (
              <Empty title="No newsletter yet">
                Make one, and link to its form from your site: whoever confirms by a mail gets it.
              </Empty>
            ) : (
              <Table
                label="Newsletters"
                columns={columns}
                rows={newsletters}
                keyOf={({ id }) => id}
                hrefOf={({ id }) => `/newsletters/${id}`}
              />
            )
          }
        </Loaded>
      </Card>
    </PageFrame>
  );
}
