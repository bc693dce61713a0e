/** The cards of the scenarios that come with the app, and the one that is open when it is none of them. */
import type { RefObject } from 'react';
import type { Scenario } from '../../domain/scenario';
import type { Preset } from '../preset-library';
import { Popover } from '../primitives/Popover';
import { presetOf } from '../scenario-link';
import { usePlayground, usePlaygroundHandle } from '../store';
import './scenario-list.css';
import { ScenarioPicture } from './ScenarioPicture';

interface ScenarioListProps {
  readonly scenario: Scenario;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

export function ScenarioList({ scenario, anchor, onClose }: ScenarioListProps) {
  const { commands, history } = usePlaygroundHandle();
  const presets = usePlayground((state) => state.presets);
  const current = presetOf(scenario, presets);
  const choose = (preset: Preset) => {
    onClose();
    history.clear();
    void commands.loadScenario(preset.scenario);
  };
  return (
    <Popover label="Scenarios" anchor={anchor} className="scenario-list" onClose={onClose}>
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
              {count(scenario.tenants.length, 'tenant')} on {count(scenario.executors.length, 'executor')}.
              The address of this page carries it.
            </span>
          </span>
        </div>
      )}
    </Popover>
  );
}
