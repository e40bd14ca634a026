import { Link } from '@tanstack/react-router';
import { Field, Select } from '../../ui/field.tsx';
import { SECTION_GROUPS, type SECTION_IDS } from './sections.ts';
import styles from './settings.module.css';

type SectionId = (typeof SECTION_IDS)[number];

interface SectionNavProps {
  readonly current: SectionId;
  readonly choose: (section: SectionId) => void;
  /** Sections with changes that are not saved. */
  readonly changed: readonly string[];
}

/** The sections of the settings: beside the form, or a choice above it where there is no room. */
export function SectionNav({ current, choose, changed }: SectionNavProps) {
  return (
    <>
      <nav aria-label="Sections of the settings" className={styles.nav}>
        {SECTION_GROUPS.map(({ label, sections }) => (
          <div key={label}>
            <p className={styles.group}>{label}</p>
            <ul>
              {sections.map(({ id, label: text }) => (
                <li key={id}>
                  <Link
                    to="/settings"
                    search={{ section: id } as never}
                    className={styles.link}
                    aria-current={id === current ? 'page' : undefined}
                    activeProps={{}}
                  >
                    {text}
                    {changed.includes(id) ? (
                      <span className={styles.changed}>
                        <span className="visually-hidden">not saved</span>
                      </span>
                    ) : null}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={styles.choose}>
        <Field label="Section">
          {(control) => (
            <Select {...control} value={current} onChange={({ target }) => choose(target.value as SectionId)}>
              {SECTION_GROUPS.map(({ label, sections }) => (
                <optgroup key={label} label={label}>
                  {sections.map(({ id, label: text }) => (
                    <option key={id} value={id}>
                      {text}
                    </option>
                  ))}
                </optgroup>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </>
  );
}
