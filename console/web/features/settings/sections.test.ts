import { expect, it } from 'vitest';
import { llmSettingsSchema } from '../../../../shared/llm/contract/settings.ts';
import { settingsSchema } from '../../../../shared/workspaces/contract/settings.ts';
import { hintOf, isLong, schemaOf } from '../../schema-form/schema.ts';
import { FORM_SECTIONS } from './sections.ts';

it('shows every setting in one section', () => {
  const shown = FORM_SECTIONS.flatMap(({ fields }): readonly string[] => fields);
  expect(shown.toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted());
});

it('shows what a model is told in several lines, and calls no empty text the usual one', () => {
  const { answers = {} } = schemaOf(llmSettingsSchema).properties?.['instructions']?.properties ?? {};
  expect(isLong(answers)).toBe(true);
  expect(hintOf(answers)).toBe('What the model is told when it drafts answers in conversations.');
});
