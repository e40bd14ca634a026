import type { Definition } from '../definition.ts';

const SUBJECT = { about: 'the repair of your turntable' };

export const HEART: readonly Definition[] = [
  {
    name: 'sentiment-classifier',
    role: 'Says how the writer of a message feels.',
    capability: 'classify',
    config: {
      otherwise: 'neutral',
      labels: [
        {
          name: 'glad',
          means: 'is pleased',
          words: ['thank you', 'thanks', 'great', 'happy', 'love', 'perfect', 'wonderful'],
        },
        {
          name: 'annoyed',
          means: 'is annoyed',
          words: ['annoyed', 'angry', 'unacceptable', 'ridiculous', 'stop writing', 'fed up', 'terrible'],
        },
        {
          name: 'worried',
          means: 'is worried',
          words: ['worried', 'concerned', 'afraid', 'unsure', 'problem', 'broken'],
        },
      ],
    },
    example: {
      input: { text: 'Thank you, that was great!' },
      answer: { label: 'glad', because: ['Thank you', 'great'] },
    },
  },
  {
    name: 'leaving-reason-classifier',
    role: 'Says why somebody left.',
    capability: 'classify',
    config: {
      otherwise: 'not said',
      labels: [
        {
          name: 'moved',
          means: 'moved away or changed jobs',
          words: ['moved', 'new job', 'left the company', 'retired', 'relocated'],
        },
        {
          name: 'rival',
          means: 'went to somebody else',
          words: ['another provider', 'switched', 'competitor', 'other company', 'found someone'],
        },
        {
          name: 'quality',
          means: 'was not content',
          words: ['disappointed', 'poor', 'quality', 'late', 'mistake', 'bad experience'],
        },
        {
          name: 'closed',
          means: 'gave it up',
          words: ['closed', 'sold the business', 'no longer', 'gave up', 'bankrupt'],
        },
      ],
    },
    example: {
      input: { text: 'We switched to another provider.' },
      answer: { label: 'rival', because: ['switched', 'another provider'] },
    },
  },
  {
    name: 'urgency-classifier',
    role: 'Says how soon a message has to be answered.',
    capability: 'classify',
    config: {
      otherwise: 'in a day',
      labels: [
        {
          name: 'now',
          means: 'somebody is harmed or waits at a door',
          words: ['urgent', 'emergency', 'immediately', 'asap', 'right now', 'legal action'],
        },
        {
          name: 'today',
          means: 'a date is near',
          words: ['today', 'tomorrow', 'deadline', 'this afternoon', 'by tonight'],
        },
        {
          name: 'whenever',
          means: 'nobody waits',
          words: ['no hurry', 'no rush', 'whenever', 'some time', 'fyi'],
        },
      ],
    },
    example: {
      input: { text: 'No hurry, whenever you can.' },
      answer: { label: 'whenever', because: ['No hurry', 'whenever'] },
    },
  },
  {
    name: 'thank-you-writer',
    role: 'Writes a short thank-you.',
    capability: 'write',
    config: {
      kind: 'thank-you of two sentences',
      count: 1,
      longest: 300,
      templates: ['Thank you for your message about {{about}}. It means a lot to us at {{brand}}.'],
    },
    example: {
      input: SUBJECT,
      answer: { drafts: ['Thank you for trusting us with the repair of your turntable.'] },
    },
  },
  {
    name: 'apology-writer',
    role: 'Writes an apology that promises nothing.',
    capability: 'write',
    config: {
      kind: 'apology of two or three sentences',
      count: 1,
      longest: 400,
      style: 'Say what went wrong, and that a person looks at it. Promise nothing.',
      templates: [
        'We are sorry about {{about}}. A person at {{brand}} is looking at it, and will write to you.',
      ],
    },
    example: {
      input: SUBJECT,
      answer: { drafts: ['We are sorry about the repair of your turntable. A person looks at it.'] },
    },
  },
  {
    name: 'welcome-writer',
    role: 'Writes a first message to somebody who came back.',
    capability: 'write',
    config: {
      kind: 'welcome of two sentences',
      count: 1,
      longest: 300,
      templates: [
        'It is good to hear from you again about {{about}}. Just answer this mail: a person at {{brand}} reads it.',
      ],
    },
    example: { input: SUBJECT, answer: { drafts: ['It is good to have your turntable here again.'] } },
  },
  {
    name: 'decline-writer',
    role: 'Writes a friendly no.',
    capability: 'write',
    config: {
      kind: 'friendly refusal of two sentences',
      count: 1,
      longest: 300,
      templates: [
        'Thank you for asking about {{about}}. We cannot help with it at {{brand}}, and did not want to leave you waiting.',
      ],
    },
    example: {
      input: SUBJECT,
      answer: { drafts: ['Thank you for asking. We cannot take on the repair of your turntable.'] },
    },
  },
  {
    name: 'readability-reviewer',
    role: 'Says where a text is hard to read.',
    capability: 'review',
    config: {
      checks: [
        { check: 'readability', most: 45 },
        { check: 'sentence-words', most: 25 },
      ],
    },
    example: { input: { text: 'We repair turntables. Write to us.' } },
  },
  {
    name: 'tone-reviewer',
    role: 'Says where a text shouts or pushes.',
    capability: 'review',
    config: {
      checks: [
        { check: 'capitals' },
        { check: 'exclamation-marks', most: 1 },
        {
          check: 'avoided-words',
          words: [
            'act now',
            'last chance',
            'hurry',
            'you must',
            'as per my last email',
            'just checking in',
            'circling back',
          ],
          instead: 'Say calmly what the reader can do.',
        },
      ],
    },
    example: { input: { text: 'ACT NOW! Hurry!!' } },
  },
  {
    name: 'inclusive-words-reviewer',
    role: 'Finds words that leave readers out.',
    capability: 'review',
    config: {
      checks: [
        {
          check: 'avoided-words',
          words: ['guys', 'ladies and gentlemen', 'mankind', 'manpower', 'chairman'],
          instead: 'Use a word for everybody.',
        },
        {
          check: 'avoided-words',
          words: ['crazy', 'insane', 'lame', 'blind to', 'tone deaf'],
          instead: 'It makes an illness or a disability an insult.',
        },
        {
          check: 'avoided-words',
          words: ['blacklist', 'whitelist', 'master list'],
          instead: 'Say "blocked", "allowed" or "main".',
        },
      ],
    },
    example: { input: { text: 'Hi guys, a note for all of you.' } },
  },
  {
    name: 'branding-answerer',
    role: 'Answers questions about the brand from its guidelines.',
    capability: 'answer',
    config: { category: 'design-and-branding' },
    example: { input: { question: 'Which colour has the turntable logo?' } },
  },
  {
    name: 'content-answerer',
    role: 'Answers what is written for whom, from the content strategy.',
    capability: 'answer',
    config: { category: 'content-strategy' },
    example: { input: { question: 'What do we write about turntables?' } },
  },
];
