import type { Drawing } from '../../../seats/contract/drawing.ts';

/** How works of the Aesthete are told to people. */
export const aestheteDrawn = {
  review: {
    says: 'It has {score} of 100 points ({level}); content is approved from {threshold} on.',
    figures: { Words: 'words', Language: 'language' },
    rows: { of: 'parts', columns: { Part: 'part', Points: 'points', Of: 'most', 'Judged by': 'says' } },
  },
  compliance: {
    says: 'All rules of the brand are kept: {isKept}.',
    rows: { of: 'rules', columns: { Rule: 'rule', Wants: 'wants', Kept: 'isKept' } },
  },
  consistency: {
    says: 'It is consistent: {isConsistent}. {pairs.length} pairs, {colours.length} colours, {fonts.length} fonts and {images.length} pictures were measured.',
    rows: {
      of: 'pairs',
      columns: {
        Words: 'foreground',
        On: 'background',
        Contrast: 'contrast',
        'At least': 'least',
        Enough: 'isEnough',
      },
    },
  },
  feedback: {
    says: 'It has {score} of 100 points ({level}). {items.length} things would make it better.',
    figures: { Good: 'good' },
    rows: {
      of: 'items',
      columns: { Part: 'part', 'What is there': 'says', Instead: 'instead', 'Score after': 'scoreAfter' },
    },
  },
  approval: {
    says: 'It has {score} of 100 points ({level}); {threshold} are needed.',
    figures: { 'Let pass by': 'override.by', 'For the reason': 'override.reason', Task: 'task' },
    rows: {
      of: 'steps',
      columns: { Part: 'part', 'What is there': 'says', Instead: 'instead', 'Score after': 'scoreAfter' },
    },
  },
} as const satisfies Readonly<Record<string, Drawing>>;
