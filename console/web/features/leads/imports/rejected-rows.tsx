import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { type ImportView, leadRoutes } from '../../../../../shared/leads/contract/routes.ts';
import { ApiError, call } from '../../../api/client.ts';
import { usePages } from '../../../api/hooks.ts';
import { csvOf } from '../../../format/csv.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Problem } from '../../../ui/notice.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { type Column, Table } from '../../../ui/table.tsx';

type Page = z.output<typeof leadRoutes.listImportRows.success.schema>;
type Rejection = Page['rejections'][number];

const LIMIT = 100;
const columns: readonly Column<Rejection>[] = [
  { header: 'Row', width: '4rem', align: 'end', cell: ({ row }) => row },
  { header: 'Kind', width: '10rem', wide: true, cell: ({ code }) => wordsOf(code) },
  { header: 'Why', width: '3fr', cell: ({ reason }) => reason },
];

/** Rows that were not imported, to look at and to take away, and leads that look alike. */
export function RejectedRows({ of: { id, fileName, counts } }: { readonly of: ImportView }) {
  const request = { params: { id }, query: { limit: LIMIT } };
  const pages = usePages(leadRoutes.listImportRows, request, (page: Page) => [page]);
  const rejections = pages.rows.flatMap((page) => page.rejections);
  const lookAlikes = pages.rows.flatMap((page) => page.lookAlikes);
  if (pages.error) return <Problem error={pages.error} retry={pages.retry} />;
  return (
    <>
      {counts.rejected === 0 ? null : (
        <Card title="Rejected rows" flush actions={<DownloadRows id={id} fileName={fileName} />}>
          <Table
            label="Rejected rows"
            columns={columns}
            rows={rejections}
            keyOf={({ row, code }) => `${row} ${code}`}
            more={pages.more}
            hasMore={pages.hasMore}
          />
        </Card>
      )}
      {lookAlikes.length === 0 ? null : (
        <Card title="Leads that look alike">
          <ul className="stack-tight">
            {lookAlikes.map(({ leads, reason }) => (
              <li key={leads.join()}>
                {reason}{' '}
                {leads.map((lead, at) => (
                  <Link key={lead} to="/leads/$id" params={{ id: lead } as never}>
                    {`lead ${at + 1} `}
                  </Link>
                ))}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function DownloadRows({ id, fileName }: Pick<ImportView, 'id' | 'fileName'>) {
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const download = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const rows: Rejection[] = [];
      let cursor: string | undefined;
      do {
        const request = { params: { id }, query: { limit: LIMIT, cursor } };
        const { data } = await call(leadRoutes.listImportRows, request, session);
        rows.push(...data.rejections);
        cursor = data.cursor ?? undefined;
      } while (cursor !== undefined);
      const lines = rows.map(({ row, code, reason }) => [row, code, reason]);
      saveFile(`rejected-${fileName}`, 'text/csv', csvOf([['Row', 'Code', 'Reason'], ...lines]));
    } catch (failure) {
      setError(failure instanceof ApiError ? failure : new ApiError('FAILED', (failure as Error).message));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {error === undefined ? null : <Problem error={error} />}
      <Button small icon={<Download aria-hidden />} busy={busy} onClick={() => void download()}>
        Download as CSV
      </Button>
    </>
  );
}
