import type { Change } from '../../../../shared/workspaces/contract/setting-change.ts';
import { labelOf } from '../../ui/label-of.ts';

const LONGEST = 80;

const valueText = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return value.toLocaleString('en');
  if (Array.isArray(value)) return value.flat().join(', ');
  const text = String(value);
  return text === '' ? 'nothing' : text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};

/** A change in one line: `Daily budget: 10,000 → 250`, or what a person should do. Long texts are cut. */
export const changeText = (change: Change): string =>
  change.setting === 'none'
    ? change.todo
    : `${change.setting.split('.').map(labelOf).join(', ')}: ${valueText(change.from)} → ${valueText(change.to)}`;
