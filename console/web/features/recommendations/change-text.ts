import type { Change } from '../../../../shared/workspaces/contract/setting-change.ts';
import { labelOf } from '../../ui/label-of.ts';

const valueText = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return value.toLocaleString('en');
  return Array.isArray(value) ? value.flat().join(', ') : String(value);
};

/** A change in one line: `Daily budget: 10,000 → 250`, or what a person should do. */
export const changeText = (change: Change): string =>
  change.setting === 'none'
    ? change.todo
    : `${change.setting.split('.').map(labelOf).join(', ')}: ${valueText(change.from)} → ${valueText(change.to)}`;
