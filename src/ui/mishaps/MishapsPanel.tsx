/**
 * Failures as something to learn from: break things on purpose, say how failures are handled, and read what happened.
 * It lies beside the page, so that cards and timeline show the effect; it remembers nothing.
 */
import { SidePanel } from '../primitives/SidePanel';
import { BreakSection } from './BreakSection';
import { IncidentList } from './IncidentList';
import './mishaps.css';
import { RecoverySection } from './RecoverySection';

export function MishapsPanel() {
  return (
    <SidePanel title="Mishaps" closeWords="Close mishaps" className="mishaps" focusFirst="select">
      <BreakSection />
      <RecoverySection />
      <IncidentList />
    </SidePanel>
  );
}
