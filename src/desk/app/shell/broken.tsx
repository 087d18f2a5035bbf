import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from './messages.ts';

/** What stands where a screen fell over; the bar and the other screens go on. */
export class Broken extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <div className="screen">
        <Empty
          title={t('broke')}
          action={
            <Button tone="main" onPress={() => location.reload()}>
              {t('reload')}
            </Button>
          }
        >
          {t('brokeHint')}
        </Empty>
      </div>
    );
  }
}
