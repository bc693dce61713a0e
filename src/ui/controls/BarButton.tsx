/** A button of the bar: its picture, and its word where there is room. */
import type { LucideIcon } from 'lucide-react';

interface BarButtonProps {
  readonly words: string;
  /** What it opens, in a line. */
  readonly title: string;
  readonly Icon: LucideIcon;
  /** Of one that opens something beside the page. */
  readonly expanded?: boolean;
  readonly onPress: () => void;
}

export function BarButton({ words, title, Icon, expanded, onPress }: BarButtonProps) {
  return (
    <button type="button" aria-label={words} aria-expanded={expanded} title={title} onClick={onPress}>
      <Icon size={15} aria-hidden="true" /> <span className="bar-words">{words}</span>
    </button>
  );
}
