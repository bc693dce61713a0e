/** A line of text that is changed in place and sent when it is complete: by Enter or when it is left. Escape takes it back. */
import { type KeyboardEvent, useEffect, useState } from 'react';

interface EditedTextProps {
  readonly label: string;
  readonly text: string;
  readonly placeholder?: string;
  readonly className: string;
  readonly mostCharacters: number;
  readonly onChange: (text: string) => void;
}

export function EditedText(props: EditedTextProps) {
  const { label, text, placeholder, className, mostCharacters, onChange } = props;
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const send = () => {
    const next = typed.trim();
    setTyped(next === '' && placeholder === undefined ? text : next);
    if (next !== text) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key !== 'Escape' || typed === text) return;
    event.preventDefault(); // else the dialog closes
    setTyped(text);
  };
  return (
    <input
      type="text"
      className={`edited-text ${className}`}
      aria-label={label}
      placeholder={placeholder}
      maxLength={mostCharacters}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={send}
      onKeyDown={onKeyDown}
    />
  );
}
