import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';
import type { GuildName } from '../contract/guilds.ts';

export const guildKey = (ws: string, name: GuildName): Key => key(`W#${ws}#GUILDS`, name);
export const guildDayKey = (ws: string, name: GuildName, day: string): Key =>
  key(`W#${ws}#GUILD_DAY#${name}`, day);
