import { Link } from '@tanstack/react-router';
import { guildRoutes } from '../../../../shared/guilds/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { onDay } from '../../format/times.ts';
import { buttonClass } from '../../ui/button.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { GuildCard } from './guild-card.tsx';
import styles from './guilds.module.css';

/** The seven guilds: what each is for, who belongs to it, what is left of the day, and what it did. */
export function Page() {
  const query = useApi(guildRoutes.listGuilds, {});
  const since = query.data?.guilds[0]?.performance.since;
  return (
    <PageFrame
      title="Guilds"
      about="Agents and people by what they are good at."
      actions={
        <>
          <CopyAs route={guildRoutes.listGuilds} request={{}} command="rex guilds list" />
          <Link to="/roster" className={buttonClass()}>
            All agents
          </Link>
        </>
      }
    >
      {since === undefined ? null : (
        <p className="quiet small">
          Runs are of today (UTC). Tasks are those of its agents since {onDay(since)}, counted among the
          latest 500 of the workspace.
        </p>
      )}
      <Loaded query={query} lines={12}>
        {({ guilds }) => (
          <ul className={styles.cards} aria-label="Guilds">
            {guilds.map((guild) => (
              <li key={guild.name}>
                <GuildCard of={guild} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </PageFrame>
  );
}
