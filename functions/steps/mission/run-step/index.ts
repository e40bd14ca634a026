import { runStep } from '../../../../shared/missions/app/run-step.ts';
import { runStepInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { container } from './container.ts';

const deps = await container();

export const handler = stepHandler(runStepInputSchema, (input) => runStep(deps, input));
