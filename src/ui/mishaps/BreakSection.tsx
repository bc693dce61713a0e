/** Failures on purpose: of an executor, of a tenant, and at the page's own edge. */
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { Hint } from '../primitives/Hint';
import { NumberField } from '../primitives/NumberField';
import { SelectField } from '../primitives/SelectField';
import { usePlayground, usePlaygroundHandle } from '../store';
import { tenantName } from '../tenant-words';
import { SwitchLine } from './SwitchLine';
import { whyNotDisturb, whyNotKill, whyNotLose } from './what-breaks';

const STALL_MS = 500;
const LONGEST_STALL_MS = 60_000;

export function BreakSection() {
  return (
    <section aria-labelledby="mishaps-break">
      <h3 id="mishaps-break">
        <Hint term="mishap">Break something</Hint>
      </h3>
      <BreakExecutor />
      <DisturbTenant />
      <Refusals />
    </section>
  );
}

function BreakExecutor() {
  const { commands } = usePlaygroundHandle();
  const executors = usePlayground(useShallow((state) => state.snapshot?.executors ?? []));
  const [wanted, setWanted] = useState('');
  const executor = executors.find((one) => one.config.id === wanted) ?? executors[0];
  if (executor === undefined) return <p className="dim">No executor to break: add a model first.</p>;
  const { id } = executor.config;
  const [whyKill, whyLose] = [whyNotKill(executor), whyNotLose(executor)];
  return (
    <div className="mishap-group">
      <SelectField
        label="Executor"
        term="executor"
        value={id}
        choices={executors.map(({ config }) => ({ value: config.id, label: config.id }))}
        onChoose={setWanted}
      />
      <div className="mishap-buttons">
        <button
          type="button"
          disabled={whyKill !== null}
          onClick={() => void commands.mishap({ kind: 'kill-worker', executorId: id })}
        >
          Kill worker
        </button>
        {whyLose === null && (
          <button type="button" onClick={() => void commands.mishap({ kind: 'lose-device', executorId: id })}>
            Lose device
          </button>
        )}
      </div>
      {(whyKill ?? whyLose) !== null && <p className="dim small-text">{whyKill ?? whyLose}</p>}
    </div>
  );
}

function DisturbTenant() {
  const { commands } = usePlaygroundHandle();
  const catalog = usePlayground((state) => state.catalog);
  const runs = usePlayground((state) => state.snapshot?.run.kind === 'running');
  const tenants = usePlayground(
    useShallow((state) => (state.snapshot?.scenario.tenants ?? []).map((one) => one)),
  );
  const [wanted, setWanted] = useState('');
  const [stallMs, setStallMs] = useState(STALL_MS);
  const config = tenants.find((one) => one.id === wanted) ?? tenants[0];
  const status = usePlayground(
    (state) => state.snapshot?.tenants.find((one) => one.config.id === config?.id)?.status,
  );
  if (config === undefined || status === undefined) return null;
  const { id } = config;
  const why = whyNotDisturb({ status }, tenantName(catalog, config), runs);
  return (
    <div className="mishap-group">
      <SelectField
        label="Tenant"
        term="tenant"
        value={id}
        choices={tenants.map((one) => ({ value: one.id, label: tenantName(catalog, one) }))}
        onChoose={setWanted}
      />
      <NumberField
        label="Stall for, ms"
        term="stall"
        value={stallMs}
        min={1}
        max={LONGEST_STALL_MS}
        integer
        onCommit={setStallMs}
      />
      <div className="mishap-buttons">
        <button
          type="button"
          disabled={why !== null}
          onClick={() => void commands.mishap({ kind: 'stall', tenantId: id, durationMs: stallMs })}
        >
          Stall
        </button>
        <button
          type="button"
          disabled={why !== null}
          data-hint="corrupt-output"
          onClick={() => void commands.mishap({ kind: 'corrupt-output', tenantId: id })}
        >
          Corrupt next output
        </button>
      </div>
      {why !== null && <p className="dim small-text">{why}</p>}
    </div>
  );
}

function Refusals() {
  const { commands } = usePlaygroundHandle();
  const network = usePlayground((state) => state.snapshot?.networkRefused === true);
  const storage = usePlayground((state) => state.storageRefused);
  return (
    <div className="mishap-group">
      <SwitchLine on={network} onAsk={(on) => commands.mishap({ kind: 'refuse-network', on })}>
        <Hint term="refuse-network" focusable={false}>
          Refuse the network
        </Hint>
      </SwitchLine>
      <SwitchLine on={storage} onAsk={(on) => commands.mishap({ kind: 'refuse-storage', on })}>
        <Hint term="refuse-storage" focusable={false}>
          Refuse storage
        </Hint>
      </SwitchLine>
      <p className="dim small-text">Injected at the app’s own edge: no request leaves, nothing is written.</p>
    </div>
  );
}
