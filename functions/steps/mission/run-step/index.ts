import { runStep } from '../../../../shared/app/missions/run-step.ts';
import { runStepInputSchema } from '../../../../shared/contracts/steps/mission.ts';
import { stepHandler } from '../../../../shared/runtime/step.ts';
import { container } from './container.ts';

const deps = await container();

export const handler = stepHandler(runStepInputSchema, (input) => runStep(deps, input));
