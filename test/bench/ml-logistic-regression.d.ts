declare module 'ml-logistic-regression' {
  import type { Matrix } from 'ml-matrix';

  class LogisticRegression {
    constructor(options: { numSteps: number; learningRate: number });
    train(features: Matrix, target: Matrix): void;
    /** One for each class. */
    readonly classifiers: readonly { testScores(features: Matrix): number[] }[];
  }
  export = LogisticRegression;
}
