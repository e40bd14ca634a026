import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { recordedDecisionSchema } from '../../../../shared/decisions/contract/routes.ts';
import { wordsOf } from '../../ui/badge.tsx';
import type { Column } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';

export type Decision = z.output<typeof recordedDecisionSchema>;

export const LAYER_NAMES = {
  'state-machine': 'State machine',
  rules: 'Rules',
  llm: 'Language model',
} as const;

export const decisionColumns: readonly Column<Decision>[] = [
  {
    header: 'Rule',
    width: '1.4fr',
    cell: ({ id, rule }) => (
      <Link to="." search={(old: Record<string, unknown>) => ({ ...old, show: id })} title={rule}>
        {rule}
      </Link>
    ),
  },
  { header: 'Action', width: '6.5rem', cell: ({ action }) => wordsOf(action) },
  {
    header: 'Why',
    width: '3fr',
    wide: true,
    cell: ({ explanation }) => <span title={explanation}>{explanation}</span>,
  },
  { header: 'Layer', width: '8rem', wide: true, cell: ({ layer }) => LAYER_NAMES[layer] },
  { header: 'When', width: '7.5rem', align: 'end', cell: ({ at }) => <Time at={at} /> },
];

/** What a decision is about: a mission has a page. */
export const Subject = ({ of: subject }: { readonly of: string }) =>
  subject.startsWith('m_') ? (
    <Link to="/missions/$id" params={{ id: subject } as never}>
      {subject}
    </Link>
  ) : (
    subject
  );
