import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DocumentForm } from './document-form.tsx';

/** Adds a document. */
export function AddDocument() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="primary" icon={<Plus aria-hidden />} onClick={() => setOpen(true)}>
        Add a document
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Add a document"
        about="A file, a public page, or a text. The same again changes nothing; another content under the same name is a new edition."
      >
        {open ? <DocumentForm onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}
