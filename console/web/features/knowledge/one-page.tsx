import { Link, useNavigate } from '@tanstack/react-router';
import type { DocumentView } from '../../../../shared/knowledge/contract/knowledge.ts';
import { knowledgeRoutes } from '../../../../shared/knowledge/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { usePathPart } from '../../app/address.ts';
import { Who } from '../../app/who.tsx';
import { count } from '../../format/numbers.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded, Notice } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import { DocumentState, wordsOfName } from './document-state.tsx';
import { Passages } from './passages.tsx';

/** One document: how it stands, and what Rex reads of it. */
export function Page() {
  const session = useSession();
  const id = usePathPart('id');
  const request = { params: { id } };
  const query = useApi(knowledgeRoutes.getDocument, request);
  return (
    <PageFrame
      title={query.data?.title ?? 'Document'}
      about={<Link to="/knowledge">All documents</Link>}
      actions={
        <>
          <CopyAs
            route={knowledgeRoutes.getDocument}
            request={request}
            command={`rex knowledge show ${id} --passages`}
          />
          {query.data !== undefined && session.may(knowledgeRoutes.removeDocument) ? (
            <RemoveDocument of={query.data} />
          ) : null}
        </>
      }
    >
      <Loaded query={query}>
        {(document) => (
          <>
            {document.failure === null ? null : <Notice tone="bad">{document.failure}</Notice>}
            <About of={document} />
            {document.current === null ? null : <Passages document={id} edition={document.current.edition} />}
          </>
        )}
      </Loaded>
    </PageFrame>
  );
}

function About({ of: document }: { readonly of: DocumentView }) {
  const { id, category, audience, readers, expiresAt, address, current, createdBy } = document;
  return (
    <Card title="About it">
      <Facts
        of={[
          ['State', <DocumentState key="state" of={document} />],
          [
            'Name',
            <span key="name" className="mono">
              {id}
            </span>,
          ],
          ['Category', wordsOfName(category)],
          ['For', audience === 'customers' ? 'Members, and messages to people outside' : 'Members'],
          ['Readers', readers.length === 5 ? 'All roles' : ['owner', 'admin', ...readers].join(', ')],
          ['Address', address],
          ['Expires', expiresAt === null ? null : <Time key="expires" at={expiresAt} />],
          [
            'Edition',
            current && (
              <span key="edition">
                {current.edition}, by <Who is={current.by} />
              </span>
            ),
          ],
          ['Read', current && <Time key="read" at={current.readAt} />],
          ['Passages', current && count(current.passages)],
          ['Pages', current?.pages],
          [
            'Found by',
            current && (current.vectors === null ? 'Words' : `Words, and meaning (${current.vectors})`),
          ],
          [
            'Missing sections',
            current === null || current.missing.length === 0 ? null : current.missing.join(', '),
          ],
          ['Added by', <Who key="by" is={createdBy} />],
        ]}
      />
    </Card>
  );
}

function RemoveDocument({ of: { id, title } }: { readonly of: DocumentView }) {
  const navigate = useNavigate();
  const tell = useTell();
  const remove = useCommand(knowledgeRoutes.removeDocument);
  return (
    <Confirm
      label="Remove"
      kind="danger"
      trigger="secondary"
      title={`Remove ${title}?`}
      about="It answers nothing from then on, and all its editions go. This cannot be taken back."
      run={async () => {
        await remove.mutateAsync({ params: { id } });
        tell(`${title} is removed.`);
        void navigate({ to: '/knowledge' });
      }}
    />
  );
}
