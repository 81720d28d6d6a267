import { Component } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../parts/Button.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { useWords } from './language.tsx';

interface PageGuardProps {
  /** A change of it gives the page another chance. */
  readonly place?: string;
  readonly children: ReactNode;
}

interface PageGuardState {
  readonly failedAt: string | null;
}

/** Keeps a fault in one page from taking the window with it. */
export class PageGuard extends Component<PageGuardProps, PageGuardState> {
  override state: PageGuardState = { failedAt: null };

  static getDerivedStateFromProps(props: PageGuardProps, state: PageGuardState): PageGuardState | null {
    return state.failedAt !== null && state.failedAt !== (props.place ?? '') ? { failedAt: null } : null;
  }

  override componentDidCatch(error: unknown): void {
    reportError(error);
    this.setState({ failedAt: this.props.place ?? '' });
  }

  static getDerivedStateFromError(): null {
    return null;
  }

  override render(): ReactNode {
    return this.state.failedAt === null ? this.props.children : <PageFailed />;
  }
}

function PageFailed() {
  const w = useWords('app');
  return (
    <EmptyState
      alone
      role="alert"
      title={w.pageFailed}
      actions={
        <Button kind="primary" onClick={() => window.location.reload()}>
          {w.reload}
        </Button>
      }
    >
      {w.pageFailedText}
    </EmptyState>
  );
}
