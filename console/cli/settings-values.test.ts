import { describe, expect, it } from 'vitest';
import { valueAt, withValues } from './settings-values.ts';

const SETTINGS = { brandName: 'Acme', tasks: { limits: { social: 20, email: 50 }, policy: [] } };

describe('withValues', () => {
  it('sets what is named, as JSON or as text, and leaves the rest', () =>
    expect(
      withValues(SETTINGS, [
        'tasks.limits.social=5',
        'brandName=Acme & Sons = 2',
        'alerts.digestHour=7',
        'tasks.policy=[{"id":"no"}]',
      ]),
    ).toEqual({
      brandName: 'Acme & Sons = 2',
      tasks: { limits: { social: 5, email: 50 }, policy: [{ id: 'no' }] },
      alerts: { digestHour: 7 },
    }));

  it('refuses what names nothing, and changes nothing that all objects inherit', () => {
    expect(() => withValues(SETTINGS, ['=5'])).toThrow('is not NAME=VALUE');
    expect(() => withValues(SETTINGS, ['paused'])).toThrow('is not NAME=VALUE');
    withValues(SETTINGS, ['__proto__.polluted=1']);
    expect(Object(SETTINGS)).not.toHaveProperty('polluted');
  });
});

describe('valueAt', () => {
  it('is what stands at a name', () => {
    expect(valueAt(SETTINGS, 'tasks.limits.social')).toBe(20);
    expect(valueAt(SETTINGS, 'tasks.nothing.social')).toBeUndefined();
    expect(valueAt(SETTINGS, 'toString')).toBeUndefined();
  });
});
