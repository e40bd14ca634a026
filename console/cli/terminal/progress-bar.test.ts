import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarseProgress, renderBar } from './progress-bar.ts';

describe('renderBar', () => {
  it('shows share, counts and note', () =>
    expect(renderBar({ label: 'score', done: 1200, total: 2400, note: 'waiting' })).toBe(
      `score         ${'█'.repeat(12)}${'░'.repeat(12)}   50 %  1,200 of 2,400  waiting`,
    ));

  it('shows no share while the total is unknown', () =>
    expect(renderBar({ label: 'leads', done: 3, total: undefined })).toContain(`${'░'.repeat(24)}      %`));

  it('is full when there is nothing to do', () =>
    expect(renderBar({ label: 'x', done: 0, total: 0 })).toContain('100 %'));

  it('says 100 % only when all is done, and keeps its width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), (total, done) => {
        const text = renderBar({ label: 'x', done, total });
        expect(text.includes('100 %')).toBe(done >= total);
        expect([...text].filter((letter) => letter === '█' || letter === '░')).toHaveLength(24);
      }),
    );
  });
});

describe('coarseProgress', () => {
  it('changes only at every tenth', () => {
    const texts = Array.from({ length: 101 }, (_, done) => coarseProgress({ label: 'x', done, total: 100 }));
    expect(new Set(texts).size).toBe(11);
  });
});
