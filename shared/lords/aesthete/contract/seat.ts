import { APPROVERS, OPERATORS } from '../../../kernel/contract/route.ts';
import { seat } from '../../../seats/contract/seat.ts';
import {
  approvalSchema,
  approveInputSchema,
  assessInputSchema,
  complianceSchema,
  consistencySchema,
  feedbackSchema,
  ofContentSchema,
  reviewSchema,
} from './schemas.ts';

/** Judges what is written and shown, points at what it means, and says what would make it better. */
export const aesthete = seat({
  name: 'aesthete',
  title: 'Aesthete',
  purpose:
    'Judges texts and designs by published measures and the rules of the brand, points at each passage, and approves what is good enough.',
  capabilities: {
    assess_quality: {
      does: 'Gives content a score of 0 to 100, made of parts that are shown with their points and passages.',
      method:
        'Flesch (1948) and the other formulas of readability, WCAG 2.1, CIEDE2000, and lists of vague, unproved and spam-like words.',
      reads: ['settings', 'tasks', 'missions'],
      proposes: [],
    },
    check_brand_compliance: {
      does: 'Says which rules of the brand are kept and broken, and where.',
      method: 'The rules in the settings, each tried on its own example first.',
      reads: ['settings', 'tasks', 'missions'],
      proposes: [],
    },
    evaluate_visual_consistency: {
      does: 'Measures contrast, colours that look the same, colours and fonts of another brand, and pictures.',
      method: 'Contrast of WCAG 2.1 (1.4.3) and CIEDE2000 (Sharma, Wu and Dalal 2005).',
      reads: ['settings', 'tasks', 'missions'],
      proposes: [],
    },
    provide_design_feedback: {
      does: 'Points at what takes most points, and says what to write instead where a rule knows it.',
      method: 'As assess_quality; the order is by the points that each brings.',
      reads: ['settings', 'tasks', 'missions'],
      proposes: [],
    },
    approve_content: {
      does: 'Approves content from the threshold on, and refuses the rest with what would bring it there.',
      method: 'The score against the threshold of the settings (75). A person may let it pass with a reason.',
      reads: ['settings', 'tasks', 'missions'],
      proposes: [],
    },
  },
  kinds: {
    review: { prefix: 'qr', tab: 'Quality', states: { done: [] }, result: reviewSchema },
    compliance: { prefix: 'bc', tab: 'Compliance', states: { done: [] }, result: complianceSchema },
    consistency: { prefix: 'vc', tab: 'Consistency', states: { done: [] }, result: consistencySchema },
    feedback: { prefix: 'df', tab: 'Design feedback', states: { done: [] }, result: feedbackSchema },
    approval: {
      prefix: 'ca',
      tab: 'Approvals',
      states: { approved: [], refused: [] },
      result: approvalSchema,
    },
  },
  acts: {
    assessQuality: {
      capability: 'assess_quality',
      path: '/assess-quality',
      summary: 'Judge content. Parts that cannot be judged are named and do not count.',
      roles: OPERATORS,
      input: assessInputSchema,
      kind: 'review',
    },
    checkBrandCompliance: {
      capability: 'check_brand_compliance',
      path: '/brand-compliance/check',
      summary: 'Hold content to the rules of the brand, which are in the settings.',
      roles: OPERATORS,
      input: ofContentSchema,
      kind: 'compliance',
    },
    evaluateConsistency: {
      capability: 'evaluate_visual_consistency',
      path: '/consistency/evaluate',
      summary: 'Measure the colours, fonts and pictures of content.',
      roles: OPERATORS,
      input: ofContentSchema,
      kind: 'consistency',
    },
    provideFeedback: {
      capability: 'provide_design_feedback',
      path: '/feedback/provide',
      summary: 'Say what to mend, the most telling first.',
      roles: OPERATORS,
      input: ofContentSchema,
      kind: 'feedback',
    },
    approveContent: {
      capability: 'approve_content',
      path: '/approve',
      summary:
        'Approve content from the threshold on. Below it, it is refused, unless a reason to let exactly this pass is given.',
      roles: APPROVERS,
      input: approveInputSchema,
      kind: 'approval',
    },
  },
  lists: {
    listQualityReviews: {
      kind: 'review',
      path: '/reviews',
      summary: 'Assessments of quality.',
      one: { operationId: 'getQualityReview', id: 'review_id' },
    },
    listApprovedContent: {
      kind: 'approval',
      path: '/approved-content',
      summary: 'Content that was approved.',
      only: 'approved',
    },
  },
  looks: {},
});
