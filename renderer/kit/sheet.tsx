import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

/** What a sheet over the screen holds, and how it is left. */
export interface SheetProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Esc, a press beside it, or its own way back: nothing is done or lost by it. */
  readonly onLeave: () => void;
  /** `alert` for what would destroy something: it is read out at once, and a press beside it does not close it. */
  readonly kind?: 'ordinary' | 'alert';
}

/** A question above the screen. Mount it to open it; Esc always leaves without doing anything. */
export function Sheet({ title, children, onLeave, kind = 'ordinary' }: SheetProps): ReactNode {
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable={kind === 'ordinary'}
      onOpenChange={(open) => {
        if (!open) onLeave();
      }}
    >
      <Modal className="sheet">
        <Dialog role={kind === 'alert' ? 'alertdialog' : 'dialog'} className="stack">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
