/** A labelled number that is sent when it is complete (Enter, blur or a step), and refused with a reason. */
import { useEffect, useId, useRef, useState } from 'react';
import type { Term } from '../glossary';
import { Hint } from './Hint';

interface NumberFieldProps {
  readonly label: string;
  readonly term: Term;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  readonly onCommit: (value: number) => void;
}

export function NumberField({ label, term, value, min, max, integer = false, onCommit }: NumberFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);

  // The native change event fires once the number is complete; React's fires on every key.
  useEffect(() => {
    const element = input.current;
    if (element === null) return;
    const onChange = () => {
      const typed = element.valueAsNumber;
      const valid = typed >= min && typed <= max && (!integer || Number.isInteger(typed));
      setProblem(valid ? null : `${label}: ${integer ? 'a whole number ' : ''}from ${min} to ${max}`);
      if (valid && typed !== value) onCommit(typed);
    };
    element.addEventListener('change', onChange);
    return () => element.removeEventListener('change', onChange);
  }, [value, min, max, integer, label, onCommit]);

  useEffect(() => {
    if (input.current !== null && document.activeElement !== input.current) input.current.value = `${value}`;
  }, [value]);

  return (
    <div className="field">
      <label htmlFor={id}>
        <Hint term={term} focusable={false}>
          {label}
        </Hint>
      </label>
      <input
        ref={input}
        id={id}
        type="number"
        min={min}
        max={max}
        step={integer ? 1 : 'any'}
        defaultValue={value}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
      />
      {problem !== null && (
        <p className="field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
