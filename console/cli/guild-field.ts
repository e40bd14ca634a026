import { guildNameSchema } from '../../shared/guilds/contract/guilds.ts';
import { value } from './command.ts';

export const guildField = value('GUILD', guildNameSchema, 'Such as muse; "rex guilds list" lists them');
