import type { StartersOf } from '../../coordination/app/agent-steps.ts';
import type { coordinatorManifest } from './manifest.ts';
import { startRecoverMissions } from './start-recover-missions.ts';

export const coordinatorStarters = {
  'recover-missions': startRecoverMissions,
} satisfies StartersOf<typeof coordinatorManifest>;
