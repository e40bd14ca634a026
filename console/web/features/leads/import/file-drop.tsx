import { FileUp } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { bytes } from '../../../format/numbers.ts';
import styles from './file-drop.module.css';

interface FileDropProps {
  readonly file: File | undefined;
  readonly onChoose: (file: File) => void;
}

/** Takes a file that is dropped on it, or chosen. */
export function FileDrop({ file, onChoose }: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) onChoose(dropped);
  };
  return (
    <label
      htmlFor={id}
      className={`${styles.drop} ${over ? styles.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <FileUp aria-hidden />
      {file === undefined ? (
        <span>
          Drop a CSV file here, or <strong>choose one</strong>
        </span>
      ) : (
        <span>
          <strong>{file.name}</strong> <span className="quiet number">{bytes(file.size)}</span>
        </span>
      )}
      <span className="quiet small">
        {file === undefined ? 'Comma, semicolon, tab; any order of columns; up to 1 GB' : 'Choose another'}
      </span>
      <input
        id={id}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        className="visually-hidden"
        onChange={({ target }) => {
          const chosen = target.files?.[0];
          if (chosen) onChoose(chosen);
        }}
      />
    </label>
  );
}
