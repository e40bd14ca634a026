import type { ApiError } from '../../api/client.ts';
import { fieldProblem } from '../../api/field-problem.ts';
import { Field, Input, Select, Textarea } from '../../ui/field.tsx';
import type { AutomationDraft } from './automation-draft.ts';

interface AutomationFieldsProps {
  readonly draft: AutomationDraft;
  readonly onChange: (values: Partial<AutomationDraft>) => void;
  readonly error: ApiError | null;
}

/** The fields of an automation. Those of n8n and CrewAI differ in a few. */
export function AutomationFields({ draft, onChange, error }: AutomationFieldsProps) {
  const isN8n = draft.connector === 'n8n';
  return (
    <div className="stack">
      <Field label="System">
        {(control) => (
          <Select
            {...control}
            value={draft.connector}
            onChange={({ target }) => onChange({ connector: target.value === 'crewai' ? 'crewai' : 'n8n' })}
          >
            <option value="n8n">n8n</option>
            <option value="crewai">CrewAI</option>
          </Select>
        )}
      </Field>
      <Field label="Name" problem={fieldProblem(error, 'name')}>
        {(control) => (
          <Input
            {...control}
            required
            value={draft.name}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        )}
      </Field>
      <Field
        label={isN8n ? 'Production address of the webhook node' : 'Address of the crew'}
        problem={fieldProblem(error, 'url')}
      >
        {(control) => (
          <Input
            {...control}
            type="url"
            required
            placeholder={isN8n ? 'https://n8n.example.com/webhook/check' : 'https://my-crew.crewai.com'}
            value={draft.url}
            onChange={({ target }) => onChange({ url: target.value })}
          />
        )}
      </Field>
      {isN8n ? (
        <Field
          label="Workflow (optional)"
          hint="Its id, to look up an execution that has not answered. Needs an API key."
          problem={fieldProblem(error, 'workflowId')}
        >
          {(control) => (
            <Input
              {...control}
              value={draft.workflowId}
              onChange={({ target }) => onChange({ workflowId: target.value })}
            />
          )}
        </Field>
      ) : null}
      <Field
        label={isN8n ? 'API key (optional)' : 'Bearer token'}
        hint="It is never shown again."
        problem={fieldProblem(error, 'token')}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            required={!isN8n}
            value={draft.token}
            onChange={({ target }) => onChange({ token: target.value })}
          />
        )}
      </Field>
      <Field label="Minutes until it is given up" problem={fieldProblem(error, 'deadlineMinutes')}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            required
            value={draft.deadlineMinutes}
            onChange={({ target }) => onChange({ deadlineMinutes: target.value })}
          />
        )}
      </Field>
      <Field label="When it fails or is late" problem={fieldProblem(error, 'onFailure')}>
        {(control) => (
          <Select
            {...control}
            value={draft.onFailure}
            onChange={({ target }) => onChange({ onFailure: target.value === 'fail' ? 'fail' : 'skip' })}
          >
            <option value="skip">The mission goes on without it</option>
            <option value="fail">A person is asked</option>
          </Select>
        )}
      </Field>
      <Field
        label="Inputs (optional)"
        hint="Texts of your own that are sent with every start, one a line: name = text"
        problem={fieldProblem(error, 'inputs')}
      >
        {(control) => (
          <Textarea
            {...control}
            value={draft.inputs}
            onChange={({ target }) => onChange({ inputs: target.value })}
          />
        )}
      </Field>
    </div>
  );
}
