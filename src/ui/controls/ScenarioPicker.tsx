/** Which scenario is open, and the cards of those that come with the app. */
import { ChevronDown } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Preset } from '../preset-library';
import { Popover } from '../primitives/Popover';
import { presetOf } from '../scenario-link';
import { usePlayground, usePlaygroundHandle } from '../store';
import { ScenarioPicture } from './ScenarioPicture';

export function ScenarioPicker() {
  const { commands, history } = usePlaygroundHandle();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const scenario = usePlayground((state) => state.snapshot?.scenario ?? null);
  const presets = usePlayground((state) => state.presets);
  if (scenario === null) return null;
  const current = presetOf(scenario, presets);
  const origin = presets.find((preset) => preset.id === scenario.name);
  const choose = (preset: Preset) => {
    setOpen(false);
    history.clear();
    void commands.loadScenario(preset.scenario);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <span className="dim">Scenario</span>
        <span className="scenario-name">
          {current?.title ?? (origin === undefined ? scenario.name : `${origin.title}, changed`)}
        </span>
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      {open && (
        <Popover label="Scenarios" anchor={button} className="scenario-list" onClose={() => setOpen(false)}>
          {presets.map((preset) => (
            <button
              key={preset.id}
              type="button"
              className="scenario-card quiet"
              aria-current={preset === current}
              onClick={() => choose(preset)}
            >
              <ScenarioPicture scenario={preset.scenario} />
              <span>
                <strong>{preset.title}</strong>
                <span className="dim">{preset.line}</span>
              </span>
            </button>
          ))}
          {current === undefined && (
            <div className="scenario-card" aria-current="true">
              <ScenarioPicture scenario={scenario} />
              <span>
                <strong>Custom, open now</strong>
                <span className="dim">
                  {scenario.tenants.length} tenants on {scenario.executors.length} executors. The address of
                  this page carries it.
                </span>
              </span>
            </div>
          )}
        </Popover>
      )}
    </>
  );
}
