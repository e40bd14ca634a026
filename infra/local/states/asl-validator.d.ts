declare module 'asl-validator' {
  interface Verdict {
    readonly isValid: boolean;
    readonly errors: readonly unknown[];
  }
  function validate(definition: unknown): Verdict;
  export = validate;
}
