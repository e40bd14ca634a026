import * as z from 'zod';
import { pageQuerySchema } from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import {
  answerSchema,
  documentBodySchema,
  documentIdSchema,
  documentViewSchema,
  formatSchema,
  passageViewSchema,
  questionSchema,
  searchBodySchema,
  searchResultSchema,
  templateViewSchema,
  uploadIdSchema,
} from './knowledge.ts';

const params = z.object({ id: documentIdSchema });

export const knowledgeRoutes = routes({
  listDocuments: {
    operationId: 'listDocuments',
    method: 'GET',
    path: '/api/knowledge/documents',
    summary: 'The documents of the knowledge base that the caller may read, by their names.',
    roles: ANYONE,
    query: pageQuerySchema,
    success: {
      status: 200,
      schema: z.object({ documents: z.array(documentViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  putDocument: {
    operationId: 'putDocument',
    method: 'POST',
    path: '/api/knowledge/documents',
    summary:
      'Add a document, or a new edition of it. It is read in the background; the same again changes nothing.',
    roles: OPERATORS,
    body: documentBodySchema,
    success: { status: 202, schema: documentViewSchema },
    errors: ['VALIDATION_FAILED', 'CONFLICT', 'NOT_FOUND'],
  },
  getDocument: {
    operationId: 'getDocument',
    method: 'GET',
    path: '/api/knowledge/documents/{id}',
    summary: 'One document.',
    roles: ANYONE,
    params,
    success: { status: 200, schema: documentViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  listPassages: {
    operationId: 'listPassages',
    method: 'GET',
    path: '/api/knowledge/documents/{id}/passages',
    summary: 'The passages of the edition that answers, in their order: what Rex reads of it.',
    roles: ANYONE,
    params,
    success: { status: 200, schema: z.object({ passages: z.array(passageViewSchema) }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  removeDocument: {
    operationId: 'removeDocument',
    method: 'DELETE',
    path: '/api/knowledge/documents/{id}',
    summary: 'Remove a document with all its editions. It answers nothing from the next question on.',
    roles: OPERATORS,
    params,
    success: { status: 200, schema: z.object({ id: documentIdSchema }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  createUpload: {
    operationId: 'createKnowledgeUpload',
    method: 'POST',
    path: '/api/knowledge/uploads',
    summary:
      'A form to upload a file of up to 50 MB with. Name its id in POST /api/knowledge/documents afterwards.',
    roles: OPERATORS,
    body: z.strictObject({ format: formatSchema }),
    success: {
      status: 201,
      schema: z.object({
        upload: uploadIdSchema,
        url: z.string(),
        fields: z.record(z.string(), z.string()),
        expiresAt: z.string(),
      }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  searchKnowledge: {
    operationId: 'searchKnowledge',
    method: 'POST',
    path: '/api/knowledge/search',
    summary: 'The passages that fit a question best, each with where it stands.',
    roles: ANYONE,
    body: searchBodySchema,
    success: { status: 200, schema: searchResultSchema },
    errors: ['VALIDATION_FAILED'],
  },
  answerQuestion: {
    operationId: 'answerQuestion',
    method: 'POST',
    path: '/api/knowledge/answer',
    summary:
      'An answer from the documents alone: every sentence cites its passage, and what none supports is not said.',
    roles: ANYONE,
    body: z.strictObject({ question: questionSchema }),
    success: { status: 200, schema: answerSchema },
    errors: ['VALIDATION_FAILED'],
  },
  listTemplates: {
    operationId: 'listKnowledgeTemplates',
    method: 'GET',
    path: '/api/knowledge/templates',
    summary: 'Templates of documents, to fill in.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ templates: z.array(templateViewSchema) }) },
    errors: [],
  },
});
