import { approvalIdSchema, missionIdSchema } from '../../shared/contracts/common.ts';
import { value } from './command.ts';

export const missionField = value('MISSION', missionIdSchema, 'The id that "rex missions list" shows');
export const approvalField = value('APPROVAL', approvalIdSchema, 'The id that "rex approvals list" shows');
