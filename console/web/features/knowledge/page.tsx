import { Link } from '@tanstack/react-router';
import type { DocumentView } from '../../../../shared/knowledge/contract/knowledge.ts';
import { knowledgeRoutes } from '../../../../shared/knowledge/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { count } from '../../format/numbers.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Paged } from '../../ui/paged.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { AddDocument } from './add-document.tsx';
import { Ask } from './ask.tsx';
import { DocumentState, wordsOfName } from './document-state.tsx';

const columns: readonly Column<DocumentView>[] = [
  {
    header: 'Document',
    width: '2fr',
    cell: ({ id, title }) => (
      <Link to="/knowledge/$id" params={{ id } as never}>
        {title}
      </Link>
    ),
  },
  { header: 'Category', width: '1.3fr', wide: true, cell: ({ category }) => wordsOfName(category) },
  { header: 'State', width: '8rem', cell: (document) => <DocumentState of={document} /> },
  {
    header: 'For',
    width: '7rem',
    wide: true,
    cell: ({ audience }) => (audience === 'customers' ? 'Customers' : 'Members'),
  },
  {
    header: 'Passages',
    width: '6rem',
    align: 'end',
    cell: ({ current }) => (current === null ? '' : count(current.passages)),
  },
  {
    header: 'Changed',
    width: '8rem',
    align: 'end',
    wide: true,
    cell: ({ changedAt }) => <Time at={changedAt} />,
  },
];

/** The documents that Rex reads, searches and cites. */
export function Page() {
  const session = useSession();
  const request = { query: { limit: 100 } };
  const pages = usePages(knowledgeRoutes.listDocuments, request, ({ documents }) => documents);
  return (
    <PageFrame
      title="Knowledge"
      about="Documents that Rex reads and cites. What one for customers says may stand in messages."
      actions={
        <>
          <CopyAs route={knowledgeRoutes.listDocuments} request={request} command="rex knowledge list" />
          {session.may(knowledgeRoutes.putDocument) ? <AddDocument /> : null}
        </>
      }
    >
      <Ask />
      <Card title="Documents" flush>
        <Paged
          pages={pages}
          empty={
            <Empty title="No document yet">
              Add what your people know: policies, brand guidelines, what customers ask. A file, a page of
              your site, or a text.
            </Empty>
          }
        >
          <Table
            label="Documents"
            columns={columns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/knowledge/${id}`}
            more={pages.more}
            hasMore={pages.hasMore}
          />
        </Paged>
      </Card>
    </PageFrame>
  );
}
