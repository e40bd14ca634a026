import { Link } from '@tanstack/react-router';
import type { ImportView } from '../../../../../shared/leads/contract/routes.ts';
import { count } from '../../../format/numbers.ts';
import { Badge, type Tone, wordsOf } from '../../../ui/badge.tsx';
import type { Column } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';

const TONES: Readonly<Record<ImportView['state'], Tone>> = {
  AWAITING_UPLOAD: 'neutral',
  RUNNING: 'info',
  COMPLETED: 'good',
  FAILED: 'bad',
};

export const ImportState = ({ of: state }: { readonly of: ImportView['state'] }) => (
  <Badge tone={TONES[state]}>{wordsOf(state)}</Badge>
);

export const importColumns: readonly Column<ImportView>[] = [
  {
    header: 'File',
    width: '2fr',
    cell: ({ id, fileName }) => (
      <Link to="/leads/imports/$id" params={{ id } as never}>
        {fileName}
      </Link>
    ),
  },
  { header: 'Holds', width: '5rem', wide: true, cell: ({ kind }) => wordsOf(kind) },
  { header: 'State', width: '8.5rem', cell: ({ state }) => <ImportState of={state} /> },
  { header: 'Rows', width: '5rem', align: 'end', wide: true, cell: ({ counts }) => count(counts.rows) },
  { header: 'New', width: '5rem', align: 'end', cell: ({ counts }) => count(counts.imported) },
  { header: 'Known', width: '5rem', align: 'end', wide: true, cell: ({ counts }) => count(counts.unchanged) },
  {
    header: 'Rejected',
    width: '5rem',
    align: 'end',
    wide: true,
    cell: ({ counts }) => count(counts.rejected),
  },
  {
    header: 'Begun',
    width: '8rem',
    align: 'end',
    wide: true,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
];
