import type { FieldProblem } from '../api/client.ts';
import { FormContextObject, type Names } from './context.ts';
import { FieldOf } from './field-of.tsx';
import { ObjectFields } from './object-field.tsx';
import { type JsonSchema, resolved } from './schema.ts';

interface SchemaFormProps {
  readonly schema: JsonSchema;
  /** Where references lead; the schema itself unless it is a part of another. */
  readonly root?: JsonSchema;
  /** The fields to show; all unless some are named. */
  readonly only?: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
  readonly onChange: (value: Readonly<Record<string, unknown>>) => void;
  readonly readOnly?: boolean;
  readonly problems?: readonly FieldProblem[];
  readonly names?: Names;
  /** The path of the value in the body of the request. */
  readonly path?: string;
}

const NO_NAMES: Names = {};
const NO_PROBLEMS: readonly FieldProblem[] = [];

/** A form of the fields that a JSON Schema describes. Who draws it keeps the value. */
export function SchemaForm(props: SchemaFormProps) {
  const { schema, root = schema, only, value, onChange, readOnly = false } = props;
  const { problems = NO_PROBLEMS, names = NO_NAMES, path = '' } = props;
  return (
    <FormContextObject value={{ root, readOnly, problems, names, FieldOf }}>
      <ObjectFields
        schema={resolved(schema, root)}
        only={only}
        path={path}
        value={value}
        onChange={(next) => onChange(next as Readonly<Record<string, unknown>>)}
      />
    </FormContextObject>
  );
}
