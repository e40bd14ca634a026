import type { Rule } from '../rule.ts';
import type { MissionFacts } from './facts.ts';

export const settingsMissingRule: Rule<MissionFacts> = {
  name: 'SettingsMissingRule',
  priority: 100,
  action: 'wait',
  confidence: 1,
  when: (f) => f.situation === 'dispatch' && !f.settingsComplete,
  explain: () => 'The workspace has no settings yet (brand, sender, postal address), so nothing may be sent.',
};
