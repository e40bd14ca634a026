import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import { columnsOf, encode, fitEncoder } from '../../shared/icp/domain/encoder.ts';
import type { LabelledLead } from '../../shared/icp/domain/fit-model.ts';
import { areaUnderRoc } from '../../shared/scoring/domain/evaluation.ts';
import { fitSparseLogistic, predictSparse } from '../../shared/statistics/domain/sparse-logistic.ts';

const TRAINING_SHARE = 0.7;
/** Its own rate, and a fiftieth of its own steps: more of them take longer for the same area. */
const PEER = { numSteps: 1_000, learningRate: 5e-4 };

/** One split, the same columns: our regression beside that of the package that is best known for it. */
export function comparePeer(leads: readonly LabelledLead[], leaking: readonly string[]): string[][] {
  const rows = leads.map(({ facts, positive }) => ({ columns: columnsOf(facts), positive }));
  const cut = Math.floor(TRAINING_SHARE * rows.length);
  const names = [...new Set(rows.flatMap(({ columns }) => Object.keys(columns)))];
  const encoder = fitEncoder(
    rows.slice(0, cut).map(({ columns }) => columns),
    names.filter((name) => !leaking.includes(name)),
  );
  const sparse = rows.map(({ columns, positive }) => ({ ones: encode(encoder, columns), positive }));
  const [training, test] = [sparse.slice(0, cut), sparse.slice(cut)];
  const auc = (scores: readonly number[]): string =>
    areaUnderRoc(test.map(({ positive }, i) => ({ score: scores[i] ?? 0, positive }))).toFixed(3);

  const ours = timed(() => fitSparseLogistic(training, encoder.features));
  const dense = (of: typeof sparse): Matrix =>
    new Matrix(
      of.map(({ ones }) =>
        Array.from({ length: encoder.features + 1 }, (_, i) => (i === 0 || ones.includes(i - 1) ? 1 : 0)),
      ),
    );
  const [features, target] = [
    dense(training),
    Matrix.columnVector(training.map(({ positive }) => (positive ? 1 : 0))),
  ];
  const theirs = timed(() => {
    const model = new LogisticRegression(PEER);
    model.train(features, target);
    return model;
  });
  // It fits one classifier for each class, always; that of class 0 scores how little a row is of it.
  const scores = theirs.value.classifiers[0]?.testScores(dense(test)) ?? [];
  return [
    [
      'AUC on a 70/30 split',
      auc(test.map(({ ones }) => predictSparse(ours.value, ones))),
      `ml-logistic-regression ${auc(scores)}`,
    ],
    ['one fit', `${ours.seconds} s`, `ml-logistic-regression ${theirs.seconds} s`],
  ];
}

function timed<T>(work: () => T): { value: T; seconds: string } {
  const started = performance.now();
  const value = work();
  return { value, seconds: ((performance.now() - started) / 1000).toFixed(2) };
}
