import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { CATEGORIES, type Category } from '../../../../shared/knowledge/contract/knowledge.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Field, Input, Select, Textarea } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { wordsOfName } from './document-state.tsx';
import { useAddDocument } from './use-add-document.ts';

const SOURCES = [
  ['file', 'A file'],
  ['address', 'A public page'],
  ['text', 'A text'],
] as const;
type SourceKind = (typeof SOURCES)[number][0];

/** Where the content comes from, and what it is about. What was typed stays when the API refuses it. */
export function DocumentForm({ onDone }: { readonly onDone: () => void }) {
  const navigate = useNavigate();
  const tell = useTell();
  const { add, isBusy, error } = useAddDocument();
  const [kind, setKind] = useState<SourceKind>('file');
  const [file, setFile] = useState<File>();
  const [text, setText] = useState('');
  const [title, setTitle] = useState('');
  const [category, setCategory] = useState<Category>('process-documentation');
  const [forCustomers, setForCustomers] = useState(false);
  const problemOf = (...names: string[]) =>
    error?.fields.find(({ path }) => names.some((name) => path === `body.${name}`))?.message;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const source = kind === 'file' ? file : text.trim();
    if (source === undefined || source === '') return;
    const about = {
      title: title.trim(),
      category,
      audience: forCustomers ? 'customers' : 'members',
    } as const;
    const added = await add(source, kind, about);
    if (added === undefined) return;
    onDone();
    tell(`${added.title} is read now.`);
    void navigate({ to: '/knowledge/$id', params: { id: added.id } as never });
  };
  return (
    <form className="stack" onSubmit={(event) => void onSubmit(event)}>
      <Field label="From">
        {(control) => (
          <Select {...control} value={kind} onChange={({ target }) => setKind(target.value as SourceKind)}>
            {SOURCES.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {kind === 'file' ? (
        <Field
          label="File"
          hint="Markdown, text, HTML or PDF, up to 50 MB"
          problem={problemOf('format', 'upload')}
        >
          {(control) => (
            <Input
              {...control}
              type="file"
              required
              accept=".md,.markdown,.txt,.html,.htm,.pdf"
              onChange={({ target }) => {
                const chosen = target.files?.[0];
                setFile(chosen);
                if (chosen && title === '') setTitle(chosen.name.replace(/\.\w+$/, ''));
              }}
            />
          )}
        </Field>
      ) : kind === 'address' ? (
        <Field label="Address" hint="Read once, as its robots.txt allows" problem={problemOf('address')}>
          {(control) => (
            <Input
              {...control}
              type="url"
              required
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
      ) : (
        <Field label="Text" hint="Markdown" problem={problemOf('content')}>
          {(control) => (
            <Textarea
              {...control}
              required
              rows={8}
              maxLength={100_000}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
      )}
      <Field label="Title" problem={problemOf('title')}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={200}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
          />
        )}
      </Field>
      <Field label="Category">
        {(control) => (
          <Select
            {...control}
            value={category}
            onChange={({ target }) => setCategory(target.value as Category)}
          >
            {CATEGORIES.map((each) => (
              <option key={each} value={each}>
                {wordsOfName(each)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Checkbox
        label="What it says may stand in messages to people outside"
        checked={forCustomers}
        onChange={({ target }) => setForCustomers(target.checked)}
      />
      {error ? <Problem error={error} /> : null}
      <div>
        <Button type="submit" kind="primary" busy={isBusy}>
          Add it
        </Button>
      </div>
    </form>
  );
}
