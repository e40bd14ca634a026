import { agentRoutes } from '../../../../../shared/coordination/contract/routes.ts';
import { MISSION_ROWS, type MissionType } from '../../../../../shared/missions/contract/mission.ts';
import { useApi } from '../../../api/hooks.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field, Input, Select } from '../../../ui/field.tsx';
import type { Typed } from './body.ts';
import styles from './new.module.css';

interface MissionFieldsProps {
  readonly type: MissionType;
  readonly typed: Typed;
  readonly onChange: (name: string, value: string) => void;
  readonly problemOf: (path: string) => string | undefined;
}

const INPUTS = [
  { name: 'name', label: 'Name', hint: 'Shown in lists', type: 'text' },
  { name: 'priority', label: 'Priority', hint: '0 to 100; a higher one goes first', type: 'number' },
  {
    name: 'deadline',
    label: 'Deadline',
    hint: 'In your time zone. Shortly before, it goes ahead of newer ones',
    type: 'datetime-local',
  },
] as const;

/** What every mission has: name, priority, deadline, and the workflow where its type has several. */
export function MissionFields({ type, typed, onChange, problemOf }: MissionFieldsProps) {
  const workflows: readonly string[] = MISSION_ROWS[type].workflows;
  const known = useApi(agentRoutes.listWorkflows, {}).data?.workflows;
  const field = `${type}.workflow`;
  const chosen = String(typed[field] || workflows[0]);
  return (
    <Card title="The mission">
      <div className={styles.fields}>
        {INPUTS.map(({ name, label, hint, type: kind }) => (
          <Field key={name} label={label} hint={hint} problem={problemOf(name)}>
            {(control) => (
              <Input
                {...control}
                type={kind}
                value={String(typed[name] ?? '')}
                placeholder={name === 'priority' ? '50' : undefined}
                maxLength={name === 'name' ? 120 : undefined}
                onChange={({ target }) => onChange(name, target.value)}
              />
            )}
          </Field>
        ))}
        {workflows.length === 1 ? null : (
          <Field
            label="Workflow"
            hint={known?.find(({ name }) => name === chosen)?.purpose}
            problem={problemOf('workflow')}
          >
            {(control) => (
              <Select {...control} value={chosen} onChange={({ target }) => onChange(field, target.value)}>
                {workflows.map((each) => (
                  <option key={each} value={each}>
                    {wordsOf(each)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
      </div>
    </Card>
  );
}
