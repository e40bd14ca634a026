import { Link } from '@tanstack/react-router';
import { type ImportView, leadRoutes } from '../../../../../shared/leads/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { usePathPart } from '../../../app/address.ts';
import { count } from '../../../format/numbers.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Meter } from '../../../ui/meter.tsx';
import { Loaded, Notice } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { Time } from '../../../ui/time.tsx';
import { ImportState } from './columns.tsx';
import { ImportCounts } from './import-counts.tsx';
import { ImportNotes } from './import-notes.tsx';
import { RejectedRows } from './rejected-rows.tsx';

/** Parts of a file come in without an event for each. */
const LOOK_EVERY_MS = 1_000;
const isUnderWay = (view: ImportView | undefined): boolean =>
  view?.state === 'AWAITING_UPLOAD' || view?.state === 'RUNNING';

/** One import: how far it is, what became of its rows, and what was left out. */
export function Page() {
  const id = usePathPart('id');
  const request = { params: { id } };
  const query = useApi(leadRoutes.getImport, request, {
    refetchInterval: ({ state }) =>
      isUnderWay(state.data as ImportView | undefined) ? LOOK_EVERY_MS : false,
  });
  return (
    <PageFrame
      title={query.data?.fileName ?? 'Import'}
      about={
        <>
          <Link to="/leads/imports">All imports</Link>
          {query.data === undefined ? null : (
            <>
              {' · '}
              {wordsOf(query.data.kind)}, begun <Time at={query.data.createdAt} />
            </>
          )}
        </>
      }
      actions={
        <>
          {query.data ? <ImportState of={query.data.state} /> : null}
          <CopyAs route={leadRoutes.getImport} request={request} />
        </>
      }
    >
      <Loaded query={query}>{(view) => <Import view={view} />}</Loaded>
    </PageFrame>
  );
}

function Import({ view }: { readonly view: ImportView }) {
  const { state, reason, progress } = view;
  if (state === 'FAILED') {
    return (
      <Notice tone="bad">
        <p>{reason ?? 'The file could not be imported.'}</p>
        <Link to="/leads/import" search={{ kind: view.kind } as never}>
          Import another file
        </Link>
      </Notice>
    );
  }
  return (
    <>
      {isUnderWay(view) ? (
        <Card>
          <div role="status">
            {state === 'AWAITING_UPLOAD' || progress.chunks === null ? (
              <p>
                {state === 'AWAITING_UPLOAD'
                  ? 'Waits for the file to arrive.'
                  : 'Rex reads through the file.'}
              </p>
            ) : (
              <Meter label="Parts of the file" value={progress.done} of={progress.chunks} unit="parts" />
            )}
            <span className="visually-hidden">{count(view.counts.rows)} rows so far</span>
          </div>
        </Card>
      ) : null}
      <Card title="Rows">
        <ImportCounts of={view} />
      </Card>
      {state === 'COMPLETED' ? (
        <>
          <div className="row">
            <Link to="/leads" className={buttonClass('primary')}>
              See the leads
            </Link>
            {view.kind === 'leads' ? (
              <Link to="/leads/import" search={{ kind: 'orders' } as never} className={buttonClass()}>
                Import their orders
              </Link>
            ) : null}
          </div>
          <ImportNotes of={view} />
          {view.counts.rejected + view.counts.flagged > 0 ? <RejectedRows of={view} /> : null}
        </>
      ) : null}
    </>
  );
}
