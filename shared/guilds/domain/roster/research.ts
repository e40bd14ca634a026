import type { Definition } from '../definition.ts';

export const RESEARCH: readonly Definition[] = [
  {
    name: 'market-answerer',
    role: 'Answers questions about the market from its documents.',
    capability: 'answer',
    config: { category: 'market-analysis' },
    example: {
      input: { question: 'How many turntables are repaired each year?' },
      answer: {
        sentences: [
          {
            text: 'About 4,000 turntables are repaired in the region each year.',
            passage: 'market-analysis.1.0',
          },
        ],
      },
    },
  },
  {
    name: 'competitor-answerer',
    role: 'Answers questions about competitors from what was collected about them.',
    capability: 'answer',
    config: { category: 'competitive-intelligence' },
    example: { input: { question: 'What does the competitor charge for a turntable repair?' } },
  },
  {
    name: 'customer-answerer',
    role: 'Answers questions about customers from surveys and interviews.',
    capability: 'answer',
    config: { category: 'customer-insights' },
    example: { input: { question: 'Why do customers repair a turntable?' } },
  },
  {
    name: 'industry-classifier',
    role: 'Says which industry a description of a company is of.',
    capability: 'classify',
    config: {
      otherwise: 'unclear',
      labels: [
        {
          name: 'software',
          means: 'makes or runs software',
          words: ['software', 'saas', 'app', 'platform', 'cloud', 'developers'],
        },
        {
          name: 'retail',
          means: 'sells goods to people',
          words: ['shop', 'store', 'retail', 'boutique', 'e-commerce', 'online shop'],
        },
        {
          name: 'manufacturing',
          means: 'makes goods',
          words: ['factory', 'manufacturer', 'manufacturing', 'production', 'machines'],
        },
        {
          name: 'health',
          means: 'cares for the sick',
          words: ['clinic', 'hospital', 'medical', 'patients', 'practice', 'dental'],
        },
        {
          name: 'hospitality',
          means: 'hotels and food',
          words: ['hotel', 'restaurant', 'catering', 'guests', 'cafe'],
        },
        {
          name: 'services',
          means: 'advises or works for others',
          words: ['consulting', 'agency', 'law firm', 'accounting', 'advisory'],
        },
      ],
    },
    example: {
      input: { text: 'A boutique in Lyon with an online shop for lamps.' },
      answer: { label: 'retail', because: ['boutique', 'online shop'] },
    },
  },
  {
    name: 'buying-signal-spotter',
    role: 'Says how near to buying a message sounds.',
    capability: 'classify',
    config: {
      otherwise: 'no signal',
      labels: [
        {
          name: 'ready',
          means: 'asks for an offer, a contract or a date',
          words: ['quote', 'offer', 'contract', 'order', 'invoice', 'start date', 'purchase order'],
        },
        {
          name: 'comparing',
          means: 'weighs it against others',
          words: ['compare', 'alternative', 'versus', 'competitor', 'cheaper', 'difference'],
        },
        {
          name: 'curious',
          means: 'wants to know more',
          words: ['how does', 'tell me more', 'brochure', 'demo', 'learn more', 'interested'],
        },
      ],
    },
    example: {
      input: { text: 'Could you send a quote and a start date?' },
      answer: { label: 'ready', because: ['quote', 'start date'] },
    },
  },
  {
    name: 'seniority-classifier',
    role: 'Says how senior a job title is.',
    capability: 'classify',
    config: {
      otherwise: 'unclear',
      labels: [
        {
          name: 'owner',
          means: 'owns the company',
          words: ['owner', 'founder', 'co-founder', 'proprietor', 'partner'],
        },
        {
          name: 'executive',
          means: 'leads the company',
          words: ['ceo', 'cto', 'cfo', 'cmo', 'coo', 'chief', 'president', 'managing director'],
        },
        { name: 'head', means: 'leads a department', words: ['head', 'director', 'vp', 'vice'] },
        { name: 'manager', means: 'leads a team', words: ['manager', 'lead', 'supervisor'] },
        {
          name: 'specialist',
          means: 'does the work',
          words: ['engineer', 'specialist', 'analyst', 'developer', 'assistant', 'consultant', 'associate'],
        },
      ],
    },
    example: { input: { text: 'Head of Marketing' }, answer: { label: 'head', because: ['Head'] } },
  },
  {
    name: 'contact-extractor',
    role: 'Takes addresses, telephone numbers and links out of a text.',
    capability: 'extract',
    config: {
      fields: [
        { name: 'e-mail', form: 'email', means: 'an e-mail address' },
        { name: 'telephone', form: 'phone', means: 'a telephone number' },
        { name: 'website', form: 'link', means: 'a web address' },
      ],
    },
    example: { input: { text: 'Write to ann@acme.example or see https://acme.example/contact.' } },
  },
  {
    name: 'company-extractor',
    role: 'Takes what a text says of a company: its name, its size, where it is.',
    capability: 'extract',
    config: {
      fields: [
        { name: 'name', form: 'words', means: 'the name of the company' },
        { name: 'place', form: 'words', means: 'where it is' },
        { name: 'numbers', form: 'number', means: 'numbers of people or places' },
      ],
    },
    example: {
      input: { text: 'Northwind has 40 people in Aarhus.' },
      answer: {
        found: [
          { field: 'name', value: 'Northwind' },
          { field: 'place', value: 'Aarhus' },
          { field: 'numbers', value: '40' },
        ],
      },
    },
  },
  {
    name: 'interview-question-writer',
    role: 'Writes open questions for an interview with a customer.',
    capability: 'write',
    config: {
      kind: 'interview question',
      count: 4,
      longest: 160,
      style: 'Ask openly: no question that can be answered by yes or no.',
      templates: [
        'When did you last think about {{about}}, and what led to it?',
        'What have you tried so far for {{about}}?',
        'What would have to be different about {{about}} for you to come back?',
        'Who else decides about {{about}} with you?',
      ],
    },
    example: {
      input: { about: 'the care of your turntable' },
      answer: { drafts: ['What made you think of the care of your turntable last time?'] },
    },
  },
  {
    name: 'persona-sketcher',
    role: 'Sketches the kinds of people that a product is for.',
    capability: 'think',
    config: { asks: 'Sketch kinds of people for whom this is, by what they want to get done.', count: 3 },
    example: {
      input: { about: 'Repair of turntables' },
      answer: { ideas: [{ title: 'The collector', why: 'Wants old records to sound as they did.' }] },
    },
  },
  {
    name: 'research-ranker',
    role: 'Says which open question to look into first, by ICE.',
    capability: 'rank',
    config: { formula: 'ice' },
    example: {
      input: {
        items: [
          { name: 'Why do they leave?', impact: 9, confidence: 0.8, ease: 5 },
          { name: 'Which colour?', impact: 2, confidence: 0.9, ease: 9 },
        ],
      },
    },
  },
];
