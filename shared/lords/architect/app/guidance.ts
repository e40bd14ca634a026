import type * as z from 'zod';
import { viewGuilds } from '../../../guilds/app/view-guilds.ts';
import { GUILD_NAMES, type GuildName } from '../../../guilds/contract/guilds.ts';
import { addMs, DAY } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Due } from '../../../seats/app/review-due.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import { type Made, turned, type Work, workView } from '../../../seats/domain/work.ts';
import type { Guidance, guideInputSchema } from '../contract/schemas.ts';
import { architect } from '../contract/seat.ts';
import { guide, sinceThen } from '../domain/guide.ts';
import type { ArchitectDeps } from './deps.ts';

const REVIEWED_AFTER_DAYS = 7;
/** Among so many of the newest works that of a guild is looked for. */
const NEWEST = 100;

const guidanceOf = (work: Work): Guidance => work.result as unknown as Guidance;

export async function provideGuidance(
  deps: ArchitectDeps,
  { workspace, input: { guild: name }, now }: Asked<z.output<typeof guideInputSchema>>,
): Promise<Made> {
  const [found, before] = await Promise.all([
    guidanceNow(deps, workspace, name),
    latest(deps, workspace, name),
  ]);
  const since = before
    ? { guidance: before.id, says: sinceThen(guidanceOf(before).failed, found.failed).says }
    : null;
  const changes = found.items.map(({ says }) => says);
  const summary = `${found.failed.successes} of ${found.failed.trials} tasks failed, ${found.open} are open.`;
  return {
    work: {
      kind: 'guidance',
      title: changes.length === 0 ? `${name}: nothing asks for a change` : `${name}: ${changes[0]}`,
      result: { ...found, since },
      sources: [{ kind: 'guild', id: name, says: summary }],
      confidence: confidenceOf(
        1 - (found.failed.high - found.failed.low),
        `The interval of its failures reaches from ${percent(found.failed.low)} to ${percent(found.failed.high)}.`,
      ),
      dueAt: addMs(now, REVIEWED_AFTER_DAYS * DAY).toISOString(),
    },
    tells: [
      { name: before ? 'STRATEGY_UPDATED' : 'STRATEGY_REVIEWED', data: { guild: name, summary, changes } },
    ],
  };
}

/** Reviews the strategy of a guild: what has become of it since it was guided. */
export async function reviewGuidance(deps: ArchitectDeps, { workspace, work, now }: Due): Promise<Made> {
  const { guild, failed: then } = guidanceOf(work);
  const { failed, items } = await guidanceNow(deps, workspace, guild);
  const { held, says } = sinceThen(then, failed);
  const { dueAt: _, ...reviewed } = turned(architect, work, 'reviewed');
  return {
    work: {
      ...reviewed,
      outcome: {
        at: now.toISOString(),
        held,
        says,
        measures: {
          failedThen: then.successes,
          ofThen: then.trials,
          failedNow: failed.successes,
          ofNow: failed.trials,
        },
      },
    },
    tells: [
      { name: 'STRATEGY_REVIEWED', data: { guild, summary: says, changes: items.map((item) => item.says) } },
    ],
  };
}

async function guidanceNow(deps: ArchitectDeps, workspace: string, name: GuildName) {
  const guilds = await viewGuilds(deps, workspace, GUILD_NAMES);
  const guild = guilds.find((each) => each.name === name);
  if (!guild) throw new Error(`There is no guild ${name}.`);
  return guide(
    guild,
    guilds.filter((each) => each !== guild),
  );
}

async function latest({ works }: Pick<ArchitectDeps, 'works'>, workspace: string, guild: GuildName) {
  const prefix = `${architect.kinds.guidance.prefix}_`;
  const { items } = await works.page(workspace, { limit: NEWEST, prefix });
  return items.find((work) => guidanceOf(work).guild === guild);
}

/** @throws RexError NOT_FOUND */
export async function guildGuidance(
  deps: Pick<ArchitectDeps, 'works'>,
  { workspace, params: { guild_name } }: { workspace: string; params: { guild_name: GuildName } },
) {
  const work = await latest(deps, workspace, guild_name);
  if (!work) throw new RexError('NOT_FOUND', `The guild ${guild_name} has not been guided.`);
  return workView(work);
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
