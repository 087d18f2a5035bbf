import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import { partTexts } from './messages.ts';

/**
 * Something that wants an answer before one goes on. Escape and a click beside it close it, unless `mustAnswer`.
 *
 * size     'small' asks a question, 'wide' holds a comparison, 'side' slides in beside the work, and fills a phone
 * footer   its buttons, the main one last
 */
export function Dialog({
  title,
  isOpen,
  onClose,
  size = 'small',
  mustAnswer = false,
  footer,
  children,
}: {
  title: string;
  isOpen: boolean;
  onClose(): void;
  size?: 'small' | 'medium' | 'wide' | 'side';
  mustAnswer?: boolean;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <ModalOverlay
      className={`veil ${size}`}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!mustAnswer}
      isKeyboardDismissDisabled={mustAnswer}
    >
      <Modal className={`modal ${size}`}>
        <AriaDialog className="dialog">
          <header>
            <Heading slot="title">{title}</Heading>
            {!mustAnswer && (
              <Button tone="quiet" aria-label={partTexts('close')} onPress={onClose} className="close">
                ×
              </Button>
            )}
          </header>
          <div className="inside">{children}</div>
          {footer && <footer>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
