/** Catches a bug in the views and shows it instead of an empty page. The engine is not touched. */
import { Component, type ReactNode } from 'react';
import { FatalPanel } from './FatalPanel';

interface Props {
  readonly children: ReactNode;
}
interface State {
  readonly message: string | null;
}

export class CrashBoundary extends Component<Props, State> {
  override state: State = { message: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { message: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return <FatalPanel title="This page has a bug and stopped" message={this.state.message} />;
  }
}
