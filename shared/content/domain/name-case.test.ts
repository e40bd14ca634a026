import { describe, expect, it } from 'vitest';
import { inNameCase } from './name-case.ts';

describe('inNameCase', () => {
  it.each([
    ['nils', 'Nils'],
    ['MARIA', 'Maria'],
    ['jean-pierre', 'Jean-Pierre'],
    ['ANNE MARIE', 'Anne Marie'],
    ['MARIA DEL CARMEN', 'Maria del Carmen'],
    ['van', 'Van'],
    ["O'NEIL", "O'Neil"],
    ['d’angelo', 'D’Angelo'],
    ["SA'AD", "Sa'ad"],
    ['mckenna', 'McKenna'],
    ['MACKENZIE', 'Mackenzie'],
    ['ijsbrand', 'IJsbrand'],
    ['ÉLODIE', 'Élodie'],
    ['øystein', 'Øystein'],
    ['ŞULE', 'Şule'],
    ['ışıl', 'Işıl'],
    ['АННА', 'Анна'],
    ['ΓΙΩΡΓΟΣ', 'Γιωργος'],
    ['ԱՐԱՄ', 'Արամ'],
  ])('puts %s right: %s', (name, greeted) => {
    expect(inNameCase(name)).toBe(greeted);
    expect(inNameCase(greeted), 'a second time changes nothing').toBe(greeted);
  });

  it.each([
    'McDonald',
    'de la Cruz',
    'van der Berg',
    'DeShawn',
    'JP',
    'AJ',
    'tj',
    'J.P.',
    '山田',
    'محمد',
    'გიორგი',
    'ᲒᲘᲝᲠᲒᲘ',
    'Nils',
  ])('leaves %s as it is', (name) => {
    expect(inNameCase(name)).toBe(name);
  });
});
