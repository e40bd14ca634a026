import { describe, expect, it } from 'vitest';
import { quotesFor } from './quotes.ts';

const of = (text: string, under: string, language: string | null = 'en') => ({ text, under, language });
const RETURNS = of(
  'You may return any bottle within 30 days. We refund the price when it arrives unopened.',
  'Terms of sale Returns',
);
const SHIPPING = of(
  'Shipping within Germany costs 4.90 EUR. Parcels leave on working days.',
  'Terms Shipping',
);
const CASES = of('A case holds twelve bottles. Corks are made in Portugal.', 'Products Cases');
const RETURNS_DE = of(
  'Sie können jede Flasche innerhalb von 30 Tagen zurückgeben.',
  'Verkaufsbedingungen Rückgabe',
  'de',
);
const ALL = [RETURNS, SHIPPING, CASES, RETURNS_DE];
const best = (question: string) => quotesFor(question, ALL)[0]?.text;

describe('a passage is quoted', () => {
  it.each([
    ['How many days do I have to return a bottle?', /within 30 days/],
    ['How long do I have to return a bottle?', /within 30 days/],
    ['Can I return a bottle?', /You may return any bottle/],
    ['When is the price refunded?', /We refund the price/],
    ['How much does shipping within Germany cost?', /4\.90 EUR/],
    ['How many bottles are in a case?', /twelve bottles/],
    ['Wie viele Tage lang kann ich eine Flasche zurückgeben?', /30 Tagen/],
  ])('that answers: %s', (question, sentence) => {
    expect(best(question)).toMatch(sentence);
  });
});

describe('no passage is quoted', () => {
  it.each([
    ['that has the words, and counts something else', 'How many bottles may I return?'],
    ['that has no number where one is asked for', 'How many corks are made in Portugal?'],
    ['that says nothing of the place', 'How much does shipping to Norway cost?'],
    ['that says nothing of the thing', 'How many days do I have to return a glass decanter?'],
    ['that says it of another thing', 'How many days do I have to return a decanter?'],
    ['that says no time', 'How long does a refund of the price take?'],
    ['that is about something else', 'Do you sell helicopters?'],
    ['of another language', 'Combien de jours pour rendre une bouteille ?'],
  ])('%s', (_, question) => {
    expect(best(question)).toBeUndefined();
  });
});
