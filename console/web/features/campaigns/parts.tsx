import { Link } from '@tanstack/react-router';
import type { CampaignResults, CampaignView } from '../../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { count } from '../../format/numbers.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Empty } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { useTell } from '../../ui/toast.tsx';
import { AddPart } from './add-part.tsx';
import { dollars } from './dollars.ts';

type Part = CampaignResults['parts'][number];

/** The type of what people do, and no handler. */
const PERSON_TYPE = 'person.do';

const COLUMNS: readonly Column<Part>[] = [
  {
    header: 'Part',
    width: '2fr',
    cell: ({ id, kind, name }) => (
      <Link to={kind === 'mission' ? '/missions/$id' : '/tasks/$id'} params={{ id } as never}>
        {name}
      </Link>
    ),
  },
  {
    header: 'Type',
    width: '1fr',
    wide: true,
    cell: ({ kind, type }) => (kind === 'mission' ? wordsOf(type) : type === PERSON_TYPE ? 'A person' : type),
  },
  { header: 'State', width: '8rem', cell: ({ state }) => <State of={state} /> },
  { header: 'Sent', width: '5rem', align: 'end', cell: ({ numbers }) => count(numbers.sent ?? 0) },
  { header: 'Cost', width: '6rem', align: 'end', cell: ({ costUsd }) => dollars(costUsd) },
];

interface PartsProps {
  readonly of: CampaignView;
  readonly results: CampaignResults;
  readonly open: boolean;
}

/** What each part of a campaign added to its results. A person lets others join, and takes out those that did not begin by a move. */
export function Parts({ of: campaign, results: { parts }, open }: PartsProps) {
  const session = useSession();
  const joined = new Set(campaign.parts.filter(({ move }) => move === null).map(({ id }) => id));
  const mayLeave = open && session.may(campaignRoutes.leaveCampaign) && joined.size > 0;
  const leave: Column<Part> = {
    header: '',
    width: '7rem',
    align: 'end',
    cell: (part) => (joined.has(part.id) ? <TakeOut of={campaign} part={part} /> : null),
  };
  return (
    <Card
      title="Parts"
      flush
      actions={open && session.may(campaignRoutes.joinCampaign) ? <AddPart of={campaign} /> : null}
    >
      {parts.length === 0 ? (
        <Empty title="No part yet">What its moves begin, and what is let join it, stands here.</Empty>
      ) : (
        <Table
          label="Parts"
          columns={mayLeave ? [...COLUMNS, leave] : COLUMNS}
          rows={parts}
          keyOf={({ id }) => id}
        />
      )}
    </Card>
  );
}

function TakeOut({ of: { id, name }, part }: { readonly of: CampaignView; readonly part: Part }) {
  const tell = useTell();
  const leave = useCommand(campaignRoutes.leaveCampaign, ['missions', 'tasks']);
  return (
    <Confirm
      small
      label="Take out"
      title={`Take "${part.name}" out of ${name}?`}
      about="What it did counts for the campaign no more. The mission or task itself stays."
      run={async () => {
        await leave.mutateAsync({ params: { id, part: part.id } });
        tell(`${part.name} is taken out.`);
      }}
    />
  );
}
