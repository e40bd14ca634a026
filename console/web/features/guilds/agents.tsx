import { Link } from '@tanstack/react-router';
import type { GuildView } from '../../../../shared/guilds/contract/guilds.ts';
import { guildRoutes } from '../../../../shared/guilds/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Table } from '../../ui/table.tsx';
import styles from './guilds.module.css';
import { agentColumns } from './roster/columns.tsx';

/** The agents of a guild: those of the roster, which people run, and those that work in missions. */
export function Agents({ of: { name, missionAgents } }: { readonly of: GuildView }) {
  const query = useApi(guildRoutes.listRoster, { query: { guild: name } });
  return (
    <Card title="Agents" flush>
      <Loaded query={query} lines={8}>
        {({ agents }) => (
          <Table
            label="Agents of the guild"
            columns={agentColumns.filter(({ header }) => header !== 'Guild')}
            rows={agents}
            keyOf={(agent) => agent.name}
            hrefOf={(agent) => `/roster/${agent.name}`}
          />
        )}
      </Loaded>
      {missionAgents.length === 0 ? null : (
        <p className={styles.note}>
          In missions it works by {missionAgents.join(' and ')}: <Link to="/agents">what they do now</Link>.
        </p>
      )}
    </Card>
  );
}
