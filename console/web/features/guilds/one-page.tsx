import { Link } from '@tanstack/react-router';
import { guildRoutes } from '../../../../shared/guilds/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { usePathPart } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty, Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Agents } from './agents.tsx';
import { ChangeResources } from './change-resources.tsx';
import { People } from './people.tsx';
import { Performance } from './performance.tsx';
import { Resources } from './resources.tsx';
import { Runs } from './runs.tsx';

/** One guild: who belongs to it, what it may do today, what it did, and its latest runs. */
export function Page() {
  const session = useSession();
  const name = usePathPart('guild');
  const request = { params: { guild: name } };
  const query = useApi(guildRoutes.getGuild, request);
  return (
    <PageFrame
      title={wordsOf(name)}
      about={
        <>
          {query.data?.purpose} <Link to="/guilds">All guilds</Link>
        </>
      }
      actions={<CopyAs route={guildRoutes.getGuild} request={request} command={`rex guilds show ${name}`} />}
    >
      <Loaded query={query} lines={10}>
        {(guild) => (
          <>
            <div className="grid">
              <Card
                title="Left for today"
                actions={
                  session.may(guildRoutes.setGuildResources) ? <ChangeResources of={guild} /> : undefined
                }
              >
                <Resources of={guild} />
              </Card>
              <People of={guild} />
            </div>
            <Performance of={guild} />
            <Card title="Latest runs" flush>
              {guild.latest.length === 0 ? (
                <Empty title="No run yet">Choose one of its agents below, and run it.</Empty>
              ) : (
                <Runs runs={guild.latest} label="Latest runs" withAgent />
              )}
            </Card>
            <Agents of={guild} />
          </>
        )}
      </Loaded>
    </PageFrame>
  );
}
