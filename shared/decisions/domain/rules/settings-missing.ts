import type { Rule } from '../rule.ts';

export const settingsMissingRule: Rule = {
  name: 'SettingsMissingRule',
  situation: 'dispatch',
  priority: 100,
  when: ['settingsComplete', 'is', false],
  action: 'wait',
  confidence: 1,
  explanation: 'The workspace has no settings yet (brand, sender, postal address), so nothing may be sent.',
};
