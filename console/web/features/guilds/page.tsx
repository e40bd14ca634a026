import { Link } from '@tanstack/react-router';
import { guildRoutes } from '../../../../shared/guilds/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { guildColumns } from './columns.tsx';
import { Period } from './period.tsx';

/** The seven guilds: what each is for, who belongs to it, what is left of the day, and what it did. */
export function Page() {
  const query = useApi(guildRoutes.listGuilds, {});
  return (
    <PageFrame
      title="Guilds"
      about="Agents and people by what they are good at. A guild has so many runs in a day, and its agents read, draft and advise."
      actions={
        <>
          <CopyAs route={guildRoutes.listGuilds} request={{}} command="rex guilds list" />
          <Link to="/roster" className={buttonClass()}>
            All agents
          </Link>
        </>
      }
    >
      <Loaded query={query} lines={7}>
        {({ guilds }) => (
          <Card title="The seven guilds" flush>
            <Table
              label="Guilds"
              columns={guildColumns}
              rows={guilds}
              keyOf={({ name }) => name}
              hrefOf={({ name }) => `/guilds/${name}`}
            />
            <Period since={guilds[0]?.performance.since} />
          </Card>
        )}
      </Loaded>
    </PageFrame>
  );
}
