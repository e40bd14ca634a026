import { fold } from '../../mail/domain/fold.ts';
import type { Category, TEMPLATE_NAMES } from '../contract/knowledge.ts';
import type { Block } from './blocks.ts';

type TemplateName = (typeof TEMPLATE_NAMES)[number];

interface Template {
  readonly title: string;
  readonly category: Category;
  /** A heading, and what stands under it. */
  readonly sections: readonly (readonly [heading: string, hint: string])[];
}

/** What a document of each kind tells, by its headings. */
export const TEMPLATES: Readonly<Record<TemplateName, Template>> = {
  'campaign-performance': {
    title: 'Campaign performance',
    category: 'performance-metrics',
    sections: [
      ['Goal', 'What the campaign was to reach, and by when.'],
      ['Audience', 'Who was written to, how many, and who was held out.'],
      ['Results', 'Sent, replied, booked, revenue; each with its period and where the figure comes from.'],
      ['What worked', 'With the figure that shows it.'],
      ['What did not', 'With the figure that shows it.'],
      ['Next time', 'What is done differently, and by whom.'],
    ],
  },
  'brand-guidelines': {
    title: 'Brand guidelines',
    category: 'design-and-branding',
    sections: [
      ['Voice', 'How we sound, with two sentences that do and two that do not.'],
      ['Words', 'Words that we use, and words that we do not.'],
      ['Claims', 'What we may say of our products, and what proves it.'],
      ['Look', 'Colours, type, logo.'],
      ['Examples', 'A good message, and why it is good.'],
    ],
  },
  'market-intelligence': {
    title: 'Market intelligence',
    category: 'market-analysis',
    sections: [
      ['Question', 'What we wanted to know.'],
      ['Findings', 'Each with its source and date.'],
      ['Competitors', 'Who they are, what they offer, at what price, as of when.'],
      ['What it means for us', 'What we change because of it.'],
      ['Sources', 'Where each finding comes from.'],
    ],
  },
  'best-practices': {
    title: 'Best practices',
    category: 'best-practices',
    sections: [
      ['Situation', 'When this applies.'],
      ['What to do', 'Step by step.'],
      ['Why', 'The evidence for it.'],
      ['Exceptions', 'When not to.'],
    ],
  },
  'organisational-knowledge': {
    title: 'Organisational knowledge',
    category: 'process-documentation',
    sections: [
      ['Purpose', 'What this is about.'],
      ['Who', 'Who does it, and who decides.'],
      ['How', 'The steps, in their order.'],
      ['Questions', 'What people ask, with the answers.'],
    ],
  },
};

export const templateViews = () =>
  Object.entries(TEMPLATES).map(([name, { title, category, sections }]) => ({
    name: name as TemplateName,
    title,
    category,
    sections: sections.map(([heading]) => heading),
    markdown: [`# ${title}`, ...sections.map(([heading, hint]) => `## ${heading}\n\n${hint}`)].join('\n\n'),
  }));

/** Sections of a template that a document does not have. */
export function missingSections(name: TemplateName | null, blocks: readonly Block[]): string[] {
  if (name === null) return [];
  const there = new Set(
    blocks.flatMap(({ level, text }) => (level === undefined ? [] : [fold(text).trim()])),
  );
  return TEMPLATES[name].sections.map(([heading]) => heading).filter((heading) => !there.has(fold(heading)));
}
