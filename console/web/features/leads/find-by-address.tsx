import { Search, X } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import styles from './find-by-address.module.css';

interface FindByAddressProps {
  readonly email: string | undefined;
  readonly onFind: (email: string | undefined) => void;
}

/** The API finds a lead by its whole address. */
export function FindByAddress({ email, onFind }: FindByAddressProps) {
  const hint = useId();
  const [typed, setTyped] = useState(email ?? '');
  return (
    <search className="stack-tight">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onFind(typed.trim() || undefined);
        }}
      >
        <Input
          type="search"
          aria-label="Find a lead by its whole e-mail address"
          placeholder="Whole e-mail address"
          autoComplete="off"
          pattern="\S+@\S+"
          title="A whole e-mail address, such as ann@acme.example"
          aria-describedby={hint}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit" icon={<Search aria-hidden />}>
          Find
        </Button>
        {email === undefined ? null : (
          <Button
            kind="quiet"
            icon={<X aria-hidden />}
            onClick={() => {
              setTyped('');
              onFind(undefined);
            }}
          >
            All leads
          </Button>
        )}
      </form>
      <p id={hint} className="quiet small">
        By the whole address, in capital or small letters. Names and companies are not searched.
      </p>
    </search>
  );
}
