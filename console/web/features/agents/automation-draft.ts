import type { z } from 'zod';
import type { addAutomationBodySchema } from '../../../../shared/automations/contract/automations.ts';

/** What is typed, before it is a request. */
export interface AutomationDraft {
  readonly connector: 'n8n' | 'crewai';
  readonly name: string;
  readonly url: string;
  readonly token: string;
  readonly workflowId: string;
  readonly deadlineMinutes: string;
  readonly onFailure: 'skip' | 'fail';
  /** Lines of `name = text`. */
  readonly inputs: string;
}

export const EMPTY_DRAFT: AutomationDraft = {
  connector: 'n8n',
  name: '',
  url: '',
  token: '',
  workflowId: '',
  deadlineMinutes: '60',
  onFailure: 'skip',
  inputs: '',
};

/** Lines of `name = text` as a record. A line without `=` is a name without a text, which the API refuses by name. */
export const inputsOf = (lines: string): Record<string, string> =>
  Object.fromEntries(
    lines
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const at = line.indexOf('=');
        return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }),
  );

/** The request for a draft. What was left empty is left out. */
export function bodyOf(draft: AutomationDraft): z.input<typeof addAutomationBodySchema> {
  const { connector, name, url, token, workflowId, deadlineMinutes, onFailure, inputs } = draft;
  const common = { name, url, deadlineMinutes: Number(deadlineMinutes), onFailure, inputs: inputsOf(inputs) };
  if (connector === 'crewai') return { connector, ...common, token };
  return {
    connector,
    ...common,
    ...(workflowId ? { workflowId } : {}),
    ...(token ? { token } : {}),
  };
}
