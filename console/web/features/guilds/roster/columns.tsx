import { Link } from '@tanstack/react-router';
import type { RosterAgentView } from '../../../../../shared/guilds/contract/guilds.ts';
import { Badge, wordsOf } from '../../../ui/badge.tsx';
import type { Column } from '../../../ui/table.tsx';
import { MODEL_WORDS } from './model-words.ts';

export const agentColumns: readonly Column<RosterAgentView>[] = [
  {
    header: 'Agent',
    width: '2fr',
    cell: ({ name }) => (
      <Link to="/roster/$name" params={{ name } as never}>
        {name}
      </Link>
    ),
  },
  {
    header: 'What it does',
    width: '2.6fr',
    wide: true,
    cell: ({ role }) => <span title={role}>{role}</span>,
  },
  { header: 'Guild', width: '5.5rem', wide: true, cell: ({ guild }) => wordsOf(guild) },
  { header: 'Capability', width: '5.5rem', wide: true, cell: ({ capability }) => wordsOf(capability) },
  {
    header: 'Model',
    width: '7.5rem',
    cell: ({ model }) => (model === 'needed' ? <Badge>{MODEL_WORDS.needed}</Badge> : MODEL_WORDS[model]),
  },
];
