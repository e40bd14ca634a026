import type { z } from 'zod';
import type { missionViewSchema } from '../../../../../shared/missions/contract/mission.ts';

export type Mission = z.output<typeof missionViewSchema>;
export type Counts = NonNullable<Mission['messages']>;
export type Report = NonNullable<Mission['report']>;
