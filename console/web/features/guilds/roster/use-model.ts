import { llmRoutes } from '../../../../../shared/llm/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';

/** Whether a language model is set up; undefined while that is not known. */
export const useModel = (): boolean | undefined => useApi(llmRoutes.llmUsage, { query: {} }).data?.configured;
