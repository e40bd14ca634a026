import type { ApiError } from '../../api/client.ts';
import { SchemaForm } from '../../schema-form/schema-form.tsx';
import { Card } from '../../ui/card.tsx';
import { SETTING_NAMES } from './names.ts';
import { SETTINGS, SETTINGS_ROOT } from './schema.ts';
import { FORM_SECTIONS, type FormSectionId } from './sections.ts';
import type { Draft } from './use-draft.ts';

interface SectionFormProps {
  readonly section: FormSectionId;
  readonly draft: Draft;
  readonly readOnly: boolean;
  readonly error: ApiError | undefined;
}

/** One section of the settings. A group that is all of it needs no frame of its own. */
export function SectionForm({ section, draft, readOnly, error }: SectionFormProps) {
  const shown = FORM_SECTIONS.find(({ id }) => id === section) ?? FORM_SECTIONS[0];
  const [only] = shown.fields;
  const inner = shown.fields.length === 1 ? SETTINGS.properties?.[only] : undefined;
  const isGroup = inner?.properties !== undefined;
  const shared = { root: SETTINGS_ROOT, readOnly, problems: error?.fields ?? [], names: SETTING_NAMES };
  return (
    <Card title={shown.label}>
      <div className="stack">
        <p className="quiet">{shown.about}</p>
        {isGroup ? (
          <SchemaForm
            key={section}
            {...shared}
            schema={inner}
            path={only}
            value={draft.value[only] as Readonly<Record<string, unknown>>}
            onChange={(value) => draft.set({ ...draft.value, [only]: value })}
          />
        ) : (
          <SchemaForm
            key={section}
            {...shared}
            schema={SETTINGS}
            only={shown.fields}
            value={draft.value}
            onChange={draft.set}
          />
        )}
      </div>
    </Card>
  );
}
