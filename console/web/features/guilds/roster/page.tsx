import { GUILD_NAMES } from '../../../../../shared/guilds/contract/guilds.ts';
import { guildRoutes } from '../../../../../shared/guilds/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { useAddress } from '../../../app/address.ts';
import { plural } from '../../../format/numbers.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Filter, Filters, SearchFilter } from '../../../ui/filters.tsx';
import { Empty, Loaded } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { Table } from '../../../ui/table.tsx';
import { agentColumns } from './columns.tsx';
import { findAgents, rosterAddressSchema } from './find-agents.ts';
import { MODEL_WORDS } from './model-words.ts';
import { NoModel } from './no-model.tsx';

const NOTHING = { find: undefined, guild: undefined, capability: undefined, model: undefined };

/** The agents that people can run: found by name, guild, capability, and whether they need a language model. */
export function Page() {
  const [wanted, change] = useAddress(rosterAddressSchema);
  const { find, guild, capability, model } = wanted;
  const query = useApi(guildRoutes.listRoster, { query: {} }, { staleTime: Number.POSITIVE_INFINITY });
  const capabilities = [...new Set(query.data?.agents.map((agent) => agent.capability))].toSorted();
  return (
    <PageFrame
      title="Roster of agents"
      about="Agents that read, draft and advise when you run them. None of them changes anything outside Rex."
      actions={
        <CopyAs
          route={guildRoutes.listRoster}
          request={{ query: { guild } }}
          command={`rex agents roster${guild === undefined ? '' : ` --guild ${guild}`}`}
        />
      }
    >
      <Filters>
        <SearchFilter
          label="Find"
          value={find}
          placeholder="Such as subject"
          onChange={(value) => change({ find: value }, { replace: true })}
        />
        <Filter
          label="Guild"
          value={guild}
          options={GUILD_NAMES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ guild: value })}
        />
        <Filter
          label="Capability"
          value={capability}
          options={capabilities.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ capability: value })}
        />
        <Filter
          label="Language model"
          value={model}
          options={(['never', 'better', 'needed'] as const).map((each) => [each, MODEL_WORDS[each]])}
          onChange={(value) => change({ model: value })}
        />
      </Filters>
      <Loaded query={query} lines={12}>
        {({ agents }) => {
          const found = findAgents(agents, wanted);
          return (
            <>
              <NoModel needed={found.some((agent) => agent.model === 'needed')} />
              <Card title={`${plural(found.length, 'agent')} of ${agents.length}`} flush>
                {found.length === 0 ? (
                  <Empty title="No agent matches">
                    <Button onClick={() => change(NOTHING)}>Show all agents</Button>
                  </Empty>
                ) : (
                  <Table
                    label="Agents of the roster"
                    columns={agentColumns}
                    rows={found}
                    keyOf={({ name }) => name}
                    hrefOf={({ name }) => `/roster/${name}`}
                  />
                )}
              </Card>
            </>
          );
        }}
      </Loaded>
    </PageFrame>
  );
}
