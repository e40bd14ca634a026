export interface FieldProblem {
  /** In dotted form, such as `body.params.steps`. */
  readonly path: string;
  readonly message: string;
}

/**
 * What the API refused, in its own words, or why it could not be asked. `code` is stable; `status` is that of HTTP, and 0 when
 * there was no answer; `fields` names what of the request is wrong.
 */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: readonly FieldProblem[];

  constructor(
    code: string,
    message: string,
    status = 0,
    fields: readonly FieldProblem[] = [],
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}
