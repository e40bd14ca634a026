import { type ComponentType, createContext, use } from 'react';
import type { FieldProblem } from '../api/client.ts';
import type { JsonSchema } from './schema.ts';

export interface FormContext {
  /** Holds what references point to. */
  readonly root: JsonSchema;
  readonly readOnly: boolean;
  /** What the API says is wrong, by path: `sendWindow.startHour`. */
  readonly problems: readonly FieldProblem[];
  /** Other names of options and fields, by the name of the field: `weekdays` 1 is Monday. */
  readonly names: Names;
  /** Draws the control that fits a schema: fields that hold others draw them by it. */
  readonly FieldOf: ComponentType<FieldProps>;
}

export interface Names {
  readonly options?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly fields?: Readonly<Record<string, string>>;
  /** Texts that are proposed while somebody types, by the name of the field. */
  readonly proposals?: Readonly<Record<string, readonly string[]>>;
}

export const FormContextObject = createContext<FormContext>({
  root: {},
  readOnly: false,
  problems: [],
  names: {},
  FieldOf: () => null,
});
export const useForm = (): FormContext => use(FormContextObject);

export interface FieldProps {
  readonly schema: JsonSchema;
  readonly name: string;
  /** From the root of the form: `sendWindow.startHour`. */
  readonly path: string;
  readonly label: string;
  readonly required: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** What is wrong with a field, or with the list that it is. */
export function useProblem(path: string): string | undefined {
  const { problems } = useForm();
  return problems.find((problem) => problem.path === path || problem.path === `body.${path}`)?.message;
}
