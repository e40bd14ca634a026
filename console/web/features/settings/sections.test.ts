import { expect, it } from 'vitest';
import { settingsSchema } from '../../../../shared/workspaces/contract/settings.ts';
import { FORM_SECTIONS } from './sections.ts';

it('shows every setting in one section', () => {
  const shown = FORM_SECTIONS.flatMap(({ fields }): readonly string[] => fields);
  expect(shown.toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted());
});
