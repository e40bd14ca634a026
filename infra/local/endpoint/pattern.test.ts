import { describe, expect, it } from 'vitest';
import { matchesPattern } from './pattern.ts';

const EVENT = {
  source: 'rex.missions',
  'detail-type': 'mission.completed',
  detail: { amount: 5, state: 'DONE', tags: ['a', 'b'], nothing: null },
};

describe('event patterns', () => {
  it.each([
    ['exact', { source: ['rex.missions'] }],
    ['one of several', { source: ['x', 'rex.missions'] }],
    ['prefix', { source: [{ prefix: 'rex.' }] }],
    ['suffix', { 'detail-type': [{ suffix: '.completed' }] }],
    ['anything but a list', { detail: { state: [{ 'anything-but': ['A', 'B'] }] } }],
    ['anything but a prefix', { detail: { state: [{ 'anything-but': { prefix: 'X' } }] } }],
    ['existing', { detail: { amount: [{ exists: true }] } }],
    ['absent', { detail: { other: [{ exists: false }] } }],
    ['number in a range', { detail: { amount: [{ numeric: ['>', 4, '<=', 5] }] } }],
    ['a value of a list', { detail: { tags: ['b'] } }],
    ['null', { detail: { nothing: [null] } }],
    ['wildcard', { 'detail-type': [{ wildcard: 'mission.*' }] }],
    ['case ignored', { detail: { state: [{ 'equals-ignore-case': 'done' }] } }],
    ['either of two', { $or: [{ source: ['x'] }, { detail: { amount: [5] } }] }],
  ])('match: %s', (_, pattern) => {
    expect(matchesPattern(pattern, EVENT)).toBe(true);
  });

  it.each([
    ['other value', { source: ['x'] }],
    ['a missing field', { detail: { other: ['x'] } }],
    ['anything but the value', { detail: { state: [{ 'anything-but': 'DONE' }] } }],
    ['anything but, of what is absent', { detail: { other: [{ 'anything-but': 'DONE' }] } }],
    ['a number outside', { detail: { amount: [{ numeric: ['=', 6] }] } }],
    ['one of two fields', { source: ['rex.missions'], detail: { amount: [6] } }],
    ['below what is no object', { source: { deeper: ['x'] } }],
  ])('no match: %s', (_, pattern) => {
    expect(matchesPattern(pattern, EVENT)).toBe(false);
  });

  it('refuses operators that it does not know', () => {
    expect(() => matchesPattern({ source: [{ cidr: '10.0.0.0/8' }] }, EVENT)).toThrow('"cidr"');
  });
});
